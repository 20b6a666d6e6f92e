import { getDocumentProxy } from 'unpdf';
import { joinLines, type PdfLine } from './pdf-line-rules.ts';
import { longestReport, type ReportLink, type ReportText } from './report-text-rules.ts';

type Document = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Document['getPage']>>;

/** A report with more pages is read as far as this. */
const mostPages = 80;
/** Between two words, in sizes of letters. */
const widestSpace = 0.9;

/** What a PDF says, in reading order; of one that holds only pictures the blocks are empty. */
export async function readPdf(bytes: Uint8Array): Promise<ReportText> {
  const pdf = await getDocumentProxy(bytes, {
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  const lines: PdfLine[] = [];
  let characters = 0;
  for (let number = 1; number <= Math.min(pdf.numPages, mostPages); number++) {
    // one damaged page does not cost the others
    const found = await linesOf(await pdf.getPage(number), number).catch((): PdfLine[] => []);
    lines.push(...found);
    characters += found.reduce((sum, { text }) => sum + text.length, 0);
    if (characters > longestReport.characters) break;
  }
  return { format: 'pdf', title: await titleOf(pdf), blocks: joinLines(lines).slice(0, longestReport.blocks) };
}

async function titleOf(pdf: Document): Promise<string> {
  const info: { Title?: unknown } | undefined = await pdf.getMetadata().then(
    (found) => found.info,
    () => undefined,
  );
  return typeof info?.Title === 'string' ? info.Title : '';
}

async function linesOf(page: Page, number: number): Promise<PdfLine[]> {
  const { items } = await page.getTextContent();
  const lines: PdfLine[] = [];
  let line: PdfLine | undefined;
  let end = 0;
  for (const item of items) {
    if (!('str' in item)) continue;
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
    const size = Math.round(Math.hypot(a, b) * 2) / 2;
    // wider than between words: perhaps between two cells of a table
    const isSpace = item.str !== '' && item.str.trim() === '' && item.width > size * widestSpace;
    if (isSpace) line = undefined;
    else if (item.str !== '') {
      const isSame = line && Math.abs(line.y - y) < Math.max(line.size, size) * 0.6 && x >= end - size;
      if (!isSame || !line || x - end > size * widestSpace) {
        line = {
          page: number,
          x,
          end: x,
          y,
          size,
          font: item.fontName,
          last_font: item.fontName,
          text: '',
          lead: '',
          is_one_font: true,
          links: [],
        };
        lines.push(line);
        end = x;
      }
      const gap = x - end > size * 0.15 && !/\s$/.test(line.text) && line.text !== '' ? ' ' : '';
      line.text += gap + item.str;
      if (item.fontName !== line.font && item.str.trim() !== '') line.is_one_font = false;
      if (line.is_one_font) line.lead = line.text;
      line.last_font = item.fontName;
      end = x + item.width;
      line.end = end;
    }
    if (item.hasEOL) line = undefined;
  }
  for (const link of await linksOf(page)) {
    const [left, low, right, high] = link.area;
    const holder =
      lines.find(({ x, y, size }) => y >= low - 2 && y <= high && x <= right + 2 && x + size * 200 > left) ??
      lines.at(-1);
    holder?.links.push(link);
  }
  return lines.filter(({ text, links }) => text.trim() !== '' || links.length > 0);
}

type PlacedLink = ReportLink & { area: [left: number, low: number, right: number, high: number] };

async function linksOf(page: Page): Promise<PlacedLink[]> {
  const annotations = await page.getAnnotations().catch(() => []);
  return annotations.flatMap((one: { url?: unknown; unsafeUrl?: unknown; rect?: number[] }) => {
    const address = one.url ?? one.unsafeUrl;
    const [left = 0, low = 0, right = 0, high = 0] = one.rect ?? [];
    return typeof address === 'string' && /^(?:https?|mailto|tel):/i.test(address)
      ? [{ text: '', address: address.slice(0, 2000), area: [left, low, right, high] as PlacedLink['area'] }]
      : [];
  });
}
