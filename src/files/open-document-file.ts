import { xml } from '../web/xml.ts';
import { formats, isHarmlessLink } from './format-rules.ts';
import {
  type CleanFile,
  cleanParts,
  type Found,
  foundInWords,
  nothingFound,
  pagesSaid,
  readPart,
} from './office-parts.ts';
import { type PackageParts, pack } from './package-parts.ts';
import { UnfitFile, unfit } from './unfit-file.ts';
import { rewriteXml, tagsOf, valueOf, type XmlPiece } from './xml-pieces.ts';

const { type: textType } = formats.odt;

/** What a document without programs and other files is made of; formulas and charts are XML in folders of their own. */
const known =
  /^(?:content|styles|settings)\.xml$|^Object [\w ]+\/(?:content|styles|settings)\.xml$|^(?:Pictures|ObjectReplacements|Fonts)\//;
/** What tells of people and machines and nothing of the document: it is left out. */
const personal =
  /^(?:mimetype|meta\.xml|manifest\.rdf|layout-cache)$|^(?:META-INF|Thumbnails|Configurations2)\/|^Object [\w ]+\/meta\.xml$/;
const pictures = /\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|svm|webp|ttf|otf)$|\/Object [\w ]+$/i;

/**
 * Looks through an OpenDocument text and cleans it. Refuses (UnfitFile) what is none, macros and other programs, other files
 * within it, and whatever it would load from elsewhere.
 */
export function cleanOpenDocument(parts: PackageParts, { title }: { title: string }): CleanFile {
  const [first] = parts.keys();
  if (first !== 'mimetype' || parts.get('mimetype')?.toString('latin1') !== textType)
    throw new UnfitFile('It is a zip, and neither a Word document nor an OpenDocument text.');
  const manifest = readPart(parts, 'META-INF/manifest.xml', tagsOf);
  if (manifest.some(isEncryption)) throw unfit.password();
  for (const name of parts.keys()) refusePart(name);
  const kept: PackageParts = new Map([...parts].filter(([name]) => !personal.test(name)));
  if (!kept.has('content.xml')) throw new UnfitFile('It is damaged: content.xml is missing in it.');
  const found = nothingFound();
  cleanParts(kept, found, (text) => withoutPeople(text, found));
  return {
    format: 'odt',
    bytes: pack(new Map([...frame(manifest, kept, title), ...kept])),
    pages: pagesSaid(parts, 'meta.xml', /[\s:]page-count="([1-9]\d{0,4})"/),
    ...foundInWords(found),
  };
}

function isEncryption({ local }: XmlPiece): boolean {
  return local === 'encryption-data' || local === 'encrypted-key';
}

function refusePart(name: string): void {
  if (/^(?:Basic|Scripts|Dialogs)\//i.test(name)) throw unfit.macros();
  if (personal.test(name) || (known.test(name) && (name.endsWith('.xml') || pictures.test(name)))) return;
  throw unfit.fileWithin(name);
}

const programs = /^(?:script|event-listener|plugin|applet|dde-.*)$/;
/** What an object within a document is, such as a formula or a chart. */
const objectType = /^application\/vnd\.oasis\.opendocument\.[a-z-]+$/;
const people = /^(?:creator|creator-initials|sender-initials)$/;
const printers = /^Printer/;

/** A part without names of people and printers; counts what they wrote and changed. */
function withoutPeople(text: string, found: Found): string {
  let isHidden = false;
  return rewriteXml(text, (one) => {
    if (one.kind === 'text') return isHidden ? '' : undefined;
    if (one.kind === 'end') {
      isHidden = false;
      return undefined;
    }
    if (programs.test(one.local))
      throw new UnfitFile('It holds a program, or starts one when it is opened. Take it out, and save it anew.');
    refuseLink(one);
    if (one.local === 'annotation') found.comments++;
    if (one.local === 'changed-region') found.changes++;
    if (people.test(one.local)) found.authors = true;
    isHidden =
      !one.is_empty &&
      (people.test(one.local) || (one.local === 'config-item' && printers.test(valueOf(one, 'name') ?? '')));
    return undefined;
  });
}

function refuseLink(tag: XmlPiece): void {
  const href = valueOf(tag, 'href')?.trim();
  if (!href) return;
  if (!isHarmlessLink(href)) throw unfit.link(href);
  if (tag.local !== 'a' && /^[a-z][a-z0-9+.-]*:|^\.\.|^\//i.test(href)) throw unfit.loading(href);
}

/** What stands around the parts that are kept: what it is, a list of them, and properties that say only its title. */
function frame(manifest: readonly XmlPiece[], kept: PackageParts, title: string): PackageParts {
  const oasis = 'urn:oasis:names:tc:opendocument:xmlns';
  const objects = new Set([...kept.keys()].flatMap((name) => /^Object [\w ]+\//.exec(name) ?? []));
  const entries = [
    ['/', textType],
    ...manifest
      .map((tag) => [valueOf(tag, 'full-path') ?? '', valueOf(tag, 'media-type') ?? ''])
      .filter(([folder = '', type = '']) => objects.has(folder) && objectType.test(type)),
    ...['meta.xml', ...kept.keys()].map((name) => [name, name.endsWith('.xml') ? 'text/xml' : '']),
  ].map(
    ([name = '', type = '']) =>
      `<manifest:file-entry manifest:full-path="${xml(name)}" manifest:media-type="${type}"/>`,
  );
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  return new Map([
    ['mimetype', Buffer.from(textType)],
    [
      'META-INF/manifest.xml',
      Buffer.from(
        `${head}<manifest:manifest xmlns:manifest="${oasis}:manifest:1.0" manifest:version="1.3">${entries.join('')}</manifest:manifest>`,
      ),
    ],
    [
      'meta.xml',
      Buffer.from(
        `${head}<office:document-meta xmlns:office="${oasis}:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta><dc:title>${xml(title)}</dc:title><dc:language>en-GB</dc:language></office:meta></office:document-meta>`,
      ),
    ],
  ]);
}
