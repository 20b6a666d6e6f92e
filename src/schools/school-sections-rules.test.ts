import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReportAside } from './school-asides.ts';
import type { SchoolDetail } from './school-detail.ts';
import { type KnownSchool, phoneInWords, sectionOrder } from './school-line-rules.ts';
import { sectionsOf } from './school-sections-rules.ts';
import { hasFiveDuties } from './school-shown-sections-rules.ts';
import type { School } from './schools.ts';

const school = {
  urn: '990001',
  name: 'Example School',
  kind: 'mainstream',
  governance: 'maintained',
  phase: 'primary',
  status: 'open',
  area: 'in_area',
  type: 'Community school',
  low_age: 4,
  high_age: 11,
  gender: null,
  religious_character: null,
  trust: null,
  website: null,
  phone: null,
  street: null,
  locality: null,
  town: null,
  county: null,
  postcode: null,
  inspected_on: null,
} as unknown as School;

function known(fields: Partial<School> = {}, more: Partial<KnownSchool> = {}): KnownSchool {
  const detail: SchoolDetail = {
    school: { ...school, ...fields },
    source: { name: 'Get Information About Schools', is_demonstration: false },
    addition: {},
    needs: [],
    website: null,
    sen_contact: { name: null, email: null, phone: null },
    successors: [],
    predecessors: [],
    other_links: [],
    figures: [],
    bases: [],
    cluster: null,
    coordinator: null,
  };
  const around = { area_name: 'Norfolk', cluster_word: 'cluster', fewest: 5, inspection_href: 'https://example.org/1' };
  return { detail, report: undefined, money: undefined, figures: [], ...around, ...more };
}

const sectionOf = (about: KnownSchool, key: string) => sectionsOf(about).find((section) => section.key === key);

test('whatever is known of a school, the sections are the same and in the same order, and each says something', () => {
  const schools: Partial<School>[] = [
    {},
    { kind: 'special', status: 'closed' },
    { kind: 'college', governance: 'college', area: 'out_of_area' },
    { status: 'proposed', low_age: null, high_age: null },
  ];
  for (const fields of schools) {
    const sections = sectionsOf(known(fields));
    assert.deepEqual(
      sections.map(({ key }) => key),
      [...sectionOrder],
    );
    for (const { key, title, lines, otherwise } of sections) assert.ok(title && (lines.length > 0 || otherwise), key);
  }
});

test('the five duties are those of ordinary state schools, with what shows each', () => {
  const cases: [kind: School['kind'], governance: School['governance'], has: boolean][] = [
    ['mainstream', 'maintained', true],
    ['mainstream', 'academy', true],
    ['nursery', 'maintained', true],
    ['special', 'maintained', false],
    ['independent', 'independent', false],
    ['alternative_provision', 'academy', false],
    ['college', 'college', false],
  ];
  for (const [kind, governance, has] of cases) assert.equal(hasFiveDuties({ kind, governance }), has, kind);
  const report: ReportAside = {
    state: 'Checked',
    href: null,
    dated: '1 September 2026',
    duties: [
      { duty: 'Has a SENCO', state: 'met', evidence: 'Since 2025' },
      { duty: 'Tells parents', state: 'not shown', evidence: null },
      { duty: 'Includes', state: 'unknown', evidence: null },
    ],
  };
  assert.deepEqual(
    sectionOf(known({}, { report }), 'duties')?.lines.map(({ label, text, note, tone }) => [label, text, note, tone]),
    [
      ['Has a SENCO', 'Met', 'Since 2025', 'good'],
      ['Tells parents', 'Not shown', null, 'care'],
      ['Includes', 'Not known yet', null, 'plain'],
    ],
  );
  assert.deepEqual(sectionOf(known({ kind: 'special' }, { report }), 'duties')?.lines, []);
  assert.match(sectionOf(known(), 'duties')?.otherwise ?? '', /Not known yet/);
});

test('links lead only to pages of the web', () => {
  const cases: [website: string, href: string | undefined][] = [
    ['https://example.org/', 'https://example.org/'],
    ['www.example.org', 'https://www.example.org'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['http://', undefined],
    ['not an address', undefined],
  ];
  for (const [website, href] of cases) {
    const about = known();
    const links = sectionOf({ ...about, detail: { ...about.detail, website } }, 'contact')?.lines;
    assert.equal(links?.find(({ label }) => label === 'Website')?.href, href, website);
  }
});

test('money and the report stand as they are known, the newest year first', () => {
  const spent = {
    year: '2026 to 2027',
    total: '£12,000.50',
    uses: [{ use: 'Help in small groups', amount: '£12,000.50' }],
    note: 'Written by the school.',
  };
  const money = {
    years: [{ year: '2026 to 2027', amount: '£72,186.90' }],
    expected: ['Use its own money first.'],
    spent,
    href: '/money/schools/990001',
  };
  const lines = sectionOf(known({}, { money }), 'money')?.lines ?? [];
  assert.deepEqual(
    lines.map(({ label, text, href }) => [label, label === 'More' ? href : text]),
    [
      ['2026 to 2027', '£72,186.90'],
      ['What we expect it to pay for itself', 'Use its own money first.'],
      ['What it says it spent, 2026 to 2027', '£12,000.50'],
      ['Help in small groups', '£12,000.50'],
      ['More', '/money/schools/990001'],
    ],
  );
  const other = known({ kind: 'special' }, { money: { ...money, years: [], spent: null } });
  assert.deepEqual(
    sectionOf(other, 'money')?.lines.map(({ label, text }) => [label, text]),
    [
      [null, 'The notional SEN budget is for ordinary state schools.'],
      ['What we expect it to pay for itself', 'Use its own money first.'],
    ],
  );
  assert.match(
    sectionOf(known({ kind: 'independent', governance: 'independent' }), 'report')?.otherwise ?? '',
    /does not ask/,
  );
});

test('a phone number is written in the groups in which people read it out', () => {
  const cases: [phone: string, text: string][] = [
    ['01632960100', '01632 960100'],
    ['02079460100', '020 7946 0100'],
    ['01134960100', '0113 496 0100'],
    ['01514960100', '0151 496 0100'],
    ['03069990100', '0306 999 0100'],
    ['07700900100', '07700 900100'],
    ['01632 960 100', '01632 960 100'],
    ['0800123', '0800123'],
  ];
  for (const [phone, text] of cases) assert.equal(phoneInWords(phone), text);
});
