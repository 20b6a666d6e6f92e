import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';

test('a page that is kept for everybody holds nothing of how the first asked for it', async (t) => {
  const { get } = await startApp(t);
  const paths = ['/in-development/', '/in-developmen%74', '/in-development?x=1', '/in-development'];
  for (const path of paths) {
    const page = await get(path);
    assert.equal(page.status, 200, path);
    assert.equal(page.find('input[name=page]')[0]?.getAttribute('value'), path.split('?')[0]);
  }
});

test('a page for somebody who has signed in has no ETag, and no browser keeps it', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { role: 'administrator' });
  for (const path of ['/staff', '/staff/coverage', '/account']) {
    const { status, headers } = await visitor.get(path);
    assert.deepEqual([status, headers.etag, headers['cache-control']], [200, undefined, 'no-store'], path);
  }
});
