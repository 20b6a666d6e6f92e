import { xml } from '../web/xml.ts';
import { formats, isHarmlessLink } from './format-rules.ts';
import { type CleanFile, cleanPictures, counted, pagesSaid, partText, readable } from './office-parts.ts';
import { type PackageParts, pack } from './package-parts.ts';
import { UnfitFile } from './unfit-file.ts';
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
  if (readable('META-INF/manifest.xml', () => tagsOf(partText(parts, 'META-INF/manifest.xml'))).some(isEncryption))
    throw new UnfitFile('It needs a password. Save it without one, and send it again.');
  for (const name of parts.keys()) refusePart(name);
  const kept: PackageParts = new Map([...parts].filter(([name]) => !personal.test(name)));
  const found = { authors: false, comments: 0, changes: 0 };
  for (const name of kept.keys())
    if (name.endsWith('.xml'))
      kept.set(
        name,
        readable(name, () => withoutPeople(partText(parts, name), found)),
      );
  partText(kept, 'content.xml');
  const hasNotes = cleanPictures(kept);
  return {
    format: 'odt',
    bytes: pack(new Map([...frame(kept, title), ...kept])),
    pages: parts.has('meta.xml') ? pagesOf(parts) : null,
    cleaned: [
      'Who wrote it, when, with which program, and its other properties',
      ...(found.authors ? ['The names of those who commented or changed it'] : []),
      ...(hasNotes ? ['What cameras wrote into its pictures'] : []),
    ],
    warnings: [
      ...(found.comments ? [`It holds ${counted(found.comments, 'comment')}. Everybody can read them.`] : []),
      ...(found.changes
        ? [`It holds ${counted(found.changes, 'tracked change')}. Everybody can see what was there before.`]
        : []),
    ],
  };
}

function isEncryption({ local }: XmlPiece): boolean {
  return local === 'encryption-data' || local === 'encrypted-key';
}

function pagesOf(parts: PackageParts): number | null {
  const tags = readable('meta.xml', () => tagsOf(partText(parts, 'meta.xml')));
  const statistic = tags.find(({ local }) => local === 'document-statistic');
  return statistic ? pagesSaid(valueOf(statistic, 'page-count')) : null;
}

function refusePart(name: string): void {
  if (/^(?:Basic|Scripts|Dialogs)\//i.test(name))
    throw new UnfitFile('It holds macros: programs that would run on the reader’s computer. Save it without them.');
  if (personal.test(name) || (known.test(name) && (name.endsWith('.xml') || pictures.test(name)))) return;
  throw new UnfitFile(
    `It holds another file within it (${name.slice(0, 100)}). Take it out, or put a picture of it in its place.`,
  );
}

const programs = /^(?:script|event-listener|plugin|applet|dde-.*)$/;
const people = /^(?:creator|creator-initials|sender-initials)$/;
const printers = /^Printer/;

/** A part without names of people and printers; counts what they wrote and changed. */
function withoutPeople(text: string, found: { authors: boolean; comments: number; changes: number }): Buffer {
  let isHidden = false;
  const clean = rewriteXml(text, (one) => {
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
  return Buffer.from(clean);
}

function refuseLink(tag: XmlPiece): void {
  const href = valueOf(tag, 'href')?.trim();
  if (!href) return;
  if (!isHarmlessLink(href))
    throw new UnfitFile(
      `A link in it leads into somebody’s computer or runs something (${href.slice(0, 100)}). Take the link out.`,
    );
  if (tag.local !== 'a' && /^[a-z][a-z0-9+.-]*:|^\.\.|^\//i.test(href))
    throw new UnfitFile(
      `It loads something from elsewhere when it is opened (${href.slice(0, 100)}). Put that into it, or take it out.`,
    );
}

/** What stands around the parts that are kept: what it is, a list of them, and properties that say only its title. */
function frame(kept: PackageParts, title: string): PackageParts {
  const oasis = 'urn:oasis:names:tc:opendocument:xmlns';
  const objects = new Set([...kept.keys()].flatMap((name) => /^Object [\w ]+\//.exec(name) ?? []));
  const entries = [
    ['/', textType],
    ...[...objects].map((folder) => [folder, 'application/vnd.oasis.opendocument.formula']),
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
