import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { strToU8, type Zippable, zipSync } from 'fflate';

// Files as office programs write them, for tests.

/** A zip of texts, packed as well as can be. */
export function zipOf(parts: Record<string, string | Uint8Array>): Buffer {
  const files: Zippable = {};
  for (const [name, text] of Object.entries(parts))
    files[name] = [typeof text === 'string' ? strToU8(text) : text, { level: name === 'mimetype' ? 0 : 9 }];
  return Buffer.from(zipSync(files));
}

const packages = 'http://schemas.openxmlformats.org/package/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a Word document that a person wrote on a machine, with a comment and a change. */
export function wordParts(
  text = 'Guidance for schools',
  relations = '',
  more: Record<string, string> = {},
): Record<string, string> {
  return {
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:ins w:id="1" w:author="Petra Person" w:date="2026-01-01T10:00:00Z"><w:r><w:t>${text}</w:t></w:r></w:ins></w:p></w:body></w:document>`,
    'word/comments.xml': `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1" w:author="Petra Person" w:initials="PP"><w:p/></w:comment></w:comments>`,
    'word/people.xml': `<w15:people xmlns:w15="urn:x"><w15:person w15:author="Petra Person"/></w15:people>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId3" Type="${office}/hyperlink" Target="https://example.org/" TargetMode="External"/><Relationship Id="rId4" Type="http://schemas.microsoft.com/office/2011/relationships/people" Target="people.xml"/>${relations}</Relationships>`,
    'docProps/app.xml': '<Properties xmlns="x"><Company>Somewhere Council</Company><Pages>3</Pages></Properties>',
    'docProps/core.xml': '<core><creator>Petra Person</creator></core>',
    ...more,
  };
}

/** The parts of an OpenDocument text. */
export function openDocumentParts(body = 'Guidance', more: Record<string, string> = {}): Record<string, string> {
  return {
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:xlink="x" xmlns:dc="d"><office:body><office:text><text:p>${body}<office:annotation><dc:creator>Petra Person</dc:creator><text:p>Is it so?</text:p></office:annotation><text:a xlink:href="https://example.org/">here</text:a></text:p></office:text></office:body></office:document-content>`,
    'settings.xml':
      '<office:document-settings xmlns:office="o" xmlns:config="c"><config:config-item config:name="PrinterName">Petras printer</config:config-item></office:document-settings>',
    'meta.xml':
      '<office:document-meta xmlns:office="o" xmlns:meta="m"><office:meta><meta:initial-creator>Petra Person</meta:initial-creator><meta:document-statistic meta:page-count="7"/></office:meta></office:document-meta>',
    'META-INF/manifest.xml':
      '<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="/"/></manifest:manifest>',
    ...more,
  };
}

/** A PDF with so many pages, by a person on a machine; `change` does something to it before it is written. */
export async function pdfOf(
  pages = 2,
  change: (document: PDFDocument) => unknown = () => {},
  options: Parameters<PDFDocument['save']>[0] = { useObjectStreams: true },
): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let n = 1; n <= pages; n++)
    document.addPage([595, 842]).drawText(`Page ${n}`, { x: 50, y: 780, size: 14, font });
  document.setAuthor('Petra Person');
  document.setCreator('Some program 1.2');
  await change(document);
  return Buffer.from(await document.save(options));
}
