import { sql } from 'kysely';
import { seedDemonstrationBulletins } from './bulletins/demonstration.ts';
import { seedConsultations } from './coverage/demonstration.ts';
import { type Db, transaction } from './db/database.ts';
import { demonstrationRecords } from './directory/demonstration/demonstration.ts';
import { givePastYear } from './directory/demonstration/past-year.ts';
import { seedGuidedSearches } from './directory/guided-searches.ts';
import { serviceRecord } from './directory/records.ts';
import { saveServices, saveSource } from './directory/save-services.ts';
import { refreshVocabulary } from './directory/search-index.ts';
import { savePhrases } from './directory/search-phrases.ts';
import { seedTaxonomies } from './directory/taxonomies.ts';
import { seedFunding } from './funding/demonstration.ts';
import type { Parts } from './parts.ts';
import { dayOf } from './parts.ts';
import { mayUseDemonstration } from './people/demonstration.ts';
import { seedAreas } from './places/areas.ts';
import { seedPlaces } from './places/places.ts';
import { seedProgramme } from './programme/demonstration.ts';
import { seedDemonstrationSchools } from './schools/demonstration.ts';
import { seedDemonstrationReports } from './sen-reports/demonstration.ts';
import { seedReportPolicies } from './sen-reports/report-policies.ts';
import { seedDemonstrationStatement } from './sen-support/demonstration.ts';
import { allThesaurusGroups, seedThesaurus } from './thesaurus/thesaurus.ts';
import { phrasesOf } from './thesaurus/thesaurus-rules.ts';

/** Writes what every installation has from the start: taxonomies, thesaurus, guided searches, towns, outlines, policies. */
export async function seedReference(db: Db, authority: Parts['authority']): Promise<void> {
  await transaction(db, async (tx) => {
    await seedTaxonomies(tx);
    await seedThesaurus(tx);
    await savePhrases(tx, phrasesOf(await allThesaurusGroups(tx)));
    await seedGuidedSearches(tx);
    await seedAreas(tx, authority);
    await seedPlaces(tx, authority);
    await seedReportPolicies(tx);
  });
}

/** Fills an empty directory with demonstration services. Returns how many were written: none where any are there. */
export async function seedDemonstration(
  db: Db,
  now: Date,
  progress: (written: number, of: number) => void = () => {},
): Promise<number> {
  const there = await sql`select from service limit 1`.execute(db);
  if (there.rows.length > 0) return 0;
  const records = demonstrationRecords(dayOf(now)).map((record) => serviceRecord.parse(record));
  await transaction(db, async (tx) => {
    await saveSource(tx, { code: 'demonstration', name: 'Demonstration data', is_demonstration: true });
    for (let at = 0; at < records.length; ) {
      // A few first, so that the database knows what its tables hold before it plans for many.
      const batch = records.slice(at, at + (at === 0 ? 40 : 250));
      progress(at, records.length);
      await saveServices(tx, batch, { source: 'demonstration', changed_by: 'demonstration data', now, publish: true });
      if (at === 0) await sql`analyze`.execute(tx);
      at += batch.length;
    }
    await givePastYear(tx, now);
    await refreshVocabulary(tx);
    await sql`analyze`.execute(tx);
    // its desk is filled once there are people who act
    await tx
      .insertInto('setting')
      .values({ name: 'demonstration_desk', value: 'empty' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  return records.length;
}

/**
 * Writes what else the demonstration authority has made up, where it has none: what it expects of settings, what is in
 * development, whom it asked. Never beside anything real.
 */
export async function seedDemonstrationOffer(db: Db, now: Date): Promise<void> {
  if (!(await mayUseDemonstration(db))) return;
  await seedDemonstrationSchools(db, now);
  await seedDemonstrationBulletins(db, now);
  await seedFunding(db, now);
  await seedDemonstrationReports(db, now);
  await seedDemonstrationStatement(db, now);
  await seedProgramme(db, now);
  await seedConsultations(db, now);
}
