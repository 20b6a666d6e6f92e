import { posix } from 'node:path';
import { xml } from '../web/xml.ts';
import { isHarmlessLink } from './format-rules.ts';
import { type CleanFile, cleanPictures, counted, pagesSaid, partText, readable, textOf } from './office-parts.ts';
import { type PackageParts, pack } from './package-parts.ts';
import { UnfitFile } from './unfit-file.ts';
import { rewriteXml, tagsOf, valueOf, withValues, type XmlPiece } from './xml-pieces.ts';

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** What a document without programs and other files is made of. */
const known = /^word\/.*\.(?:xml|rels|png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|wdp|odttf|ttf)$/i;
/** What tells of people and machines and nothing of the document: it is left out, and with it what leads to it. */
const personal = /^(?:docProps|customXml|docMetadata|_xmlsignatures)\/|^word\/(?:people\.xml$|printerSettings\/)/i;
const tracked = /^(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+Change)$/;

const notWord = new UnfitFile('It is a zip, and not a Word document.');
const macros = new UnfitFile(
  'It holds macros: programs that would run on the reader’s computer. Save it without them.',
);

/**
 * Looks through a Word document and cleans it. Refuses (UnfitFile) what is none, macros, other files within it, and whatever
 * it would load from elsewhere; a link to a template is taken out.
 */
export function cleanWord(parts: PackageParts, { title }: { title: string }): CleanFile {
  if (!parts.has('[Content_Types].xml') || !parts.has('_rels/.rels')) throw notWord;
  const types = tagsOfPart(parts, '[Content_Types].xml');
  const main = mainPart(types);
  const begin = tagsOfPart(parts, '_rels/.rels').find((tag) => /\/officeDocument$/.test(valueOf(tag, 'Type') ?? ''));
  for (const name of parts.keys()) refusePart(name);
  if (!main || !known.test(main) || !parts.has(main) || !begin) throw notWord;
  const pages = parts.has('docProps/app.xml') ? pagesSaid(textOf(parts, 'docProps/app.xml', 'Pages')) : null;
  const kept: PackageParts = new Map([...parts].filter(([name]) => /^word\//.test(name) && !personal.test(name)));
  const found = { template: false, authors: false, comments: 0, changes: 0 };
  for (const name of kept.keys())
    if (name.endsWith('.rels'))
      kept.set(
        name,
        readable(name, () => relations(parts, name, found)),
      );
    else if (name.endsWith('.xml'))
      kept.set(
        name,
        readable(name, () => withoutPeople(partText(parts, name), found)),
      );
  const hasNotes = cleanPictures(kept);
  return {
    format: 'docx',
    bytes: pack(new Map([...frame(types, kept, valueOf(begin, 'Type') ?? '', main, title), ...kept])),
    pages,
    cleaned: [
      'Who wrote it, when, with which program, and its other properties',
      ...(found.authors ? ['The names of those who commented or changed it'] : []),
      ...(found.template ? ['The link to its template'] : []),
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

function tagsOfPart(parts: PackageParts, name: string): XmlPiece[] {
  return readable(name, () => tagsOf(partText(parts, name)));
}

function mainPart(types: readonly XmlPiece[]): string | undefined {
  const isProgram = (type: string) => /macroEnabled|vbaProject|activeX/i.test(type);
  if (types.some((tag) => tag.local === 'Override' && isProgram(valueOf(tag, 'ContentType') ?? ''))) throw macros;
  const main = types.find((tag) => tag.local === 'Override' && valueOf(tag, 'ContentType') === wordType);
  return main && valueOf(main, 'PartName')?.replace(/^\//, '');
}

function refusePart(name: string): void {
  if (/vba|activeX|macro/i.test(name)) throw macros;
  if (name === '[Content_Types].xml' || name === '_rels/.rels' || personal.test(name) || known.test(name)) return;
  throw new UnfitFile(
    `It holds another file within it (${name.slice(0, 100)}). Take it out, or put a picture of it in its place.`,
  );
}

interface Found {
  template: boolean;
  authors: boolean;
  comments: number;
  changes: number;
}

/** What a part leads to, written anew: only what was understood stands in it. */
function relations(parts: PackageParts, name: string, found: Found): Buffer {
  const folder = posix.dirname(posix.dirname(name));
  const lines = tagsOf(partText(parts, name)).flatMap((tag) => {
    if (tag.local !== 'Relationship') return [];
    const [id = '', type = '', target = ''] = ['Id', 'Type', 'Target'].map((local) => valueOf(tag, local) ?? '');
    const line = (mode: string) => `<Relationship Id="${xml(id)}" Type="${xml(type)}" Target="${xml(target)}"${mode}/>`;
    if (valueOf(tag, 'TargetMode') === 'External' || /^[a-z][a-z0-9+.-]*:|^[\\/]{2}/i.test(target)) {
      if (/\/attachedTemplate$/i.test(type)) {
        found.template = true;
        return [];
      }
      if (!/\/hyperlink$/.test(type))
        throw new UnfitFile(
          `It loads something from elsewhere when it is opened (${target.slice(0, 100)}). Put that into it, or take it out.`,
        );
      if (!isHarmlessLink(target))
        throw new UnfitFile(
          `A link in it leads into somebody’s computer or runs something (${target.slice(0, 100)}). Take the link out.`,
        );
      return [line(' TargetMode="External"')];
    }
    const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target.split('#')[0] ?? '');
    return personal.test(path) ? [] : [line('')];
  });
  return Buffer.from(`<Relationships xmlns="${packages}/relationships">${lines.join('')}</Relationships>`);
}

/** A part without names of people; counts what they wrote and changed. */
function withoutPeople(text: string, found: Found): Buffer {
  const fields: string[] = [];
  let isField = false;
  const clean = rewriteXml(text, (one) => {
    if (one.kind === 'text') {
      if (isField) fields.push(one.raw);
      return undefined;
    }
    isField = one.kind === 'start' && one.local === 'instrText' && !one.is_empty;
    if (one.local === 'attachedTemplate') return '';
    if (one.local === 'fldSimple') fields.push(` ${valueOf(one, 'instr') ?? ''} `);
    if (one.kind !== 'start' || valueOf(one, 'author') === undefined) return undefined;
    found.authors = true;
    if (one.local === 'comment') found.comments++;
    else if (tracked.test(one.local)) found.changes++;
    return withValues(one, { author: 'Author', initials: '', date: null, dateUtc: null, userId: '', providerId: '' });
  });
  // a field that asks another program for something when the document is opened; its words may be cut up
  if (/DDE(?:AUTO)?\b/i.test(fields.join('')))
    throw new UnfitFile('A field in it starts another program (DDE). Take it out, and save it anew.');
  return Buffer.from(clean);
}

/** What stands around the parts that are kept: what they are, where it begins, and properties that say only its title. */
function frame(
  types: readonly XmlPiece[],
  kept: PackageParts,
  begin: string,
  main: string,
  title: string,
): PackageParts {
  const lines = types.flatMap((tag) => {
    const [type = '', extension = '', part = ''] = ['ContentType', 'Extension', 'PartName'].map(
      (local) => valueOf(tag, local) ?? '',
    );
    if (tag.local === 'Default') return [`<Default Extension="${xml(extension)}" ContentType="${xml(type)}"/>`];
    return tag.local === 'Override' && kept.has(part.replace(/^\//, ''))
      ? [`<Override PartName="${xml(part)}" ContentType="${xml(type)}"/>`]
      : [];
  });
  const core = `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`;
  return new Map(
    [
      ['[Content_Types].xml', `<Types xmlns="${packages}/content-types">${lines.join('')}${core}</Types>`],
      [
        '_rels/.rels',
        `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${xml(begin)}" Target="${xml(main)}"/><Relationship Id="rId2" Type="${packages}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
      ],
      [
        'docProps/core.xml',
        `<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xml(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>`,
      ],
    ].map(([name = '', text = '']) => [name, Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`)]),
  );
}
