import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileInWords, isHarmlessLink, kindOfBytes } from './format-rules.ts';
import { withoutCameraNotes } from './picture-notes-rules.ts';

for (const [file, words] of [
  [{ format: 'pdf', size: 81_400, pages: 4 }, 'PDF, 81 KB, 4 pages'],
  [{ format: 'pdf', size: 12, pages: 1 }, 'PDF, 1 KB, 1 page'],
  [{ format: 'docx', size: 999_499, pages: null }, 'Word, 999 KB'],
  [{ format: 'odt', size: 999_500, pages: 12 }, 'OpenDocument, 1.0 MB, 12 pages'],
] as const)
  test(`beside a link stands "${words}"`, () => assert.equal(fileInWords(file), words));

for (const [target, isHarmless] of [
  ['https://example.org/a', true],
  ['mailto:a@example.org', true],
  ['#part', true],
  ['other.pdf', true],
  ['javascript:alert(1)', false],
  [' JavaScript:alert(1)', false],
  ['java\tscript:alert(1)', false],
  ['\u0001javascript:alert(1)', false],
  ['file:///c:/x', false],
  ['\\\\server\\share', false],
  ['//server/share', false],
  ['data:text/html,x', false],
] as const)
  test(`a link to ${target} ${isHarmless ? 'may stay' : 'may not stay'}`, () =>
    assert.equal(isHarmlessLink(target), isHarmless));

test('what a file is, its first bytes say and not its name', () => {
  assert.equal(kindOfBytes(Buffer.from('%PDF-1.7')), 'pdf');
  assert.equal(kindOfBytes(Buffer.from('PK\u0003\u0004')), 'zip');
  assert.equal(kindOfBytes(Buffer.from('<html>')), 'other');
  assert.equal(kindOfBytes(new Uint8Array()), 'other');
});

test('a picture loses where and by whom it was taken, and keeps itself', () => {
  const segment = (marker: number, text: string) =>
    Buffer.concat([Buffer.from([0xff, marker, 0, text.length + 2]), Buffer.from(text)]);
  const start = Buffer.from([0xff, 0xd8]);
  const picture = Buffer.concat([segment(0xdb, 'tables'), segment(0xda, 'scan'), Buffer.from('the picture itself')]);
  const taken = Buffer.concat([start, segment(0xe1, 'Exif Petra 52.6N'), segment(0xfe, 'Petra'), picture]);
  assert.deepEqual(Buffer.from(withoutCameraNotes(taken)), Buffer.concat([start, picture]));
  const damaged = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1]);
  assert.deepEqual(withoutCameraNotes(damaged), damaged);
  assert.deepEqual(withoutCameraNotes(Buffer.from('GIF')), Buffer.from('GIF'));
  const chunk = (name: string, text: string) =>
    Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(`${name}${text}sum.`)]);
  const sign = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const drawn = [chunk('IHDR', 'size'), chunk('IDAT', 'the picture'), chunk('IEND', '')];
  const made = Buffer.concat([sign, ...drawn.toSpliced(1, 0, chunk('tEXt', 'Author Petra'), chunk('eXIf', '52.6N'))]);
  assert.deepEqual(Buffer.from(withoutCameraNotes(made)), Buffer.concat([sign, ...drawn]));
  const cut = made.subarray(0, 30);
  assert.equal(withoutCameraNotes(cut).length, cut.length);
});
