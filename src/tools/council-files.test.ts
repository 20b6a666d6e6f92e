import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { readAuthority } from '../authority.ts';
import { checkCouncilFiles } from '../council-files.ts';
import type { CouncilDisputeRules } from '../disputes/rule-set-rules.ts';
import type { CouncilEhcRules } from '../ehc/rule-set-rules.ts';

const authority = await readAuthority(new URL('../../authority.json', import.meta.url).pathname);
const folder = await mkdtemp(join(tmpdir(), 'council-'));
after(() => rm(folder, { recursive: true }));

type File = 'ehc_file' | 'disputes_file' | 'schemes_file';

/** The shipped file of a council, changed, beside the others of another council. */
async function changed<Content>(file: File, change: (content: Content) => unknown): Promise<string> {
  const path = join(folder, `${file}.json`);
  await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(authority[file], 'utf8')))));
  return path;
}

test('another council’s files change what the tools say', async (t) => {
  const ehc_file = await changed<CouncilEhcRules>('ehc_file', ({ transfer_years, sen_support_review }) => ({
    sen_support_review: { ...sen_support_review, n: 6, unit: 'weeks' },
    transfer_years: [...transfer_years, { year_group: 4, to: 'school', words: 'from first to middle school' }],
  }));
  const disputes_file = await changed<CouncilDisputeRules>('disputes_file', ({ travel_appeal }) => ({
    travel_appeal: { ...travel_appeal, n: 10 },
  }));
  const schemes_file = await changed<{ slug: string }[]>('schemes_file', (schemes) =>
    schemes
      .filter(({ slug }) => slug !== 'personalised-travel')
      .map((one) => (one.slug === 'short-breaks' ? { ...one, title: 'Time off for carers' } : one)),
  );
  const { get } = await startApp(t, { authority: { ...authority, ehc_file, disputes_file, schemes_file } });

  assert.match((await get('/tools/phase-transfer')).text, /after the last year of nursery, Year 2, .*Year 4/);
  assert.match((await get('/tools/phase-transfer?year_group=4&transfer=2027')).text, /from first to middle school/);
  assert.doesNotMatch((await get('/tools/ehc-dates?received=2026-10-12')).text, /The council aims/);
  assert.match((await get('/tools/my-plan?situation=just-diagnosed&planned=2026-11-02')).text, /14 December 2026/);
  const travel = await get('/tools/when-things-go-wrong?problem=transport&since=2026-11-02');
  assert.match(travel.text, /By when: 10 working days from the decision/);
  assert.match(travel.text, /16 November 2026/);
  assert.match((await get('/tools')).text, /Could we get it\? Time off for carers/);
  assert.equal((await get('/tools/could-we-get-it/personalised-travel')).status, 404);
});

const wrong: [file: File, change: (content: never) => unknown, message: RegExp][] = [
  ['ehc_file', (content: object) => ({ ...content, transfer_years: [] }), /ehc_file\.json is wrong\. transfer_years: /],
  ['disputes_file', () => ({}), /disputes_file\.json is wrong\. travel_appeal: /],
  ['schemes_file', ([one]: object[]) => [one, one], /schemes_file\.json is wrong\. a slug stands twice/],
];

for (const [file, change, message] of wrong)
  test(`a wrong ${file} stops the start with one clear line`, async (t) => {
    const path = await changed(file, change);
    const db = await inTransaction(t);
    const starting = (named: string) => startApp(t, { db, authority: { ...authority, [file]: named } });
    await assert.rejects(starting(path), (error: Error) => {
      assert.equal(error.name, 'WrongAuthority');
      assert.match(error.message, message);
      return !error.message.includes('\n');
    });
    await assert.rejects(checkCouncilFiles({ ...authority, [file]: path }), message, 'before anything is written');
    await assert.rejects(
      starting('/nowhere/file.json'),
      /\/nowhere\/file\.json cannot be read \(ENOENT\): authority\.json names it/,
    );
  });
