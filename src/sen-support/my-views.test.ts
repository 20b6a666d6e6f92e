import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { papers } from './papers.ts';

test('the papers of "My views" send nothing: there is no form, no field with a name, and no address to send to', async (t) => {
  const visitor = await startApp(t);
  const list = await visitor.get('/tools/my-views');
  for (const { slug, title, questions } of papers) {
    assert.ok(list.find(`a[href="/tools/my-views/${slug}"]`).length > 0, `${title} is on the list`);
    const page = await visitor.get(`/tools/my-views/${slug}`);
    const paper = page.find('[data-paper]')[0];
    assert.equal(paper?.closest('form'), null);
    assert.equal(paper?.querySelectorAll('textarea').length, questions.length);
    assert.equal(paper?.querySelectorAll('[name]').length, 0, 'a field without a name is never sent');
    for (const { key, label } of questions)
      assert.equal(paper?.querySelector(`label[for="${key}"]`)?.text, label, 'each question names its field');
  }
  assert.equal((await visitor.get('/tools/my-views/other')).status, 404);
  assert.match((await visitor.get('/tools')).text, /My views/);
});
