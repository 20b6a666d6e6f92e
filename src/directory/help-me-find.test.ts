import assert from 'node:assert/strict';
import { test } from 'node:test';
import { helpMeFind } from './help-me-find.ts';
import { addressOfAnswers } from './help-me-find-rules.ts';

const leads: [Record<string, string>, string][] = [
  [{ who: 'child', help: 'fun', age: '9', where: 'NR27 9AA' }, '/services?near=NR27+9AA&age=9&category=things-to-do'],
  [{ who: '', help: '', age: '', where: '' }, '/services'],
  [{ who: 'family', help: '', age: '', where: '' }, '/services?category=siblings&category=young-carers'],
  [{ who: 'family', help: 'money', age: '', where: '' }, '/services?category=money'],
  [{ who: 'young-person', help: '', age: '', where: '' }, '/services?age=16'],
];

for (const [answers, address] of leads)
  test(`the answers ${JSON.stringify(answers)} lead to ${address}`, () => {
    assert.equal(addressOfAnswers(answers), address);
    assert.deepEqual(helpMeFind(answers), { leads_to: address });
  });

const page = (query: Record<string, unknown>) => {
  const step = helpMeFind(query);
  assert.ok('page' in step);
  return step.page;
};

test('the questions come one by one, and each can be skipped or gone back from', () => {
  const first = page({});
  assert.equal(first.question, 'who');
  assert.equal(first.skip_href, '/help-me-find?who=');
  const third = page({ who: 'child', help: 'fun' });
  assert.equal(third.question, 'age');
  assert.equal(third.back_href, '/help-me-find?who=child');
  assert.equal(third.skip_href, '/help-me-find?who=child&help=fun&age=');
  assert.equal(page({ who: 'child', help: 'fun', age: '' }).skip_href, '/services?category=things-to-do');
});

test('a form that is sent without a choice leaves its question out', () => {
  assert.equal(page({ asked: 'who' }).question, 'help');
  assert.equal(page({ asked: 'who', who: 'child' }).back_href, '/help-me-find');
  assert.equal(page({ asked: '<script>' }).question, 'who');
});

test('an age that is no age is asked for again, with what was typed', () => {
  const again = page({ who: '', help: '', age: 'abc', where: 'Norwich' });
  assert.equal(again.question, 'age');
  assert.equal(again.value, 'abc');
  assert.match(again.error ?? '', /number of years/);
});

test('what nobody was offered is asked for again', () => {
  assert.equal(page({ who: "<script>'; drop table service" }).question, 'who');
  assert.equal(page({ who: ['child', 'child'], help: ['x'] }).question, 'help');
});
