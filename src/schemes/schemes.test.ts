import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { untroddenPaths } from '../../test/graph.ts';
import { readAuthority, readCouncilFile } from '../authority.ts';
import { walk } from '../tools/graph-rules.ts';
import { type Scheme, schemeGraph, schemes as shape } from './scheme-rules.ts';

const authority = await readAuthority(new URL('../../authority.json', import.meta.url).pathname);
const schemes = await readCouncilFile(authority.schemes_file, shape);

const allAnswers = ({ conditions }: Scheme, value: string) =>
  Object.fromEntries(conditions.map(({ key }) => [key, value]));

for (const scheme of schemes) {
  const graph = schemeGraph(scheme);
  const deciding = scheme.conditions.filter(({ is_evidence }) => !is_evidence);
  const all = (value: string) => allAnswers(scheme, value);

  test(`${scheme.slug}: yes to all is yes, nothing known is unsure, and each clear no is probably not`, () => {
    assert.equal(walk(graph, all('yes')).end, 'yes');
    assert.equal(walk(graph, {}).end, 'unsure');
    assert.equal(walk(graph, all('unsure')).end, 'unsure');
    for (const { key, is_evidence } of scheme.conditions)
      assert.equal(walk(graph, { ...all('yes'), [key]: 'no' }).end, is_evidence ? 'unsure' : 'probably_not', key);
  });

  test(`${scheme.slug}: every way is walked`, () => {
    assert.deepEqual(untroddenPaths(graph, [all('yes'), {}, ...deciding.map(({ key }) => ({ [key]: 'no' }))]), []);
  });
}

test('each page gives each reason, what is missing, and how to ask anyway', async (t) => {
  const { get } = await startApp(t);
  for (const scheme of schemes) {
    const path = `/tools/could-we-get-it/${scheme.slug}`;
    const first = scheme.conditions[0]?.key;
    assert.equal((await get(path)).status, 200, path);
    const no = await get(`${path}?${first}=no`);
    for (const words of [/Probably not/, /Ask anyway/, /What we do not know yet/, /Papers that help/])
      assert.match(no.text, words, path);
    const yes = await get(`${path}?${new URLSearchParams(allAnswers(scheme, 'yes'))}`);
    assert.match(
      yes
        .find('.answer')
        .map((one) => one.text)
        .join(''),
      /Yes/,
      path,
    );
    assert.equal((await get(`${path}/how-it-works`)).status, 200, path);
    for (const page of [no, yes])
      assert.match(page.find('.answer-sentence')[0]?.text.trim() ?? '', /^[^.!?]+\.$/, path);
    assert.equal((await get(`${path}?${first}=maybe`)).status, 422, path);
  }
});

test('a lawful request for an EHC needs assessment is never discouraged for want of evidence', async (t) => {
  const { get } = await startApp(t);
  const page = await get(
    '/tools/could-we-get-it/ehc-needs-assessment?age=yes&needs=yes&plan=yes&earlier=yes&cycles=no',
  );
  assert.match(page.text, /the law’s test looks met, and you can ask now/);
  assert.match(page.text, /evidence, not part of the law’s test/);
});
