import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { type Case, checkGraph } from '../../test/graph.ts';
import { exampleService } from '../directory/examples.ts';
import { situationGraph, situations } from './situation-rules.ts';
import { type ThriveFacts, thriveGraph } from './thrive-rules.ts';

const thrive: Case<ThriveFacts, keyof typeof thriveGraph.ends>[] = [
  ['risk-support', { danger: true, getting_in_the_way: 'no', had_help: false, several: false }],
  ['thriving', { danger: false, getting_in_the_way: 'no', had_help: true, several: true }],
  ['getting-advice', { danger: false, getting_in_the_way: 'some', had_help: false, several: true }],
  ['getting-help', { danger: false, getting_in_the_way: 'some', had_help: true, several: true }],
  ['getting-help', { danger: false, getting_in_the_way: 'much', had_help: false, several: false }],
  ['getting-more-help', { danger: false, getting_in_the_way: 'much', had_help: false, several: true }],
];

checkGraph('which kind of help fits', thriveGraph, thrive);
checkGraph(
  'what to do now',
  situationGraph,
  situations.map(({ key }) => [key, { situation: key }]),
);

test('every situation has a page of steps, rights, people and links that lead somewhere', async (t) => {
  const { get } = await startApp(t);
  for (const { key } of situations) {
    const page = await get(`/tools/my-plan?situation=${key}&born=2012-05`);
    assert.equal(page.status, 200, key);
    for (const words of [/What to do/, /Your rights/, /People who help/, /The dates/])
      assert.match(page.text, words, key);
    assert.equal(page.find('.worked-day').length, 3, key);
    assert.match(page.find('.answer-sentence')[0]?.text.trim() ?? '', /^[^.!?]+\.$/, key);
  }
  const without = await get('/tools/my-plan?situation=excluded');
  assert.equal(without.find('.worked-day').length, 0);
  assert.equal((await get('/tools/my-plan?situation=nothing')).status, 422);
  assert.equal((await get('/tools/my-plan?born=2012-05')).status, 422);
  const hrefs = new Set(situations.flatMap(({ links }) => links.map(([, href]) => href)));
  for (const href of hrefs) if (href.startsWith('/tools')) assert.equal((await get(href)).status, 200, href);
});

test('crisis help stands on top of every page about mental health, before anything else', async (t) => {
  const { get } = await startApp(t);
  for (const query of ['', '?danger=yes', '?danger=no&in_the_way=much&several=yes', '?danger=no']) {
    const page = await get(`/tools/thrive${query}`);
    assert.match(page.text, /999.*NHS.*111.*Mental health: what kind of help/s, query);
  }
  const yes = await get('/tools/thrive?danger=yes');
  assert.match(yes.text, /Get help today/);
});

test('services nearby are looked for by a town or half a postcode: the whole one never stands in the address', async (t) => {
  const { get, db } = await startApp(t);
  await exampleService(db, { name: 'Help after an exclusion', summary: 'Advice about exclusion from school.' });
  for (const whole of ['nr1+3ab', 'NR13AB', 'nr1-3ab', 'NR1+3+AB', 'NR1+3a', 'nr1']) {
    const typed = await get(`/tools/my-plan?situation=excluded&near=${whole}`);
    assert.equal(typed.headers.location, '/tools/my-plan?situation=excluded&near=NR1', whole);
  }
  for (const [near, title, all] of [
    ['&near=NR27', 'Services near NR27', '/services?q=exclusion&near=NR27'],
    ['', 'Services that may help', '/services?q=exclusion'],
  ]) {
    const page = await get(`/tools/my-plan?situation=excluded${near}`);
    assert.ok(
      page.find('h2').some(({ text }) => text === title),
      title,
    );
    const links = page.find('main a').map((link) => `${link.text} ${link.getAttribute('href')}`);
    assert.ok(links.includes('Help after an exclusion /services/help-after-an-exclusion'));
    assert.ok(
      links.some((link) => link.endsWith(` ${all}`)),
      all,
    );
  }
  assert.match((await get('/tools/my-plan?situation=excluded&near=Nowhereville')).text, /Services that may help/);
  assert.equal((await get('/tools/my-plan?situation=excluded&near=%3Cb%3E')).status, 422);
});
