import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { type PDFArray, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { unzipSync } from 'fflate';
import { cleanFile } from './clean-file.ts';
import { openDocumentParts, pdfOf, wordParts, zipOf } from './examples.ts';
import { UnfitFile } from './unfit-file.ts';

const given = { title: 'Guidance & help' };

function partsOf(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, part]) => [name, Buffer.from(part).toString()]),
  );
}

test('a PDF is written anew with our title, without who made it, and its pages are counted', async () => {
  const clean = await cleanFile(await pdfOf(4), given);
  assert.equal(clean.format, 'pdf');
  assert.equal(clean.pages, 4);
  const text = Buffer.from(clean.bytes).toString('latin1');
  assert.doesNotMatch(text, /Petra|Some program|ObjStm/);
  const again = await PDFDocument.load(clean.bytes, { updateMetadata: false });
  assert.equal(again.getTitle(), 'Guidance & help');
  assert.equal(again.getAuthor(), undefined);
  assert.equal(again.getPageCount(), 4);
  assert.match(clean.cleaned.join(), /Who wrote it/);
});

test('what a PDF says of itself in XML, who wrote its notes, and its earlier versions are gone', async () => {
  const bytes = await pdfOf(1, ({ context, catalog, getPage, ...document }) => {
    catalog.set(PDFName.of('Metadata'), context.register(context.stream('<x>Petra in XML</x>', { Type: 'Metadata' })));
    const note = context.register(
      context.obj({
        Type: 'Annot',
        Subtype: 'Text',
        Rect: [0, 0, 9, 9],
        T: PDFString.of('Petra noted'),
        Contents: PDFString.of('A note that stays'),
      }),
    );
    context.register(context.obj({ Old: PDFString.of('Petra before') }));
    catalog.Pages().traverse((node) => {
      node.set(PDFName.of('Annots'), context.obj([note]));
    });
    return document;
  });
  const text = Buffer.from((await cleanFile(bytes, given)).bytes).toString('latin1');
  assert.doesNotMatch(text, /Petra/);
  assert.match(text, /A note that stays/);
});

test('the signature of a PDF, which no longer holds, is gone with the name in it', async () => {
  const bytes = await pdfOf(1, ({ context, catalog }) => {
    const signature = context.register(context.obj({ Type: 'Sig', Name: PDFString.of('Petra signed') }));
    const field = context.register(context.obj({ FT: 'Sig', T: PDFString.of('signature'), V: signature }));
    catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field], SigFlags: 3 }));
    catalog.set(PDFName.of('Perms'), context.obj({ DocMDP: signature }));
  });
  const clean = await cleanFile(bytes, given);
  assert.doesNotMatch(Buffer.from(clean.bytes).toString('latin1'), /Petra/);
  assert.match(clean.warnings.join(), /signed by a certificate/);
});

test('a PDF of another program, with something behind its end or before its beginning, is told apart', async () => {
  const bytes = await pdfOf(1);
  const zip = zipOf({ 'a.txt': 'a'.repeat(5000), 'run.js': 'alert(1)' });
  await refused(Buffer.concat([bytes, zip]), /something else hangs on its end/);
  await refused(Buffer.concat([Buffer.from('<script>alert(1)</script>'), bytes]), /neither a PDF/);
  // a zip within, whose own end is hidden by one more end of a PDF, does not come through
  const hidden = Buffer.concat([bytes, Buffer.from('\n%'), zip, Buffer.from('\n%%EOF\n')]);
  const clean = await cleanFile(hidden, given).catch((error: unknown) => error);
  if (!(clean instanceof UnfitFile))
    assert.ok(!Buffer.from((clean as { bytes: Uint8Array }).bytes).includes('PK\u0003\u0004'));
});

async function refused(bytes: Buffer, why: RegExp): Promise<void> {
  await assert.rejects(cleanFile(bytes, given), (error: Error) => {
    assert.ok(error instanceof UnfitFile, error.stack);
    assert.match(error.message, why);
    return true;
  });
}

const action = (values: Record<string, unknown>) => (document: PDFDocument) =>
  document.catalog.set(PDFName.of('OpenAction'), document.context.obj(values as never));

for (const [what, change, why] of [
  ['a script', (pdf: PDFDocument) => pdf.addJavaScript('x', 'app.alert(1)'), /a program \(JavaScript/],
  ['a script by another way', action({ S: 'JavaScript', JS: PDFString.of('x') }), /a program/],
  ['the start of a program', action({ S: 'Launch', F: PDFString.of('cmd.exe') }), /starts a program/],
  ['sending what is typed', action({ S: 'SubmitForm' }), /sends what is typed/],
  ['a link that runs something', action({ S: 'URI', URI: PDFString.of('javascript:alert(1)') }), /A link in it/],
  ['another file', (pdf: PDFDocument) => pdf.attach(Buffer.from('MZ'), 'a.exe'), /other files within it/],
  ['a password', (pdf: PDFDocument) => pdf.encrypt({ userPassword: 'x', ownerPassword: 'y' }), /needs a password/],
] as const)
  test(`a PDF with ${what} is refused`, async () => {
    await refused(await pdfOf(1, change, { useObjectStreams: false }), why);
  });

test('a PDF whose list of objects unpacks without end is refused at once', async () => {
  const zeros = deflateSync(Buffer.alloc(300_000_000));
  const bytes = await pdfOf(1, undefined, { useObjectStreams: false });
  const end = bytes.lastIndexOf('xref\n0 ');
  const list = `99 0 obj\n<< /Type /Obj#53tm /N 1 /First 4 /Filter /FlateDecode /Length ${zeros.length} >>\nstream\n`;
  const bomb = [bytes.subarray(0, end), Buffer.from(list), zeros, Buffer.from('\nendstream\nendobj\n')];
  const before = process.memoryUsage().rss;
  await refused(Buffer.concat([...bomb, bytes.subarray(end)]), /cannot be opened as a PDF/);
  assert.ok(process.memoryUsage().rss - before < 300_000_000, 'it was not unpacked');
});

test('pages that lead in a circle do not hold up the site', async () => {
  const bytes = await pdfOf(1, ({ catalog }) => {
    const pages = catalog.get(PDFName.of('Pages'));
    (catalog.Pages().get(PDFName.of('Kids')) as PDFArray).push(pages as never);
  });
  await refused(bytes, /cannot be opened as a PDF|cannot be looked through/);
});

test('a Word document loses its people and properties, and keeps its words and links', async () => {
  const clean = await cleanFile(zipOf(wordParts()), given);
  assert.equal(clean.format, 'docx');
  assert.equal(clean.pages, 3);
  const parts = partsOf(clean.bytes);
  const all = Object.values(parts).join();
  assert.doesNotMatch(all, /Petra|Somewhere Council|PP"|2026-01-01/);
  assert.match(parts['word/document.xml'] ?? '', /w:author="Author".*Guidance for schools/);
  assert.match(parts['word/_rels/document.xml.rels'] ?? '', /https:\/\/example\.org\//);
  assert.match(parts['docProps/core.xml'] ?? '', /<dc:title>Guidance &amp; help</);
  assert.ok(!('word/people.xml' in parts) && !('docProps/app.xml' in parts));
  assert.deepEqual(clean.warnings, [
    'It holds 1 comment. Everybody can read them.',
    'It holds 1 tracked change. Everybody can see what was there before.',
  ]);
});

const external = (type: string, target: string) =>
  `<Relationship Id='rId9' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="&#69;xternal"/>`;

test('a link to a template is taken out of a Word document, wherever it leads', async () => {
  const settings = {
    'word/settings.xml':
      '<w:settings xmlns:w="w" xmlns:r="r"><w:attachedTemplate r:id="rId9"/><w:zoom w:percent="1"/></w:settings>',
    'word/_rels/settings.xml.rels': `<Relationships>${external('attachedTemplate', 'file:///C:/Users/petra/evil.dotm')}</Relationships>`,
  };
  const clean = await cleanFile(zipOf(wordParts('a', '', settings)), given);
  const parts = partsOf(clean.bytes);
  assert.doesNotMatch(Object.values(parts).join(), /evil|petra|attachedTemplate/);
  assert.match(parts['word/settings.xml'] ?? '', /w:zoom/);
  assert.match(clean.cleaned.join(), /link to its template/);
});

const within = (type: string, target: string) =>
  `<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
const otherType = (tag: string) => (wordParts()['[Content_Types].xml'] ?? '').replace('</Types>', `${tag}</Types>`);

const bomb = 'a'.repeat(40_000_000);

for (const [what, parts, why] of [
  ['macros', wordParts('a', '', { 'word/vbaProject.bin': 'x' }), /macros/],
  [
    'macros under another name',
    wordParts('a', '', {
      '[Content_Types].xml': (wordParts()['[Content_Types].xml'] ?? '').replace(
        'officedocument.wordprocessingml.document.main',
        'ms-word.document.macroEnabled.main',
      ),
    }),
    /macros|not a Word document/,
  ],
  [
    'macros that are called a picture',
    wordParts('a', within('vbaProject', 'media/a.png'), { 'word/media/a.png': 'x' }),
    /macros/,
  ],
  [
    'macros by the type of what is called a picture',
    wordParts('a', '', {
      '[Content_Types].xml': otherType('<Default Extension="png" ContentType="application/vnd.ms-office.vbaProject"/>'),
    }),
    /macros/,
  ],
  ['another file', wordParts('a', '', { 'word/embeddings/oleObject1.bin': 'x' }), /another file within it/],
  [
    'another file that is called a picture',
    wordParts('a', within('oleObject', 'media/a.png'), { 'word/media/a.png': 'x' }),
    /another file within it/,
  ],
  [
    'a picture from elsewhere, in a part with large letters',
    wordParts('a', '', { 'word/_rels/header1.xml.RELS': `<a>${external('image', 'https://evil.example/x.png')}</a>` }),
    /loads something/,
  ],
  ['a picture from elsewhere', wordParts('a', external('image', 'https://evil.example/x.png')), /loads something/],
  ['an object from elsewhere', wordParts('a', external('oleObject', '\\\\evil\\x')), /loads something/],
  ['a link into a computer', wordParts('a', external('hyperlink', 'file:///c:/x')), /A link in it/],
  [
    'a field that starts a program',
    wordParts('<w:instrText>DD</w:instrText><w:instrText>EAUTO c:\\x</w:instrText>'),
    /DDE/,
  ],
  [
    'such a field in large letters, references and sections',
    wordParts('a', '', {
      'word/header1.XML': '<a><w:instrText>D&#68;<![CDATA[EAU]]><!-- -->TO c:\\x</w:instrText></a>',
    }),
    /DDE/,
  ],
  ['one thing said twice', wordParts('<w:fldSimple x:instr="PAGE" w:instr="DDEAUTO c:\\x"/>'), /cannot be read/],
  ['a bomb', wordParts('a', '', { 'word/media.xml': bomb }), /unpacks to far more/],
  ['an entity', wordParts('a', '', { 'word/a.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }), /cannot be read/],
  ['a name that leads out of it', wordParts('a', '', { '../../etc/passwd': 'x' }), /damaged/],
  ['nothing of a Word document', { 'a.txt': 'hello' }, /not a Word document/],
  ['the parts of a spreadsheet', { '[Content_Types].xml': '<Types/>', '_rels/.rels': '<a/>' }, /not a Word document/],
] as const)
  test(`a Word document with ${what} is refused`, () => refused(zipOf(parts), why));

test('a zip that says of itself that it is small, and is not, is refused', async () => {
  const bytes = zipOf(wordParts('a', '', { 'word/big.xml': `<a>${bomb}</a>` }));
  const directory = bytes.lastIndexOf('word/big.xml') - 46;
  bytes.writeUInt32LE(100, directory + 24);
  await refused(bytes, /damaged/);
});

test('an OpenDocument text loses its people, properties and printer, and keeps its words', async () => {
  const clean = await cleanFile(zipOf(openDocumentParts()), given);
  assert.equal(clean.format, 'odt');
  assert.equal(clean.pages, 7);
  assert.equal(Buffer.from(clean.bytes).toString('latin1', 30, 77), `mimetype${openDocumentParts().mimetype}`);
  const parts = partsOf(clean.bytes);
  assert.doesNotMatch(Object.values(parts).join(), /Petra/);
  assert.match(parts['content.xml'] ?? '', /Guidance.*Is it so\?.*https:\/\/example\.org/);
  assert.match(clean.warnings.join(), /1 comment/);
});

test('a chart in an OpenDocument text stays a chart', async () => {
  const manifest =
    '<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="Object 1/" manifest:media-type="application/vnd.oasis.opendocument.chart"/></manifest:manifest>';
  const parts = openDocumentParts('a', { 'Object 1/content.xml': '<a/>', 'META-INF/manifest.xml': manifest });
  const clean = partsOf((await cleanFile(zipOf(parts), given)).bytes);
  assert.match(
    clean['META-INF/manifest.xml'] ?? '',
    /full-path="Object 1\/" manifest:media-type="application\/vnd\.oasis\.opendocument\.chart"/,
  );
});

for (const [what, parts, why] of [
  ['macros', openDocumentParts('a', { 'Basic/Standard/a.xml': '<a/>' }), /macros/],
  ['a script', openDocumentParts('<text:script>x</text:script>'), /holds a program/],
  [
    'a picture from elsewhere',
    openDocumentParts('<draw:image xlink:href="https://evil.example/x"/>'),
    /loads something/,
  ],
  [
    'a link that runs something',
    openDocumentParts('<text:a xlink:href="vnd.sun.star.script:x">a</text:a>'),
    /A link in it/,
  ],
  [
    'a link that is said twice',
    openDocumentParts('<text:a x:href="https://a.example/" xlink:href="javascript:x">a</text:a>'),
    /cannot be read/,
  ],
  ['an object of another program', openDocumentParts('a', { 'Object 1': 'x' }), /another file within it/],
  [
    'a password',
    openDocumentParts('a', { 'META-INF/manifest.xml': '<m><f><encryption-data/></f></m>' }),
    /needs a password/,
  ],
  ['a type that is another', openDocumentParts('a', { mimetype: 'application/epub+zip' }), /neither a Word/],
] as const)
  test(`an OpenDocument text with ${what} is refused`, () => refused(zipOf(parts), why));

for (const [what, bytes, why] of [
  ['nothing in it', Buffer.alloc(0), /It is empty/],
  ['a script in it', Buffer.from('#!/bin/sh\nrm -rf /\n'), /neither a PDF/],
  ['only the beginning of a PDF', Buffer.from('%PDF-1.7\n%%EOF'), /cannot be opened as a PDF/],
  ['the whole of a web page', Buffer.from('<html><script>alert(1)</script>'), /neither a PDF/],
  ['an old Word file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /old Word file/],
  ['more than 10 MB', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(10_000_001)]), /larger than 10 MB/],
] as const)
  test(`a file with ${what} is refused`, () => refused(bytes, why));
