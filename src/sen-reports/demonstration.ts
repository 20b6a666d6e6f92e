import { monthsBefore } from '../date-rules.ts';
import { insertRows } from '../db/bulk.ts';
import { type Db, transaction } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { findSchool, type School } from '../schools/schools.ts';
import { sencoOf } from '../schools/sencos.ts';
import { reportLinkProblem } from './broken-links.ts';
import { plainWords } from './document-rules.ts';
import { guidanceFor } from './guide-rules.ts';
import { itemsFor } from './item-rules.ts';
import { writePublication } from './publications.ts';
import reference from './reference/demonstration.json' with { type: 'json' };
import type { CheckState } from './report-state-rules.ts';
import { moneyKey, sectionsFor } from './section-rules.ts';

const by = 'demonstration data';

/**
 * Writes made-up reports of the made-up schools, where there is none: full ones, an old one, some with gaps, some that were
 * checked elsewhere, and a link that a family reported. Returns how many schools have one.
 */
export async function seedDemonstrationReports(db: Db, now: Date): Promise<number> {
  return transaction(db, async (tx) => {
    if (await tx.selectFrom('report_publication').select('id').limit(1).executeTakeFirst()) return 0;
    let written = 0;
    for (const [n, { urn, months, lacks }] of reference.here.entries()) {
      const school = await findSchool(tx, urn);
      if (!school) continue;
      for (const [at, before] of months.entries())
        await publishAs(tx, school, { n: n + at, version: at + 1, lacks }, monthsBefore(now, before));
      written++;
    }
    for (const one of reference.elsewhere) await checkElsewhere(tx, one, now);
    for (const urn of reference.addresses) await writeAddress(tx, urn, now);
    const broken = await findSchool(tx, reference.broken);
    if (broken)
      await reportLinkProblem(tx, broken, { reason: 'broken', address: addressOf(broken) }, monthsBefore(now, 0));
    return written;
  });
}

/** Writes a whole draft, and publishes it: as if a school had done so then. */
async function publishAs(
  tx: Db,
  school: School,
  { n, version, lacks }: { n: number; version: number; lacks: readonly string[] },
  then: Date,
): Promise<void> {
  const { urn } = school;
  const senco = (await sencoOf(tx, urn))?.name ?? 'Sam Sample';
  const sections = sectionsFor(school).map((one) => ({ ...one, heading: one.title }));
  const items = sections
    .filter(({ key }) => !lacks.includes(key))
    .map(({ key, heading }) => ({ key, heading, text: answerOf(school, key, { n, senco }) }));
  const missing = sections.filter(({ key, is_required }) => is_required && lacks.includes(key));
  const draft = { urn, version, based_on: version - 1, is_aside: false, written_by: by, written_at: then };
  await insertRows(
    tx,
    'report_draft',
    items.map(({ key, text }) => ({ ...draft, item_key: key, text })),
  );
  const content = {
    school: school.name,
    is_demonstration: true,
    items,
    missing: missing.map(({ key, heading }) => ({ key, heading })),
  };
  await writePublication(tx, { urn, content, by }, then);
}

const more: Partial<Record<string, string[]>> = reference.more;
/** What no model fits that was written for a primary school. */
const instead: Partial<Record<string, Partial<Record<string, string>>>> = reference.instead;

function answerOf(school: School, key: string, { n, senco }: { n: number; senco: string }): string {
  if (key === 'IR-4')
    return `Our SENCO (special educational needs co-ordinator) is ${senco}. Phone ${school.phone}, or write to senco@${hostOf(school)}.`;
  const own = instead[school.kind === 'special' ? 'special' : school.phase]?.[key];
  const model = (own ?? guidanceFor(key).model)
    .replaceAll('{information_service}', 'SENDIASS')
    .replaceAll('{parent_forum}', 'The parent carer forum')
    .replaceAll('{area}', school.la_name ?? 'the area')
    .replaceAll('{site_name}', 'the Local Offer');
  if (key === moneyKey) {
    const spent = reference.money[n % reference.money.length] ?? '';
    return model.replace(/£61,000 on trained.*on equipment/, spent);
  }
  const extra = more[key];
  return extra ? `${model}\n\n${extra[n % extra.length]}` : model;
}

function hostOf({ website }: School): string {
  return new URL(website ?? 'https://school.example.org').host;
}

function addressOf(school: School): string {
  return `https://${hostOf(school)}/special-needs/report`;
}

async function writeAddress(tx: Db, urn: string, now: Date): Promise<School | undefined> {
  const school = await findSchool(tx, urn);
  if (school)
    await tx
      .insertInto('report_address')
      .values({ urn, address: addressOf(school), given_by: by, given_at: monthsBefore(now, 1) })
      .execute();
  return school;
}

async function checkElsewhere(tx: Db, one: (typeof reference.elsewhere)[number], now: Date): Promise<void> {
  const school = await (one.lacks ? writeAddress(tx, one.urn, now) : findSchool(tx, one.urn));
  if (!school) return;
  const checked_at = new Date(now.getTime() - 6 * 24 * 60 * 60 * 1000);
  const senco = (await sencoOf(tx, school.urn))?.name ?? 'Sam Sample';
  const items = Object.fromEntries(
    itemsFor(school).items.map(({ key }) => {
      const found = one.lacks !== null && !one.lacks.some((lacking) => lacking === key);
      const [first = ''] = plainWords(answerOf(school, key, { n: 0, senco })).split('\n');
      const passage = found ? first : null;
      return [key, { found, confidence: found ? 0.86 : 0.12, passage }];
    }),
  );
  const state = one.state as CheckState;
  const dated = one.dated_months === null ? null : dayOf(monthsBefore(now, one.dated_months));
  const address = one.lacks ? addressOf(school) : null;
  const { id } = await tx
    .insertInto('report_check')
    .values({ urn: one.urn, checked_at, address, result: JSON.stringify({ items, problems: [] }), state, dated })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (!one.is_confirmed) return;
  await tx
    .insertInto('report_confirmation')
    .values({ check_id: id, state, confirmed_by: by, confirmed_at: checked_at })
    .execute();
}
