import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { jsonRecords } from './json-records.ts';
import { UnreadableSource } from './unreadable-source.ts';

/** The ids of the records in a text that comes in pieces of so many bytes; `?` for one that is no JSON, `!` for a break. */
async function idsIn(text: string, size: number): Promise<string> {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  let ids = '';
  try {
    for await (const record of jsonRecords(Readable.from(pieces)))
      ids += 'reason' in record ? '?' : String((record.value as { id: number }).id);
  } catch (error) {
    assert.ok(error instanceof UnreadableSource, String(error));
    ids += '!';
  }
  return ids;
}

test('records are found in every shape of file, and a broken one costs only itself', async () => {
  const cases: [text: string, ids: string][] = [
    ['[{"id":1},{"id":2,"name":"a ] } \\" b"}]', '12'],
    ['{"id":1,"schedules":[{"id":9}]}', '1'],
    ['{"total_items":2,"contents":[{"id":1},{"id":2}],"links":[{"id":9}]}', '12'],
    ['{"content":[\n{"id":1},\n{"id":2}\n],"last":true}', '12'],
    ['{"services":[]}', ''],
    ['{"id":1}\n{"id":2}\n', '12'],
    ['{"id":1}\n{"id":2,"name":"no end\n{"id":3}\n{"id":4,"of":{"x":1\n{"id":5}\n', '1?3?5'],
    ['[{"id":1},{"id":tru},{"id":3}]', '1?3'],
    ['[{"id":1},{"a":[1},{"id":3}]', '1?3'],
    ['[{"id":1},{"id":2},{"id":', '12!'],
    ['{"contents":[{"id":1}', '1!'],
    ['<html></html>', '!'],
    ['', '!'],
    ['   ', '!'],
  ];
  for (const [text, ids] of cases)
    for (const size of [1, 3, 10_000]) assert.equal(await idsIn(text, size), ids, `${text} in pieces of ${size}`);
});

test('letters that are cut between two pieces stay whole', async () => {
  const bytes = Buffer.from('[{"id":"é€😀"}]');
  const pieces = [...bytes].map((byte) => Buffer.from([byte]));
  for await (const record of jsonRecords(Readable.from(pieces)))
    assert.deepEqual('value' in record && record.value, { id: 'é€😀' });
});

test('a record that never ends is not kept in memory', async () => {
  async function* endless() {
    yield Buffer.from('[{"id":1},{"text":"');
    for (let n = 0; n < 16; n++) yield Buffer.alloc(1024 ** 2, 'x');
    yield Buffer.from('"},{"id":3}]');
  }
  const before = process.memoryUsage().rss;
  const found = [];
  for await (const record of jsonRecords(Readable.from(endless()))) found.push('reason' in record ? '?' : 'ok');
  assert.deepEqual(found, ['ok', '?', 'ok']);
  assert.ok(process.memoryUsage().rss - before < 200 * 1024 ** 2);
});
