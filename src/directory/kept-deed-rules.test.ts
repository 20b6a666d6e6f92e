import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDeed } from './kept-deed-rules.ts';

const today = '2026-11-16';
const on = (name: string, date: string) => {
  const [day = '', month = '', year = ''] = date.split(' ');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};

const cases: [name: string, form: Record<string, string>, read: object | string][] = [
  ['a break from now on', { deed: 'pause' }, { deed: 'pause', starts_on: today, back_on: undefined }],
  [
    'a break to come',
    { deed: 'pause', ...on('from', '21 12 2026'), ...on('back', '5 1 2027') },
    { deed: 'pause', starts_on: '2026-12-21', back_on: '2027-01-05' },
  ],
  ['back today', { deed: 'pause', ...on('back', '16 11 2026') }, 'back-day'],
  ['back before it begins', { deed: 'pause', ...on('from', '5 1 2027'), ...on('back', '21 12 2026') }, 'back-day'],
  ['no such day', { deed: 'pause', ...on('back', '31 2 2027') }, 'back-day'],
  ['words for a day', { deed: 'pause', ...on('from', 'next week soon') }, 'from-day'],
  [
    'a closing',
    { deed: 'close', ...on('on', '31 3 2027'), follows: ' Splash 2 ', words: 'Ask at\nthe library.' },
    { deed: 'close', last_day: '2027-03-31', follows: 'Splash 2', words: 'Ask at the library.' },
  ],
  ['a closing without its day', { deed: 'close' }, 'on-day'],
  [
    'a person in words that nobody reads first',
    { deed: 'close', ...on('on', '31 3 2027'), words: 'Ask Mrs Baker' },
    'words',
  ],
  ['very long words', { deed: 'close', ...on('on', '31 3 2027'), words: 'x'.repeat(501) }, 'words'],
  ['no reason', { deed: 'withdraw', reason: ' ' }, 'reason'],
  ['nothing', {}, 'state'],
  ['something else', { deed: 'publish' }, 'state'],
];

for (const [name, form, read] of cases)
  test(`what is done to a record at once is read from its form: ${name}`, () => {
    const deed = readDeed(form, today);
    if (typeof read === 'string') assert.deepEqual('errors' in deed && deed.errors.map(({ field }) => field), [read]);
    else assert.deepEqual(deed, read);
  });
