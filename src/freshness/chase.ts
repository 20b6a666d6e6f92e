import { type Db, transaction } from '../db/database.ts';
import { decideOpen, putOnDesk } from '../desk/items.ts';
import { confirmService, hideAsStale, lapseMembership, markAsStale } from '../directory/confirmations.ts';
import { addDays } from '../directory/date-rules.ts';
import { endOfPromise, type FreshnessPromise, stageOfPromise } from '../directory/freshness-rules.ts';
import { readPromises } from '../directory/promises.ts';
import { dayOf } from '../parts.ts';
import { recordOwnDeed } from '../people/audit.ts';
import { contactsOf } from './chase-contacts.ts';
import { hasLetter } from './chase-letter-rules.ts';
import {
  type Chase,
  closeChases,
  type Done,
  lettersWent,
  openChase,
  openChases,
  type Pace,
  paceOn,
  roundsBegunOn,
  takeStep,
} from './chases.ts';
import { oweLetters } from './freshness-mails.ts';
import { type ChaseParts, writeLetters } from './letters.ts';
import { planOf, type Step, stepDue } from './plan-rules.ts';
import { type PromisedService, promisedServices, promiseOf } from './promises.ts';

const why = 'Nobody confirmed it within the time that the council promises families.';

/**
 * Asks about every record whose promise runs out, and does what is due where nobody answers: one round for each record, each
 * step of it in a transaction of its own, so that a job that died goes on where it was. What is to be said to one address
 * about an organisation's records goes into one mail. Runs once a day.
 */
export async function chaseRecords(db: Db, now: Date, parts: ChaseParts): Promise<void> {
  const today = dayOf(now);
  const promises = await readPromises(db);
  const services = await promisedServices(db);
  const chases = await openChases(db);
  const pace = await paceOn(db, today);
  await endAnswered(db, services, chases, now);
  for (const service of services) {
    if (parts.stopping?.aborted) return;
    const chase = chases.get(service.id);
    const promise = promiseOf(promises, service, today);
    if (chase) await takeDueSteps(db, { chase, done: chase.done, service, promise, now });
  }
  const waiting = services
    .filter((service) => service.is_public && !chases.has(service.id))
    .map((service) => ({ service, promise: promiseOf(promises, service, today) }));
  const left = pace.rounds_a_day - (await roundsBegunOn(db, today));
  for (const { service, promise } of askedToday(waiting, pace, today).slice(0, Math.max(left, 0))) {
    if (parts.stopping?.aborted) return;
    const confirmed_on = confirmedOn(service);
    const ends_on = confirmed_on ? endOfPromise(confirmed_on, promise) : addDays(today, promise.ask_days);
    const chase = await openChase(db, { service_id: service.id, ends_on, now });
    if (chase) await takeDueSteps(db, { chase, done: new Map(), service, promise, now }, 'asked');
  }
  await writeLetters(db, now, parts);
}

/** The records to be asked about, the most urgent organisation first, each with those of its records that are due soon. */
function askedToday(
  waiting: readonly { service: PromisedService; promise: FreshnessPromise }[],
  { gather_days }: Pace,
  today: string,
): { service: PromisedService; promise: FreshnessPromise }[] {
  const isDue = ({ service, promise }: (typeof waiting)[number], on: string) =>
    stageOfPromise(confirmedOn(service), promise, on) !== 'fresh';
  const byOrganisation = Map.groupBy(waiting, ({ service }) => service.organization_id);
  return [...byOrganisation.values()].flatMap((ofOne) =>
    ofOne.some((one) => isDue(one, today)) ? ofOne.filter((one) => isDue(one, addDays(today, gather_days))) : [],
  );
}

/** Ends rounds that somebody answered, in any way, and those about what is not there any more. */
async function endAnswered(
  db: Db,
  services: readonly PromisedService[],
  chases: Map<string, Chase & { done: Done }>,
  now: Date,
): Promise<void> {
  const byId = new Map(services.map((service) => [service.id, service]));
  for (const [service_id, { id, opened_at, done }] of chases) {
    const service = byId.get(service_id);
    const isHidden = done.has('hidden');
    const outcome =
      service?.confirmed_at && service.confirmed_at > opened_at
        ? 'confirmed'
        : !service || (!service.is_public && !isHidden)
          ? 'withdrawn'
          : service.is_public && isHidden
            ? 'published'
            : undefined;
    if (!outcome) continue;
    chases.delete(service_id);
    await transaction(db, async (tx) => {
      await closeChases(tx, [id], { outcome, now });
      await takeOffPhoneList(tx, service_id, { decision: outcome, now });
    });
  }
}

/** Writes down that a record is right, ends its round, and takes it off the phone list. In a transaction. */
export async function confirmRecord(
  tx: Db,
  { service_id, confirmed_by, now }: { service_id: string; confirmed_by: string; now: Date },
): Promise<void> {
  await confirmService(tx, service_id, { confirmed_by, now });
  const open = await tx
    .selectFrom('chase')
    .select('id')
    .where('service_id', '=', service_id)
    .where('closed_at', 'is', null)
    .execute();
  await closeChases(
    tx,
    open.map(({ id }) => id),
    { outcome: 'confirmed', now },
  );
  await takeOffPhoneList(tx, service_id, { decision: 'confirmed', now });
}

async function takeOffPhoneList(
  tx: Db,
  service_id: string,
  { decision, now }: { decision: string; now: Date },
): Promise<void> {
  await decideOpen(tx, { kind: 'to_phone', subject_id: service_id }, { decision, by: 'freshness', now });
}

function confirmedOn({ confirmed_at }: PromisedService): string | undefined {
  return confirmed_at ? dayOf(confirmed_at) : undefined;
}

interface Round {
  chase: Chase;
  done: Done;
  service: PromisedService;
  promise: FreshnessPromise;
  now: Date;
}

/** Takes every step whose day has come, and `at_once` whatever its day. */
async function takeDueSteps(db: Db, round: Round, at_once?: Step): Promise<void> {
  const { chase, promise, now } = round;
  const done = new Map(round.done);
  const plan = () => planOf({ ends_on: chase.ends_on, opened_on: dayOf(chase.opened_at), done }, promise);
  for (let step = at_once ?? stepDue(plan(), dayOf(now)); step; step = stepDue(plan(), dayOf(now))) {
    const due = step;
    const isTaken = await transaction(db, async (tx) => {
      if (!(await takeStep(tx, chase, due, now))) return false;
      await doStep(tx, due, { ...round, done });
      return true;
    });
    if (!isTaken) return;
    done.set(due, dayOf(now));
  }
}

async function doStep(tx: Db, step: Step, round: Round): Promise<void> {
  const { service, now } = round;
  const contacts = await contactsOf(tx, service.id);
  const everybody = [...contacts.main, ...contacts.others];
  switch (step) {
    case 'asked':
      await write(tx, step, round, contacts.main);
      // nobody can be written to: it is for the phone at once
      if (everybody.length === 0) await putOnPhoneList(tx, round);
      return;
    case 'reminded':
      return write(tx, step, round, contacts.main);
    case 'others_asked':
      return write(tx, step, round, contacts.others);
    case 'to_phone':
      return putOnPhoneList(tx, round);
    case 'warned':
    case 'dropped':
      await markAsStale(tx, service.id, { mark: step, now });
      return write(tx, step, round, everybody);
    case 'lapsed':
      if (await lapseMembership(tx, service.id, { reason: why, now })) await write(tx, step, round, everybody);
      return;
    case 'hidden':
      await hideAsStale(tx, service.id, { reason: why, now });
      await recordOwnDeed(
        tx,
        'freshness',
        { action: 'hid_stale_record', entity: 'service', entity_id: service.id },
        now,
      );
      return write(tx, step, round, everybody);
  }
}

async function putOnPhoneList(tx: Db, { service, now }: Round): Promise<void> {
  const { id, organization_id, name, organisation } = service;
  const title = `Ask ${organisation} whether “${name}” is still right`;
  await putOnDesk(tx, { kind: 'to_phone', subject_id: id, title, service_id: id, organization_id, now });
}

async function write(tx: Db, step: Step, { chase, service, now }: Round, to: readonly string[]): Promise<void> {
  if (!hasLetter(step)) return;
  await oweLetters(tx, service.id, { about: step, to, now });
  await lettersWent(tx, chase.id, step, to.length);
}
