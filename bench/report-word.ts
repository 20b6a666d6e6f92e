import { zipSync } from 'fflate';
import type { PhrasingContent, Root, RootContent, TableCell } from 'mdast';
import { toString as wordsOf } from 'mdast-util-to-string';
import { xml } from '../src/web/xml.ts';

/** A report as a Word document: headings in Word's styles, lists, tables and links. */
export function wordOf(report: Root): Buffer {
  const links: string[] = [];
  const runs = (children: readonly PhrasingContent[], bold = false): string =>
    children
      .map((child) => {
        if (child.type === 'link')
          return `<w:hyperlink r:id="r${links.push(child.url)}">${runs(child.children)}</w:hyperlink>`;
        if (child.type === 'strong') return runs(child.children, true);
        const words = xml('value' in child ? child.value : wordsOf(child));
        return `<w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${words}</w:t></w:r>`;
      })
      .join('');
  const paragraph = (children: readonly PhrasingContent[], about = '') =>
    `<w:p>${about ? `<w:pPr>${about}</w:pPr>` : ''}${runs(children)}</w:p>`;
  const cell = ({ children }: TableCell) => `<w:tc>${paragraph(children)}</w:tc>`;
  function part(node: RootContent): string {
    if (node.type === 'heading') return paragraph(node.children, `<w:pStyle w:val="Heading${node.depth}"/>`);
    if (node.type === 'paragraph') return paragraph(node.children);
    if (node.type === 'list')
      return node.children
        .flatMap(({ children }) => children)
        .map((one) => ('children' in one ? paragraph(one.children as PhrasingContent[], '<w:numPr/>') : ''))
        .join('');
    if (node.type === 'table')
      return `<w:tbl>${node.children.map(({ children }) => `<w:tr>${children.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`;
    throw new Error(`A Word document cannot be made of ${node.type}.`);
  }
  const body = report.children.map(part).join('');
  const relations = links.map(
    (address, at) =>
      `<Relationship Id="r${at + 1}" Type="x/hyperlink" Target="${xml(address)}" TargetMode="External"/>`,
  );
  return Buffer.from(
    zipSync({
      'word/document.xml': Buffer.from(
        `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:r="r"><w:body>${body}</w:body></w:document>`,
      ),
      'word/_rels/document.xml.rels': Buffer.from(`<Relationships>${relations.join('')}</Relationships>`),
    }),
  );
}
