import { type Db, transaction } from './db/database.ts';
import { claimByWords } from './directory/claims.ts';
import { beginRecord, handIn, openDraft, saveDraft } from './directory/draft-writing.ts';
import { findDraft, savedRecord } from './directory/drafts.ts';
import { askForLocalOffer, localOfferRequirements } from './directory/local-offer-requests.ts';
import { saveProblemReport } from './directory/problem-reports.ts';
import { type ServiceRecord, serviceRecord } from './directory/records.ts';
import { saveImported } from './directory/save-imported.ts';
import { saveServices } from './directory/save-services.ts';
import { readSearch } from './directory/search-rules.ts';
import { countSearchWithoutResult } from './directory/searches-without-result.ts';
import { keepFindings } from './freshness/findings.ts';
import { phoneFault } from './freshness/phone-rules.ts';
import { phonesOf } from './freshness/record-parts-rules.ts';
import { meaningOf } from './gaps/gap-rules.ts';
import { saveGap } from './gaps/gaps.ts';
import type { Sending } from './participation/routing.ts';
import { dayOf } from './parts.ts';
import { mayUseDemonstration } from './people/demonstration.ts';
import { rolesOf } from './people/roles.ts';
import type { Who } from './people/who.ts';
import { madeUp, saySomething } from './seed-heard.ts';
import { prepareKnowledge } from './thesaurus/knowledge-rules.ts';
import { allThesaurusGroups } from './thesaurus/thesaurus.ts';

const source = 'demonstration';

/**
 * Puts a made-up item of each kind on the desk of a demonstration that `seedDemonstration` wrote, once: each comes to it by
 * the same way as a real one, and says that it is made up. Returns whether it did.
 */
export async function seedDemonstrationDesk(db: Db, sending: Sending): Promise<boolean> {
  if (!(await mayUseDemonstration(db))) return false;
  return transaction(db, async (tx) => {
    const first = await tx
      .updateTable('setting')
      .set({ value: dayOf(sending.now) })
      .where('name', '=', 'demonstration_desk')
      .where('value', '=', 'empty')
      .executeTakeFirst();
    if (first.numUpdatedRows === 0n) return false;
    const olive = await demonstrator(tx, 'owner');
    const organization_id = olive?.role?.organization_id;
    if (!olive || !organization_id) return false;
    await handInRecords(tx, olive, organization_id, sending.now);
    await askTheCouncil(tx, organization_id, sending);
    await arriveByImport(tx, sending.now);
    await saySomething(tx, {
      about: (await services(tx, {})).at(9),
      moderator: await demonstrator(tx, 'moderator'),
      editor: await demonstrator(tx, 'content_editor'),
      sending,
    });
    await missSomething(tx, sending);
    return true;
  });
}

/** A demonstration account as it acts. */
async function demonstrator(db: Db, name: string): Promise<Who | undefined> {
  const email = `${name.replace('_', '-')}@demonstration.example`;
  const person = await db.selectFrom('person').select(['id', 'name']).where('email', '=', email).executeTakeFirst();
  if (!person) return undefined;
  const roles = await rolesOf(db, person.id);
  const signedIn = { session_id: '', session_token: '', has_second_factor: true, is_demonstration: true };
  return { ...signedIn, person_id: person.id, name: person.name, email, roles, role: roles[0] };
}

interface Listed {
  id: string;
  slug: string;
  name: string;
  organization_id: string;
}

/** Public services of one organisation, or of others than that, by name. */
async function services(db: Db, { of, but }: { of?: string; but?: string }): Promise<Listed[]> {
  let query = db
    .selectFrom('service')
    .innerJoin('publication', 'publication.service_id', 'service.id')
    .select(['service.id', 'slug', 'name', 'organization_id'])
    .where('withdrawn_at', 'is', null)
    .where('service.source', '=', source)
    .orderBy('slug')
    .limit(40);
  if (of) query = query.where('organization_id', '=', of);
  if (but) query = query.where('organization_id', '<>', but);
  return query.execute();
}

/** A provider hands in a change to a record, and a new one. */
async function handInRecords(tx: Db, olive: Who, organization_id: string, now: Date): Promise<void> {
  const note = `We have more helpers since this month. ${madeUp}`;
  async function write(id: string, change: (record: ServiceRecord) => ServiceRecord) {
    const draft = await findDraft(tx, id);
    if (!draft) return;
    await saveDraft(tx, olive, draft, { record: change(draft.record), answers: draft.answers }, now);
    await handIn(tx, olive, { id, version: draft.version + 1 }, { now, note, is_all_right: false });
  }
  const [known, another] = await services(tx, { of: organization_id });
  if (known)
    await write(await openDraft(tx, olive, { service_id: known.id, organization_id }, now), (record) => ({
      ...record,
      fees: `Four pounds a time. Carers come free. ${madeUp}`,
      application_process: 'Ring us, and come for a first look. We answer within a week.',
    }));
  // one that may be approved together with others
  if (another)
    await write(await openDraft(tx, olive, { service_id: another.id, organization_id }, now), (record) => ({
      ...record,
      fees: `Free for the first visit. ${madeUp}`,
    }));
  const name = 'Quiet building-brick evenings (demonstration)';
  await write(await beginRecord(tx, olive, { organization_id, name }, now), (record) => ({
    ...record,
    summary: `An evening with building bricks, low light and few people. ${madeUp}`,
    description: 'Six tables, each for two. Two helpers who know autism. Come and go as you like.',
    minimum_age: 8,
    maximum_age: 16,
    application_process: 'Come along, or ring first.',
    phones: [{ number: '01632 960 555' }],
    contacts: [{ title: 'Evening leader', phones: [] }],
    schedules: [{ freq: 'WEEKLY', byday: 'TH', opens_at: '17:30', closes_at: '19:00' }],
    terms: ['category:things-to-do', 'need:ASD', 'delivery:in_person', 'route:self'],
    local_offer: { ...record.local_offer, open_to_all: true },
  }));
}

/** Somebody claims an organisation, a service asks to be in the Local Offer, and a family reports a problem. */
async function askTheCouncil(tx: Db, organization_id: string, sending: Sending): Promise<void> {
  const { now } = sending;
  const others = await services(tx, { but: organization_id });
  const family = await demonstrator(tx, 'family');
  const [claimed, reported, ...more] = others;
  if (family && claimed)
    await claimByWords(
      tx,
      family,
      { organization_id: claimed.organization_id, words: `I have run it since May, with my sister. ${madeUp}` },
      now,
    );
  if (reported) {
    const details = `The gate to the road stands open when the group begins. That feels dangerous. ${madeUp}`;
    await saveProblemReport(tx, { service_id: reported.id, reason: 'other', details, reply_to: '' }, sending);
  }
  for (const { id } of [...(await services(tx, { of: organization_id })), ...more]) {
    const asked = await tx
      .selectFrom('local_offer_membership')
      .select('state')
      .where('service_id', '=', id)
      .executeTakeFirst();
    if (asked) continue;
    const requirements = await localOfferRequirements(tx, dayOf(now));
    const answers = Object.fromEntries(requirements.map(({ code }) => [code, `Yes. ${madeUp}`]));
    await askForLocalOffer(tx, { service_id: id, answers, asked_by: 'Demonstration data', now });
    return;
  }
}

/** An import brings a record that is here already under another id, and a number that nobody can dial. */
async function arriveByImport(tx: Db, now: Date): Promise<void> {
  const all = (await services(tx, {})).toReversed();
  const saving = { source, changed_by: 'demonstration data', now };
  const [one, two] = await Promise.all(all.slice(0, 2).map(({ id }) => savedRecord(tx, id)));
  if (one) {
    const { id: _, ...others } = one;
    const description = [others.description, madeUp].filter(Boolean).join(' ');
    const twin = { ...others, source_id: `${one.source_id}--again`, description };
    await saveImported(tx, [serviceRecord.parse(withoutIds(twin))], { ...saving, publish: false });
  }
  const broken = all[1];
  if (!two || !broken) return;
  const record = { ...two, phones: [{ number: '01632 9601', description: 'A number too short, made up' }] };
  await saveServices(tx, [record], { ...saving, publish: true });
  const findings = phonesOf(record).flatMap(({ field, text, type }) => {
    const reason = phoneFault(text, type);
    return reason ? [{ place: broken.id, field, text, reason }] : [];
  });
  await keepFindings(tx, 'broken_link', { looked: [broken], findings, now });
}

// The twin's places and times are its own.
function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== 'id');
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutIds(inner)]));
}

/** Searches that found nothing, and one of them taken up as a gap. */
async function missSomething(tx: Db, sending: Sending): Promise<void> {
  const { now } = sending;
  const today = dayOf(now);
  const missed: [words: string, area: string, times: number][] = [
    ['goalball', 'NR27', 6],
    ['goalball club', 'NR1', 5],
    ['sign language choir', 'NR30', 7],
  ];
  for (const [words, area, times] of missed)
    for (let n = 0; n < times; n++)
      await countSearchWithoutResult(tx, { today, words, area, search: readSearch({ q: words }, {}).search });
  const cora = await demonstrator(tx, 'commissioner');
  if (!cora) return;
  const groups = await allThesaurusGroups(tx);
  const knowledge = prepareKnowledge({ vocabulary: new Map(), total: 0, groups, places: new Map() });
  const { key } = meaningOf({ words: 'goalball', filters: '' }, knowledge, {});
  const change = {
    meaning: key,
    name: 'Goalball (demonstration)',
    state: 'being_worked_on',
    assigned_to: null,
    assigned_role: 'commissioner',
    answer: null,
    is_published: false,
  } as const;
  await saveGap(tx, cora, { version: null }, change, sending);
}
