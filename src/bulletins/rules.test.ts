import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Audience, audienceInWords, isFor, isMeant, mayAnswer, type Reader } from './audience-rules.ts';
import { readBulletin } from './bulletin-form-rules.ts';
import { aboutInWords, standingOf } from './bulletin-rules.ts';
import { type Digest, dueUpTo, isSentTo } from './digest-rules.ts';
import { exampleContent } from './examples.ts';
import { addressOf, numberIn, numberInWords, readAddress, readNumber } from './number-rules.ts';

test('a number is said as 74/19, and read however it is typed', () => {
  assert.equal(numberInWords({ year: 2019, number: 74 }), '74/19');
  assert.equal(numberInWords({ year: 2008, number: 3 }), '3/08');
  assert.equal(addressOf({ year: 2019, number: 74 }), '/bulletins/2019/74');
  for (const [typed, read] of [
    ['74/19', { year: 2019, number: 74 }],
    [' 74 / 19 ', { year: 2019, number: 74 }],
    ['74-19', { year: 2019, number: 74 }],
    ['74/2019', { year: 2019, number: 74 }],
    ['3/08', { year: 2008, number: 3 }],
    ['074/19', undefined],
    ['0/19', undefined],
    ['74/1', undefined],
    ['74/3019', undefined],
    ['2019', undefined],
    ['seventy', undefined],
    ['', undefined],
  ] as const)
    assert.deepEqual(readNumber(typed), read, typed);
  for (const question of ['74/19', 'MI Number:74/19', 'MI sheet no. 74/19', 'sheet 74-2019'])
    assert.deepEqual(numberIn(question), { year: 2019, number: 74 }, question);
  for (const question of ['74/19 funding', 'Year 7', 'funding', ''])
    assert.equal(numberIn(question), undefined, question);
  assert.deepEqual(readAddress('2019', '74'), { year: 2019, number: 74 });
  for (const [year, number] of [
    ['2019', '074'],
    ['19', '74'],
    ['2019', '-1'],
    ['2019', '1e3'],
    ['2019', '999999'],
  ] as const)
    assert.equal(readAddress(year, number), undefined, `${year} ${number}`);
});

const everybody: Audience = { roles: [], kinds: [], phases: [], clusters: [] };
const primarySenco: Reader = { role: 'senco', kind: 'mainstream', phase: 'primary', cluster: 'cromer' };

test('a bulletin is for whom each of its lists names', () => {
  const cases: [audience: Partial<Audience>, reader: Reader, isMeant: boolean][] = [
    [{}, primarySenco, true],
    [{ roles: ['senco'] }, primarySenco, true],
    [{ roles: ['head'] }, primarySenco, false],
    [{ roles: ['head', 'senco'] }, primarySenco, true],
    [{ kinds: ['special'] }, primarySenco, false],
    [{ kinds: ['special', 'mainstream'] }, primarySenco, true],
    [{ roles: ['senco'], kinds: ['special'] }, primarySenco, false],
    [{ phases: ['secondary'] }, primarySenco, false],
    [{ phases: ['primary', 'secondary'] }, primarySenco, true],
    [{ phases: ['secondary'] }, { ...primarySenco, phase: 'all_through' }, true],
    [{ phases: ['sixteen_plus'] }, { ...primarySenco, phase: 'all_through' }, false],
    [{ phases: ['sixteen_plus'] }, { ...primarySenco, phase: 'none' }, true],
    [{ clusters: ['cromer'] }, primarySenco, true],
    [{ clusters: ['dereham'] }, primarySenco, false],
    [{ clusters: ['cromer'] }, { ...primarySenco, cluster: null }, false],
    [{ clusters: [] }, { ...primarySenco, cluster: null }, true],
    // who has no account is reached through the head teacher
    [{ roles: ['governors'] }, { ...primarySenco, role: 'head' }, true],
    [{ roles: ['business_manager'] }, { ...primarySenco, role: 'head' }, true],
    [{ roles: ['governors'] }, primarySenco, false],
    [{ roles: ['cluster_lead'] }, { ...primarySenco, role: 'head' }, false],
    // a filter asks about one thing only
    [{ roles: ['head'], kinds: ['special'] }, { kind: 'special' }, true],
    [{ roles: ['head'], kinds: ['special'] }, {}, true],
  ];
  for (const [audience, reader, isMeant] of cases)
    assert.equal(isFor({ ...everybody, ...audience }, reader), isMeant, JSON.stringify([audience, reader]));
});

test('a school is meant whoever is there, but only one that leads a cluster where it is for cluster leads alone', () => {
  const cases: [audience: Partial<Audience>, leads_cluster: boolean, isIt: boolean][] = [
    [{}, false, true],
    [{ roles: ['head'] }, false, true],
    [{ roles: ['cluster_lead'] }, false, false],
    [{ roles: ['cluster_lead'] }, true, true],
    [{ roles: ['cluster_lead', 'senco'] }, false, true],
    [{ kinds: ['special'] }, true, false],
  ];
  for (const [audience, leads_cluster, isIt] of cases)
    assert.equal(
      isMeant({ ...everybody, ...audience }, { ...primarySenco, leads_cluster }),
      isIt,
      JSON.stringify([audience, leads_cluster]),
    );
});

test('the head teacher answers everything, others what is for them', () => {
  const cases: [roles: string[], role: string, may: boolean][] = [
    [[], 'head', true],
    [[], 'senco', true],
    [[], 'cluster_lead', false],
    [['senco'], 'head', true],
    [['head'], 'senco', false],
    [['governors'], 'senco', false],
    [['cluster_lead'], 'cluster_lead', true],
  ];
  for (const [roles, role, may] of cases) assert.equal(mayAnswer({ roles }, role), may, `${role} for ${roles}`);
});

test('for whom a bulletin is stands in words', () => {
  const clusters = new Map([['cromer', 'Cromer']]);
  const words = { cluster: 'cluster', clusters: 'clusters' };
  const said = (audience: Partial<Audience>) => audienceInWords({ ...everybody, ...audience }, clusters, words);
  assert.equal(said({}), 'Everybody at school; all schools');
  assert.equal(said({ roles: ['head', 'senco'] }), 'Head teachers and SENCOs; all schools');
  assert.equal(
    said({ phases: ['primary'], clusters: ['cromer'] }),
    'Everybody at school; stage: primary; cluster: Cromer',
  );
});

test('what a bulletin is about is said in sentences, each with one full stop', () => {
  const action = { ...exampleContent, due_on: '2026-12-04', summary: 'What is asked?' };
  assert.equal(aboutInWords(action, ''), 'Action by 4 December 2026. What is asked?');
  assert.equal(
    aboutInWords({ ...exampleContent, summary: 'When it is' }, 'It was wrong.'),
    'Corrected because: It was wrong. When it is.',
  );
});

const policy = { digest_at: '07:00', weekly_on: 1, digest: 'daily', mail_for_days: 28 } as const;

test('a digest holds what came out until the last time that it was due', () => {
  // 16 November 2026 is a Monday; in winter 07:00 is 07:00 UTC, in summer 06:00
  const cases: [digest: Digest, now: string, today: string, up_to: string | undefined][] = [
    ['never', '2026-11-16T10:00:00Z', '2026-11-16', undefined],
    ['at_once', '2026-11-16T10:00:00Z', '2026-11-16', '2026-11-16T10:00:00.000Z'],
    ['daily', '2026-11-16T10:00:00Z', '2026-11-16', '2026-11-16T07:00:00.000Z'],
    ['daily', '2026-11-16T07:00:00Z', '2026-11-16', '2026-11-16T07:00:00.000Z'],
    ['daily', '2026-11-16T06:59:59Z', '2026-11-16', '2026-11-15T07:00:00.000Z'],
    ['daily', '2026-07-01T06:30:00Z', '2026-07-01', '2026-07-01T06:00:00.000Z'],
    ['weekly', '2026-11-16T10:00:00Z', '2026-11-16', '2026-11-16T07:00:00.000Z'],
    ['weekly', '2026-11-16T06:00:00Z', '2026-11-16', '2026-11-09T07:00:00.000Z'],
    ['weekly', '2026-11-22T23:00:00Z', '2026-11-22', '2026-11-16T07:00:00.000Z'],
    ['weekly', '2026-11-18T10:00:00Z', '2026-11-18', '2026-11-16T07:00:00.000Z'],
  ];
  for (const [digest, now, today, up_to] of cases)
    assert.equal(dueUpTo(digest, { now: new Date(now), today, policy })?.toISOString(), up_to, `${digest} at ${now}`);
});

test('somebody is sent what is for one of their roles and came out while they held it', () => {
  const published_at = new Date('2026-11-10T10:00:00Z');
  const up_to = new Date('2026-11-16T07:00:00Z');
  const since = new Date('2026-11-01T00:00:00Z');
  const item = { published_at, bulletin: { ...everybody, roles: ['senco'] } };
  const as = (role: string, from = since) => ({ ...primarySenco, role, since: from });
  const later = new Date('2026-11-11T00:00:00Z');
  const cases: [why: string, given: Parameters<typeof isSentTo>[1], isSent: boolean][] = [
    ['the role fits', { roles: [as('senco')], up_to, wanted_since: null }, true],
    ['another role', { roles: [as('head')], up_to, wanted_since: null }, false],
    ['one of two roles fits', { roles: [as('head'), as('senco')], up_to, wanted_since: null }, true],
    ['the role came later', { roles: [as('senco', later)], up_to, wanted_since: null }, false],
    ['it is not due', { roles: [as('senco')], up_to: new Date('2026-11-10T07:00:00Z'), wanted_since: null }, false],
    ['mails were wanted again later', { roles: [as('senco')], up_to, wanted_since: later }, false],
  ];
  for (const [why, given, isSent] of cases) assert.equal(isSentTo(item, given), isSent, why);
});

test('a school waits to be reminded until it has answered, and once the day is over until it is done', () => {
  const cases = [
    [null, '2026-11-16', { is_overdue: false, waits: true }],
    ['read', '2026-11-16', { is_overdue: false, waits: false }],
    ['done', '2026-11-16', { is_overdue: false, waits: false }],
    [null, '2026-11-15', { is_overdue: true, waits: true }],
    ['read', '2026-11-15', { is_overdue: true, waits: true }],
    ['done', '2026-11-15', { is_overdue: false, waits: false }],
  ] as const;
  for (const [answer, due_on, standing] of cases)
    assert.deepEqual(standingOf(answer, due_on, '2026-11-16'), { answer, ...standing }, `${answer} ${due_on}`);
});

const typed = {
  type: 'information',
  title: 'A title',
  summary: 'A summary.',
  markdown: 'Words.',
  contact_role: 'School data team',
  contact_email: 'Data@Council.example.org',
  readers: 'everybody',
};

test('a form says what is missing, by what the bulletin is', () => {
  const errorsOf = (change: Record<string, string>, is_correction = false) => {
    const form = readBulletin({ ...typed, ...change }, { clusters: ['cromer'], is_correction });
    return form.ok ? [] : form.errors.map(({ field }) => field);
  };
  const cases: [change: Record<string, string>, wrong: string[]][] = [
    [{}, []],
    [{ type: '' }, ['type']],
    [{ type: 'news' }, ['type']],
    [{ title: ' ' }, ['title']],
    [{ title: 'a'.repeat(161) }, ['title']],
    [{ contact_role: '' }, ['contact_role']],
    [{ contact_email: 'nobody' }, ['contact_email']],
    [{ type: 'action' }, ['due_on']],
    [{ type: 'action', due_on: '2026-02-30' }, ['due_on']],
    [{ type: 'action', due_on: '2026-12-04' }, []],
    [{ type: 'event', event_on: '2026-12-04', starts_at: '09:30', place: 'County Hall' }, []],
    [{ type: 'event', event_on: '2026-12-04', starts_at: '9', place: '' }, ['starts_at', 'place']],
    [{ type: 'event', event_on: '2026-12-04', starts_at: '09:30', ends_at: '09:00', place: 'Hall' }, ['ends_at']],
    [{ markdown: 'a'.repeat(60_001) }, ['markdown']],
  ];
  for (const [change, wrong] of cases) assert.deepEqual(errorsOf(change), wrong, JSON.stringify(change).slice(0, 80));
  assert.deepEqual(errorsOf({}, true), ['because'], 'a correction says why');
  const leap = (due_on: string) => errorsOf({ type: 'action', due_on });
  assert.deepEqual([leap('2028-02-29'), leap('2027-02-29'), leap('0000-01-01')], [[], ['due_on'], ['due_on']]);
  const unsaid = readBulletin({ ...typed, readers: '' }, { clusters: [], is_correction: false });
  assert.equal(unsaid.ok && unsaid.content.is_public, false, 'what nobody chose is not for everybody');
  const form = readBulletin(
    {
      ...typed,
      due_on: '2026-12-04',
      'roles.head': 'yes',
      'roles.king': 'yes',
      'clusters.cromer': 'yes',
      'clusters.x': 'yes',
    },
    { clusters: ['cromer'], is_correction: false },
  );
  assert.ok(form.ok);
  const { roles, clusters, due_on, is_public, contact_email } = form.content;
  assert.deepEqual(
    { roles, clusters, due_on, is_public, contact_email },
    {
      roles: ['head'],
      clusters: ['cromer'],
      due_on: null,
      is_public: true,
      contact_email: 'data@council.example.org',
    },
  );
});
