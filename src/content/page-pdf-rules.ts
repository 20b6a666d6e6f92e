import type { Element, ElementContent, Root } from 'hast';
import type { PdfBlock, PdfRun } from '../web/pdf.ts';

type Kind = Omit<PdfRun, 'text'>;

/** The parts of a page's HTML as parts of a PDF. Links are made whole by the page's own address. */
export function pdfBlocksOf(html: Root, address: string): PdfBlock[] {
  const runsOf = (nodes: readonly ElementContent[], kind: Kind = {}): PdfRun[] =>
    nodes.flatMap((node): PdfRun[] => {
      if (node.type === 'text') return [{ text: node.value, ...kind }];
      if (node.type !== 'element') return [];
      switch (node.tagName) {
        case 'strong':
          return runsOf(node.children, { ...kind, is_strong: true });
        case 'em':
          return runsOf(node.children, { ...kind, is_slanted: true });
        case 'a': {
          const href = String(node.properties.href ?? '');
          return runsOf(
            node.children,
            URL.canParse(href, address) ? { ...kind, href: new URL(href, address).href } : kind,
          );
        }
        case 'br':
          return [{ text: ' ', ...kind }];
        case 'img':
          return [{ text: `Picture: ${node.properties.alt ?? ''}`, ...kind }];
        default:
          return runsOf(node.children, kind);
      }
    });

  const rowsOf = (table: Element): PdfRun[][][] =>
    elementsIn(table)
      .flatMap((part) => (part.tagName === 'tr' ? [part] : elementsIn(part)))
      .map((row) => elementsIn(row).map((cell) => runsOf(cell.children)));

  const blockOf = (node: Element): PdfBlock[] => {
    switch (node.tagName) {
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        return [{ kind: 'heading', level: headingLevels[node.tagName] ?? 4, text: wordsOf(runsOf(node.children)) }];
      case 'ul':
      case 'ol':
        return [
          {
            kind: 'list',
            is_numbered: node.tagName === 'ol',
            items: elementsIn(node).map((item) => blocksOf(item.children)),
          },
        ];
      case 'table': {
        const [head = [], ...rows] = rowsOf(node);
        return [{ kind: 'table', head, rows }];
      }
      case 'details': {
        const [summary, ...others] = elementsIn(node);
        const runs = summary ? runsOf(summary.children, { is_strong: true }) : [];
        return [{ kind: 'paragraph', runs }, ...boxed(others)];
      }
      case 'blockquote':
        return boxed(node.children);
      case 'div':
        return isSetApart(node) ? boxed(node.children) : blocksOf(node.children);
      case 'hr':
        return [];
      default:
        return [{ kind: 'paragraph', runs: runsOf([node]) }];
    }
  };

  const boxed = (nodes: readonly ElementContent[]): PdfBlock[] => {
    const blocks = blocksOf(nodes);
    return blocks.length > 0 ? [{ kind: 'box', blocks }] : [];
  };

  // words that stand beside blocks, such as those of a list's item, are a paragraph of their own
  const blocksOf = (nodes: readonly ElementContent[]): PdfBlock[] => {
    const blocks: PdfBlock[] = [];
    let loose: ElementContent[] = [];
    const end = () => {
      const runs = runsOf(loose);
      if (wordsOf(runs)) blocks.push({ kind: 'paragraph', runs });
      loose = [];
    };
    for (const node of nodes) {
      if (node.type === 'element' && standsAlone.has(node.tagName)) {
        end();
        blocks.push(...blockOf(node));
      } else loose.push(node);
    }
    end();
    return blocks;
  };

  return blocksOf(html.children.filter((node) => node.type !== 'doctype'));
}

const standsAlone = new Set('p h2 h3 h4 h5 h6 ul ol table details blockquote div hr pre'.split(' '));
/** Of a PDF, by the headings of HTML; those that are lower still are of its lowest. */
const headingLevels: Record<string, 2 | 3> = { h2: 2, h3: 3 };
const setApart = ['notice', 'law-block', 'contact-card'];

function isSetApart({ properties }: Element): boolean {
  return Array.isArray(properties.className) && properties.className.some((name) => setApart.includes(String(name)));
}

function elementsIn({ children }: Element): Element[] {
  return children.filter((node) => node.type === 'element');
}

function wordsOf(runs: readonly PdfRun[]): string {
  return runs
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}
