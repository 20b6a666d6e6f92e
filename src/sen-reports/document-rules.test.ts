import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageToRead, plainWords, reportFile, reportHtml, shownSections, whyUnreadable } from './document-rules.ts';
import type { ReportContent } from './publications.ts';

const around = { places: {} as never, contacts: {}, documents: new Map() };
const imprint = {
  report_date: '2026-11-16',
  address: 'https://offer.example.org/schools/990001/report',
  base_url: 'https://offer.example.org',
  site_name: 'Local Offer',
};
const content = (text: string): ReportContent => ({
  school: 'Example <Primary> School',
  is_demonstration: false,
  items: [{ key: 'IR-1', heading: 'The kinds of need', text }],
  missing: [{ key: 'IR-2', heading: 'How needs are found' }],
});

test('the HTML for a school’s own website has no class, no style and no script, whatever was typed', () => {
  const html = reportHtml(
    content(
      '## More\n\nWe *help*. <script>alert(1)</script> [here](/services) [bad](javascript:alert(1))\n\n- one\n- two\n\n:::callout[Mind]\nThis.\n:::',
    ),
    around,
    imprint,
  );
  assert.doesNotMatch(html, /class=|style=|<script|javascript:/i);
  assert.match(html, /<h2 id="IR-1">The kinds of need<\/h2>\n<h3 id="IR-1-more">More<\/h3>/);
  assert.match(html, /<a href="https:\/\/offer.example.org\/services">here<\/a>/);
  assert.match(html, /published on 16 November 2026/);
  assert.match(html, /<h2>Still to be written<\/h2>/);
});

test('as a file it is a whole document with the school’s name', () => {
  const file = reportFile(content('We help.'), around, imprint);
  assert.match(file, /^<!doctype html>\n<html lang="en-GB">/);
  assert.match(file, /<h1>SEN information report: Example &#x3C;Primary> School<\/h1>/);
});

test('an answer is shown below its heading, and is searched by its words alone', () => {
  const [section] = shownSections(content('We **help** all.\n\n- one\n- two'), around);
  assert.match(section?.html ?? '', /<p class="govuk-body">We <strong>help<\/strong> all.<\/p>/);
  assert.equal(plainWords('We **help** all.\n\n[Ask](/contact) us'), 'We help all.\nAsk us');
  assert.equal(plainWords('It can be:\n\n- a group\n\n  each day\n- *help*'), 'It can be:\na group each day; help');
  assert.equal(plainWords('- one,\n- two.\n- three\n-'), 'one, two. three');
});

test('a text that cannot be read is not lost: it stands as it was typed, and its writer is told why', () => {
  const deep = `${'> '.repeat(30)}deep`;
  assert.match(whyUnreadable(deep) ?? '', /deep/);
  assert.match(shownSections(content(deep), around)[0]?.html ?? '', /deep<\/p>/);
  assert.equal(plainWords(deep), deep);
});

for (const { name, answer, age } of [
  { name: 'too few words say nothing', answer: 'We help.', age: undefined },
  { name: 'short words are easy', answer: 'We help each child. '.repeat(8), age: 5 },
  {
    name: 'long words are hard',
    answer:
      'Differentiated interventions facilitate individualised developmental trajectories throughout provision. '.repeat(
        4,
      ),
    age: 28,
  },
] as const)
  test(`reading age: ${name}`, () => {
    const found = ageToRead(answer);
    if (age === undefined) assert.equal(found, undefined);
    else assert.ok(found !== undefined && (age < 10 ? found <= 7 : found > 16), String(found));
  });
