import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { exampleReport } from './sen-reports/examples.ts';
import { itemKeys } from './sen-reports/item-rules.ts';

const program = new URL('check-report.ts', import.meta.url).pathname;

async function checkReport(...given: string[]): Promise<{ code: number; out: string; said: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; out: string; said: string }>();
  execFile(process.execPath, [program, ...given], (error, out, said) => {
    resolve({ code: error ? Number(error.code) : 0, out, said });
  });
  return promise;
}

test('one JSON object says what is in a report and what is not, by what the file holds and not by its name', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'report.pdf');
  await writeFile(file, exampleReport);
  const { code, out, said } = await checkReport(file, '--today', '2026-11-22');
  assert.deepEqual([code, said], [0, '']);
  const { items, date, state, missing, kind } = JSON.parse(out);
  assert.deepEqual(Object.keys(items), [...itemKeys]);
  assert.deepEqual(Object.keys(items['IR-4']), ['found', 'confidence', 'passage']);
  assert.deepEqual([items['IR-4'].found, items['IR-69iv'].found], [true, false]);
  assert.deepEqual([date, state, kind], ['2026-09-01', 'incomplete', 'mainstream']);
  assert.ok(missing.includes('IR-69iv'));
  const special = JSON.parse((await checkReport(file, '--kind', 'special', '--today', '2028-01-01')).out);
  assert.deepEqual([special.kind, special.state], ['special', 'stale']);
});

test('another council’s advice service is told, with its passage, and does not count as found', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'report.html');
  const passage = 'SENDIASS Suffolk gives free advice to parents: suffolksendiass.co.uk.';
  await writeFile(file, `<h1>SEN information report</h1><h2>Support for parents</h2><p>${passage}</p>`);
  const { items, advice_service, problems, missing } = JSON.parse((await checkReport(file)).out);
  assert.deepEqual(advice_service, { state: 'wrong', address: 'suffolksendiass.co.uk', passage });
  assert.deepEqual([items['IR-11'].found, items['IR-11'].passage], [false, passage]);
  assert.ok(problems.includes('The advice service that it names is that of another council.'));
  assert.ok(problems.includes(`${missing.length} of 23 things were not found in it.`));
});

for (const [given, code, said] of [
  [[], 2, /^Use: npm run/],
  [['one', 'two'], 2, /^Use: npm run/],
  [['x', '--kind', 'college'], 2, /--kind is mainstream, nursery or special/],
  [['x', '--today', '2026-02-30'], 2, /--today must be a day/],
  [['x', '--colour', 'red'], 2, /--colour/],
  [['ftp://school.example.org/report'], 2, /no http or https address/],
  [['/nowhere/report.html'], 1, /There is no file/],
  [['/'], 1, /is no file/],
  [['http://127.0.0.1/report'], 1, /private network: --allow-private allows it/],
  [['http://[::1]/'], 1, /private network/],
] as const)
  test(`${['check:report', ...given].join(' ')}: one line on the error output, exit code ${code}`, async () => {
    const answer = await checkReport(...given);
    assert.deepEqual([answer.code, answer.out], [code, '']);
    assert.match(answer.said, said);
    assert.equal(answer.said.trimEnd().split('\n').length, 1);
  });
