import { posix } from 'node:path';
import { xml } from '../web/xml.ts';
import { isHarmlessLink } from './format-rules.ts';
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
import { rewriteXml, tagsOf, valueOf, withValues, wordsOf, type XmlPiece } from './xml-pieces.ts';

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** What a document without programs and other files is made of. */
const known = /^word\/.*\.(?:xml|rels|png|jpe?g|jfif|gif|bmp|tiff?|emf|wmf|svg|wdp|odttf|ttf)$/i;
/** What tells of people and machines and nothing of the document: it is left out, and with it what leads to it. */
const personal = /^(?:docProps|customXml|docMetadata|_xmlsignatures)\/|^word\/(?:people\.xml$|printerSettings\/)/i;
const tracked = /^(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+Change)$/;

/** What holds programs and other files, whatever they are called. */
const programs = /macroEnabled|vba|activeX|\/control$/i;
const filesWithin = /\/(?:oleObject|package|aFChunk|subDocument)$/i;

const notWord = new UnfitFile('It is a zip, and not a Word document.');

/**
 * Looks through a Word document and cleans it. Refuses (UnfitFile) what is none, macros, other files within it, and whatever
 * it would load from elsewhere; a link to a template is taken out.
 */
export function cleanWord(parts: PackageParts, { title }: { title: string }): CleanFile {
  if (!parts.has('[Content_Types].xml') || !parts.has('_rels/.rels')) throw notWord;
  const types = readPart(parts, '[Content_Types].xml', tagsOf);
  const main = mainPart(types);
  const begin = readPart(parts, '_rels/.rels', tagsOf).find((tag) =>
    /\/officeDocument$/.test(valueOf(tag, 'Type') ?? ''),
  );
  for (const name of parts.keys()) refusePart(name);
  const kept: PackageParts = new Map([...parts].filter(([name]) => known.test(name) && !personal.test(name)));
  if (!main || !kept.has(main) || !begin) throw notWord;
  const found = nothingFound();
  cleanParts(kept, found, (text, name) =>
    /\.rels$/i.test(name) ? relations(text, name, found) : withoutPeople(text, found),
  );
  return {
    format: 'docx',
    bytes: pack(new Map([...frame(types, kept, valueOf(begin, 'Type') ?? '', main, title), ...kept])),
    pages: pagesSaid(parts, 'docProps/app.xml', /<(?:\w+:)?Pages>([1-9]\d{0,4})</),
    ...foundInWords(found),
  };
}

function mainPart(types: readonly XmlPiece[]): string | undefined {
  if (types.some((tag) => programs.test(valueOf(tag, 'ContentType') ?? ''))) throw unfit.macros();
  const main = types.find((tag) => tag.local === 'Override' && valueOf(tag, 'ContentType') === wordType);
  return main && valueOf(main, 'PartName')?.replace(/^\//, '');
}

function refusePart(name: string): void {
  if (/vba|activeX|macro/i.test(name)) throw unfit.macros();
  if (name === '[Content_Types].xml' || name === '_rels/.rels' || personal.test(name) || known.test(name)) return;
  throw unfit.fileWithin(name);
}

/** What a part leads to, written anew: only what was understood stands in it. */
function relations(text: string, name: string, found: Found): string {
  const folder = posix.dirname(posix.dirname(name));
  const lines = tagsOf(text).flatMap((tag) => {
    if (tag.local !== 'Relationship') return [];
    const [id = '', type = '', target = ''] = ['Id', 'Type', 'Target'].map((local) => valueOf(tag, local) ?? '');
    const line = (mode: string) => `<Relationship Id="${xml(id)}" Type="${xml(type)}" Target="${xml(target)}"${mode}/>`;
    if (valueOf(tag, 'TargetMode') === 'External' || /^[a-z][a-z0-9+.-]*:|^[\\/]{2}/i.test(target)) {
      if (/\/attachedTemplate$/i.test(type)) {
        found.template = true;
        return [];
      }
      if (!/\/hyperlink$/.test(type)) throw unfit.loading(target);
      if (!isHarmlessLink(target)) throw unfit.link(target);
      return [line(' TargetMode="External"')];
    }
    if (programs.test(type)) throw unfit.macros();
    if (filesWithin.test(type)) throw unfit.fileWithin(target);
    const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target.split('#')[0] ?? '');
    return personal.test(path) ? [] : [line('')];
  });
  return `<Relationships xmlns="${packages}/relationships">${lines.join('')}</Relationships>`;
}

/** A part without names of people; counts what they wrote and changed. */
function withoutPeople(text: string, found: Found): string {
  const fields: string[] = [];
  let isField = false;
  const clean = rewriteXml(text, (one) => {
    if (one.kind === 'text') {
      if (isField) fields.push(wordsOf(one));
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
  return clean;
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
