/** A link within a report: what it says and where it leads, whole. */
export interface ReportLink {
  text: string;
  address: string;
}

/** A part of a report in reading order. A row's or a paragraph's `label` is what stands before it and says what it is about. */
export interface ReportBlock {
  kind: 'heading' | 'text' | 'item';
  /** of a heading: 1 to 6, and 7 for what only looks like one */
  level: number;
  label: string;
  text: string;
  links: ReportLink[];
}

/** What can be read of a report, whatever it came as. */
export interface ReportText {
  format: 'html' | 'pdf' | 'docx' | 'text';
  title: string;
  blocks: ReportBlock[];
}

/** As much of a report as is looked at: the longest that we know have 120,000 characters. */
export const longestReport = { characters: 250_000, blocks: 6000 };

/** A text with single spaces, without characters that nobody sees. */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\uf000-\uf0ff]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A paragraph or an item of a list; undefined where it says nothing. */
export function textBlock(
  text: string,
  { kind = 'text', label = '', links = [] }: Partial<Omit<ReportBlock, 'text' | 'level'>> = {},
): ReportBlock | undefined {
  const plain = plainText(text);
  if (plain === '' && links.length === 0) return undefined;
  if (label !== '' || kind === 'heading') return { kind, level: 7, label: plainText(label), text: plain, links };
  const { label: before, rest } = withoutLabel(plain);
  return { kind, level: 7, label: before, text: rest, links };
}

/** A heading of a level of 1 to 7. */
export function headingBlock(text: string, level: number, links: ReportLink[] = []): ReportBlock {
  return { kind: 'heading', level, label: '', text: plainText(text), links };
}

// "SENCO: Eleri Voss", "Unhappy? Tell us": short words at the beginning that say what follows
function withoutLabel(text: string): { label: string; rest: string } {
  const [, label = '', mark = '', rest = ''] =
    /^((?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.):]\s+)?[A-Z][^.:?!|]{1,110}?)(\s[–—-]|\.?:|\?)\s+(\S.*)$/s.exec(text) ??
    [];
  // a sentence that goes on after a colon
  if (mark !== '?' && /,|\b(?:is|are|was|were|has|have|can|will|may)\b/i.test(label)) return { label: '', rest: text };
  if (label === '' || label.split(' ').length > (mark === '?' ? 18 : 6) || /https?$/.test(label))
    return { label: '', rest: text };
  return { label: mark === '?' ? `${label}?` : label, rest };
}

/** Two paragraphs of one cell as one text, in which they can still be told apart. */
export function joinPieces(before: string, next: string): string {
  if (before.trim() === '' || next.trim() === '') return before + next;
  return `${before}${/[.,;:!?]\s*$/.test(before) ? '' : ';'} ${next}`;
}

/**
 * The row of a table: its first cell says what the row is about, unless it is only a number. Undefined where nothing stands
 * beside that: a question that was left without an answer.
 */
export function rowBlock(cells: readonly string[], links: ReportLink[] = []): ReportBlock | undefined {
  const [first = '', ...others] = cells.map(plainText);
  const [second = '', ...rest] = others;
  const isNumber = /^\W*(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})?\W*$/i.test(first);
  const [label, texts] = isNumber && rest.length > 0 ? [second, rest] : [first, others];
  const text = texts.filter(Boolean).join(' ');
  if (text !== '') return textBlock(text, { label, links });
  // what goes on for sentences is no question
  return /[.!]\s+\S.*[.!]/s.test(label) ? textBlock(label, { links }) : undefined;
}

/** Whether a line that stands alone reads like a heading: short, a question or a name, and no sentence. */
export function looksLikeHeading(line: string): boolean {
  const words = line.split(/\s+/).length;
  if (words > 28 || line.length < 3 || /@|\d{5}|https?:|www\./.test(line)) return false;
  if (/\?$/.test(line)) return true;
  if (words > 12 || /[.,;!]$/.test(line)) return false;
  return /^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|\(?[a-z]\)|[ivx]+[.)])\s+[A-Z]/.test(line) || /^[A-Z][^.:]*:?$/.test(line);
}

/** The lines of a plain text, put together to paragraphs, items and headings. */
export function blocksOfPlainText(text: string): ReportBlock[] {
  const blocks: ReportBlock[] = [];
  const groups = text
    .replace(/\r\n?/g, '\n')
    .slice(0, longestReport.characters)
    .split(/\n\s*\n/);
  for (const group of groups) {
    let open: string[] = [];
    const close = () => {
      const block = textBlock(open.join(' '));
      if (block) blocks.push(block);
      open = [];
    };
    for (const line of group.split('\n').map((one) => one.trim())) {
      const [, marks, heading] = /^(#{1,6})\s+(.*)$/.exec(line) ?? [];
      const [, item] = /^(?:[-*•●▪–]|\d{1,2}[.)])\s+(.*)$/.exec(line) ?? [];
      if (/^[=_-]{3,}$/.test(line)) {
        // a line of signs under a heading
        const last = open.pop();
        close();
        if (last) blocks.push(headingBlock(last, 2));
      } else if (marks && heading) {
        close();
        blocks.push(headingBlock(heading, marks.length));
      } else if (/^\|.*\|$/.test(line)) {
        close();
        const cells = line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim());
        const block = /^[\s|:-]*$/.test(line) ? undefined : rowBlock(cells);
        if (block) blocks.push(block);
      } else if (item !== undefined && !(looksLikeHeading(line) && /^\d/.test(line))) {
        close();
        const block = textBlock(item, { kind: 'item' });
        if (block) blocks.push(block);
      } else if (open.length === 0 && looksLikeHeading(line)) {
        blocks.push(headingBlock(line.replace(/^\*+|\*+$/g, ''), 7));
      } else if (line) open.push(line);
    }
    close();
  }
  return blocks.slice(0, longestReport.blocks);
}
