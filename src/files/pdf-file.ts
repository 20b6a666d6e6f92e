import { inflateSync } from 'node:zlib';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFObjectStreamParser,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
  PDFXRefStreamParser,
} from '@cantoo/pdf-lib';
import { isHarmlessLink } from './format-rules.ts';
import type { CleanFile } from './office-parts.ts';
import { withoutCameraNotes } from './picture-notes-rules.ts';
import { UnfitFile, unfit } from './unfit-file.ts';

/** What the lists of objects in a PDF unpack to at most, all together. */
const mostUnpacked = 100_000_000;

/**
 * Looks through a PDF and writes it anew: only what its pages need comes into the new one. Refuses (UnfitFile) what cannot be
 * opened whole, what needs a password, programs, whatever starts or loads something else, and files within it.
 */
export async function cleanPdf(bytes: Buffer, { title }: { title: string }): Promise<CleanFile> {
  if (!/%%EOF\s*$/.test(bytes.subarray(-1024).toString('latin1')))
    throw new UnfitFile('It is cut off, or something else hangs on its end. Save it anew, and send it again.');
  const document = await open(bytes);
  const { context } = document;
  const found = { properties: Boolean(context.trailerInfo.Info), authors: false, notes: false, signed: false };
  const reached = lookThrough(document, found);
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
  delete context.trailerInfo.Info;
  delete context.trailerInfo.ID;
  const pages = countPages(document);
  document.setTitle(title, { showInWindowTitleBar: true });
  if (!document.catalog.has(PDFName.of('Lang'))) document.setLanguage('en-GB');
  const clean = await document.save({ addDefaultPage: false, updateFieldAppearances: false, useObjectStreams: false });
  return {
    format: 'pdf',
    bytes: clean,
    pages,
    cleaned: [
      ...(found.properties ? ['Who wrote it, when, with which program, and its other properties'] : []),
      ...(found.authors ? ['The names of those who wrote notes into it'] : []),
      ...(found.notes ? ['What cameras wrote into its pictures'] : []),
      'Whatever its pages do not show, such as earlier versions of them',
    ],
    warnings: found.signed
      ? ['It was signed by a certificate. The signature is gone: it does not hold for a file that is written anew.']
      : [],
  };
}

const unreadable = new UnfitFile('It cannot be opened as a PDF. Open it yourself, save it anew, and send it again.');

async function open(bytes: Buffer): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
  } catch (error) {
    if (error instanceof Error && /encrypted/i.test(error.message))
      throw new UnfitFile('It needs a password, or forbids copying. Save it without that, and send it again.');
    throw unreadable;
  }
}

function countPages(document: PDFDocument): number {
  try {
    const pages = document.getPageCount();
    if (pages > 0 && document.getPages().length === pages) return pages;
  } catch {
    // a tree of pages that is none
  }
  throw unreadable;
}

// The library knows no bound when it unpacks a list of objects, so each is measured before it does. This thread reads one file.
let left = mostUnpacked;
for (const parser of [PDFObjectStreamParser, PDFXRefStreamParser]) {
  const begin: (stream: PDFRawStream, ...rest: never[]) => unknown = parser.forStream;
  const measured = (stream: PDFRawStream, ...rest: never[]) => {
    measure(stream);
    return begin(stream, ...rest);
  };
  Object.assign(parser, { forStream: measured });
}

function measure({ dict, contents }: PDFRawStream): void {
  const filter = dict.lookup(PDFName.of('Filter'));
  const [only = filter, ...others] = filter instanceof PDFArray ? filter.asArray() : [];
  if (others.length > 0 || (only && only !== PDFName.of('FlateDecode'))) throw unreadable;
  left -= only ? inflateSync(contents, { maxOutputLength: Math.max(1, left) }).length : contents.length;
}

const name = (word: string) => PDFName.of(word);
const programs = new Set(['JavaScript', 'Rendition', 'RichMediaExecute', 'Movie', 'Sound', 'GoTo3DView'].map(name));
const starts = new Set(['Launch', 'ImportData', 'SubmitForm', 'GoToE', 'GoToR', 'Thread'].map(name));
const attachments = new Set(['FileAttachment', 'RichMedia', 'Screen', 'Movie', 'Sound', '3D'].map(name));
// the last two are of signatures
const dropped = ['Metadata', 'PieceInfo', 'LastModified', 'Perms', 'DSS'].map(name);

interface Found {
  properties: boolean;
  authors: boolean;
  notes: boolean;
  signed: boolean;
}

/** Follows everything that the document leads to, refuses what it must not hold, and takes out what tells of people. */
function lookThrough({ context }: PDFDocument, found: Found): Set<PDFRef> {
  const reached = new Set<PDFRef>();
  const waiting: PDFObject[] = [context.trailerInfo.Root as PDFObject];
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    if (one instanceof PDFRef) {
      if (reached.has(one)) continue;
      reached.add(one);
      const object = context.lookup(one);
      if (!object) continue;
      const clean = withoutNotes(object, found);
      if (clean !== object) context.assign(one, clean);
      waiting.push(clean);
    } else if (one instanceof PDFArray) waiting.push(...one.asArray());
    else {
      const dict = one instanceof PDFStream ? one.dict : one;
      if (!(dict instanceof PDFDict)) continue;
      refuseDict(dict, one instanceof PDFStream);
      takeOut(dict, found);
      waiting.push(...dict.values());
    }
  }
  return reached;
}

function refuseDict(dict: PDFDict, isStream: boolean): void {
  const has = (...keys: string[]) => keys.some((key) => dict.has(name(key)));
  const said = (key: string) => dict.lookup(name(key)) as PDFName;
  if (has('JS', 'JavaScript', 'XFA') || programs.has(said('S')))
    throw new UnfitFile(
      'It holds a program (JavaScript, or something that plays). Save it without, or print it to a PDF.',
    );
  if (starts.has(said('S')))
    throw new UnfitFile('Something in it starts a program, opens another file or sends what is typed. Take that out.');
  if (has('EF', 'EmbeddedFiles', 'AF') || attachments.has(said('Subtype')) || (isStream && has('F')))
    throw new UnfitFile('It holds other files within it. Take them out, and send each by itself.');
  const uri = said('S') === name('URI') ? dict.lookup(name('URI')) : undefined;
  const link = uri instanceof PDFString || uri instanceof PDFHexString ? uri.decodeText() : '';
  if (!isHarmlessLink(link)) throw unfit.link(link);
}

function takeOut(dict: PDFDict, found: Found): void {
  for (const key of dropped)
    if (dict.has(key)) {
      found.properties = true;
      dict.delete(key);
    }
  // its value says who signed, and does not hold any more
  if (dict.lookup(name('FT')) === name('Sig') && dict.delete(name('V'))) found.signed = true;
  // of notes and marks on a page; the `T` of a field is its name
  if (!dict.has(name('Rect')) || dict.lookup(name('Subtype')) === name('Widget') || dict.has(name('FT'))) return;
  for (const key of ['T', 'CreationDate', 'M'].map(name))
    if (dict.has(key)) {
      found.authors = true;
      dict.delete(key);
    }
}

function withoutNotes(object: PDFObject, found: Found): PDFObject {
  if (!(object instanceof PDFRawStream)) return object;
  const filter = object.dict.lookup(name('Filter'));
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  if (only !== name('DCTDecode')) return object;
  const clean = withoutCameraNotes(object.contents);
  if (clean.length === object.contents.length) return object;
  found.notes = true;
  return PDFRawStream.of(object.dict, clean);
}
