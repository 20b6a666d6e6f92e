import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type About, letterAbout, type ToldRecord } from './chase-letter-rules.ts';
import type { PlannedStep, Step } from './plan-rules.ts';

const days: [Step, string][] = [
  ['asked', '2026-10-04'],
  ['reminded', '2026-10-18'],
  ['others_asked', '2026-10-25'],
  ['to_phone', '2026-11-08'],
  ['warned', '2026-11-15'],
  ['dropped', '2026-12-13'],
  ['lapsed', '2026-12-13'],
  ['hidden', '2027-01-30'],
];
/** The plan of a round, done up to a step. */
const planUpTo = (last: Step): PlannedStep[] => {
  const at = days.findIndex(([step]) => step === last);
  return days.map(([step, on], n) => ({ step, on, is_done: n <= at }));
};
const recordOf = (name: string, about: About, more: Partial<ToldRecord> = {}): ToldRecord => ({
  name,
  about,
  confirmed_on: '2026-05-01',
  plan: about === 'found' ? [] : planUpTo(about),
  is_late: ['warned', 'lapsed', 'hidden'].includes(about),
  found: [],
  ...more,
});
const whole = (records: ToldRecord[]) => {
  const { subject, paragraphs, action_text, by_when } = letterAbout('Splash', records);
  return [subject, ...paragraphs, action_text, by_when].join('\n');
};

const single: [about: About, says: RegExp[]][] = [
  [
    'asked',
    [
      /^Is “Swimming” still right\?/,
      /last confirmed on 1 May 2026/,
      /answer by 18 October 2026/,
      /15 November 2026 its page/,
    ],
  ],
  ['reminded', [/^Reminder: is “Swimming”/, /have no answer yet/, /answer by 25 October 2026/]],
  ['others_asked', [/^Can you tell us/, /with you as a contact/, /answer by 15 November 2026/]],
  ['warned', [/may be out of date/, /The warning then goes at once/, /on 30 January 2027 we take it down/]],
  ['lapsed', [/no longer marked as part of the Local Offer/, /giving the badge back/]],
  ['hidden', [/^We have taken down “Swimming”/, /find it again at once/]],
  ['found', [/^Something on the page of “Swimming” may be wrong/, /put it right as soon as you can/]],
];
for (const [about, says] of single)
  test(`a letter about one record: ${about}`, () => {
    const text = whole([recordOf('Swimming', about)]);
    for (const pattern of says) assert.match(text, pattern);
    assert.doesNotMatch(text, /undefined|  /);
  });

test('a letter about several says the gravest first, each record once, and the earliest days', () => {
  const found = [{ what: 'The link https://splash.org.uk/ (website): the server answered 404.', todo: 'Take it out.' }];
  const text = whole([
    recordOf('Kites', 'asked', { confirmed_on: undefined, found }),
    recordOf('Swimming', 'hidden'),
    recordOf('Diving', 'warned'),
    recordOf('Chess', 'found'),
  ]);
  assert.match(text, /^4 records need you: are they still right\?/);
  const order = [
    'taken these down',
    '• “Swimming”',
    'may be out of date:',
    '• “Diving”',
    'Are these still right',
    '• “Kites”',
    '• “Chess”',
  ];
  const at = order.map((words) => text.indexOf(words));
  assert.deepEqual(
    at,
    at.toSorted((a, b) => a - b),
  );
  assert.ok(!at.includes(-1), String(at));
  assert.match(
    text,
    /• “Kites”: nobody has confirmed it yet\. Please answer by 18 October 2026\.\n– We found: The link/,
  );
  assert.match(
    text,
    /on 15 November 2026 the first page begins to say .* on 30 January 2027 we take the first record down/,
  );
});

test('a page that says already that it may be out of date is not said to begin with that', () => {
  const text = whole([recordOf('Swimming', 'asked', { is_late: true })]);
  assert.match(text, /Its page tells families already that it may be out of date/);
  assert.match(text, /Without an answer, on 30 January 2027 we take it down\./);
  assert.doesNotMatch(text, /begins to say/);
});

test('of very many records sixty are named, and all stand on the page', () => {
  const text = whole(Array.from({ length: 75 }, (_, n) => recordOf(`Club ${n}`, 'asked')));
  assert.equal(text.match(/• “Club/g)?.length, 60);
  assert.match(text, /and 15 more, which stand on the page/);
  assert.match(text, /^Are 75 records still right\?/);
});
