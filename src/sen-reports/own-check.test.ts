import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { readAuthority } from '../authority.ts';
import { readConfig } from '../config.ts';
import { publicPages } from '../content/public-pages.ts';
import { exampleSchool } from '../schools/examples.ts';
import { saveAnswer } from './drafts.ts';
import { guidanceFor } from './guide-rules.ts';
import { checkOwnReport } from './own-check.ts';
import { ownReport } from './own-report.ts';
import { findPublication } from './publications.ts';

const config = readConfig({ LOG_LEVEL: 'silent', BASE_URL: 'https://offer.example.org' });

for (const kind of ['mainstream', 'special'] as const)
  test(`what a ${kind} school writes and publishes here passes the check that is made of schools’ websites`, async (t) => {
    const visitor = await startApp(t, { config });
    const { db } = visitor;
    const school = await exampleSchool(db, { kind });
    const { urn } = school;
    await db
      .insertInto('senco')
      .values({ urn, name: 'Sam Sample', appointed_on: '2024-09-01', written_by: 'a test', written_at: NOW })
      .execute();
    await signInAs(visitor, { email: 'hannah@example.org', role: 'head', school_urn: urn });
    const authority = await readAuthority(config.authority_file);
    const parts = { db, authority, config, now: () => NOW, pages: publicPages(db, authority) };
    const report = await ownReport(parts, urn);
    for (const { key } of report?.sections ?? []) {
      const text = report?.suggested(key) || parts.pages.say(guidanceFor(key).model);
      await saveAnswer(db, { urn, key, text, based_on: 0, settles: null, by: 'a test' }, NOW);
    }
    assert.ok(!(await visitor.get('/school/report/publish')).text.includes('Our check of websites'));
    assert.equal((await visitor.post('/school/report/publish', {})).status, 303);
    const publication = await findPublication(db, urn);
    assert.ok(publication);
    const judged = await checkOwnReport(parts, school, publication.content, publication.report_date);
    assert.deepEqual(judged.missing, []);
    assert.equal(judged.date, '2026-11-16');
    assert.equal(judged.state, 'current');
  });
