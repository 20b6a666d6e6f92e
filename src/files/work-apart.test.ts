import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workApart } from './work-apart.ts';

const program = (text: string) => new URL(`data:text/javascript,${encodeURIComponent(text)}`);

test('what takes all memory, also outside of the heap, or never ends, is stopped', async () => {
  const hoards = program('const held = []; for (;;) held.push(new Uint8Array(50_000_000).fill(1));');
  assert.equal(await workApart(hoards, {}, 60), 'broken');
  assert.equal(await workApart(program('for (;;);'), {}, 0.2), 'too slow');
});
