import type { FastifyInstance, FastifyReply } from 'fastify';
import { isReadableUpload, uploadsAMinute, withUploads } from '../content/read-upload.ts';
import { dayOf, type Parts } from '../parts.ts';
import { record } from '../people/audit.ts';
import { normalPostcode } from '../places/postcode-rules.ts';
import { fewestPupils } from '../schools/school-policies.ts';
import { answerError } from '../web/errors.ts';
import type { FormError } from '../web/form.ts';
import { decilesOf, knownDeprivation } from './deprivation.ts';
import { countDeprived, type DeprivationCount, tellable } from './deprivation-rules.ts';
import { registeredSchools } from './effects.ts';
import { figuresOn } from './figure-rules.ts';
import { entriesOf } from './money-entries.ts';
import { plainNumber } from './pounds-rules.ts';
import type { Fault } from './rates-file-rules.ts';
import type { SentTable } from './read-table.ts';
import { recipientsOf } from './recipients.ts';
import { readSent } from './staff-loading.ts';

interface DeprivationPage {
  errors: FormError[];
  faults: { line: number; reason: string }[];
  faults_more: number;
  values: Record<string, string>;
  known: { postcodes: string; areas: string; measures: string };
  is_ready: boolean;
  least: number;
  schools: { urn: string; name: string; pupils: string; known: string; nearest: string; deprived: string }[] | null;
}

declare module '../web/render.ts' {
  interface Pages {
    'funding/deprivation': DeprivationPage;
  }
}

const shownFaults = 100;

/** `/staff/money/deprivation`: how many pupils of each school live in deprived places, by their postcodes, which are not kept. */
export function staffDeprivation(money: FastifyInstance, { db, now }: Pick<Parts, 'db' | 'now'>): void {
  async function show(
    reply: FastifyReply,
    shown: {
      errors?: FormError[];
      faults?: Fault[];
      values?: Record<string, string>;
      schools?: DeprivationPage['schools'];
    } = {},
  ) {
    const { errors = [], faults = [], values = {}, schools = null } = shown;
    const today = dayOf(now());
    const known = await knownDeprivation(db);
    const figures = (await entriesOf(db, 'figure')).map(({ entry }) => entry);
    const up_to = figuresOn(figures, today).get('deprived_deciles')?.amount ?? '';
    return reply.code(errors.length > 0 ? 422 : 200).page('funding/deprivation', {
      errors,
      faults: faults.slice(0, shownFaults),
      faults_more: Math.max(0, faults.length - shownFaults),
      values: { up_to, ...values, pasted: '' },
      known: {
        postcodes: plainNumber(known.postcodes),
        areas: plainNumber(known.areas),
        measures: known.measures.join(', '),
      },
      is_ready: known.postcodes + known.areas > 0,
      least: await fewestPupils(db, today),
      schools,
    });
  }

  money.get('/staff/money/deprivation', (_, reply) => show(reply));

  withUploads(money, (uploads) => {
    uploads.post('/staff/money/deprivation', { config: uploadsAMinute }, async (request, reply) => {
      if (!isReadableUpload(request)) return answerError(request, reply, request.isMultipart() ? 413 : 415);
      const sent = await readSent(request, 'pasted');
      const { up_to = '' } = sent.values;
      const errors = /^(?:[1-9]|10)$/.test(up_to.trim())
        ? []
        : [{ field: 'up_to', text: 'Write a number from 1 to 10' }];
      if ('why' in sent)
        return show(reply, { errors: [...errors, { field: 'file', text: sent.why }], values: { up_to } });
      if (errors.length > 0) return show(reply, { errors, values: { up_to } });
      const read = await pupilsOf(sent.table);
      if ('faults' in read) {
        const text = `Nothing was counted: ${read.faults.length} ${read.faults.length === 1 ? 'thing is' : 'things are'} wrong in the table.`;
        return show(reply, { errors: [{ field: 'file', text }], faults: read.faults, values: { up_to } });
      }
      const deciles = await decilesOf(
        db,
        read.pupils.map(({ postcode }) => postcode),
      );
      const counted = countDeprived(read.pupils, deciles, Number(up_to));
      const names = await recipientsOf(
        db,
        counted.map(({ urn }) => urn),
      );
      const detail = { schools: counted.length, pupils: read.pupils.length };
      await record(db, request.who, { action: 'counted_deprivation', entity: 'funding_year', detail }, now());
      const least = await fewestPupils(db, dayOf(now()));
      const schools = counted
        .map((one) => ({ urn: one.urn, name: names.get(one.urn)?.name ?? one.urn, ...inWords(one, least) }))
        .toSorted((one, other) => one.name.localeCompare(other.name, 'en-GB'));
      return show(reply, { schools, values: { up_to } });
    });
  });

  async function pupilsOf({
    header,
    rows,
    bad,
  }: SentTable): Promise<{ faults: Fault[] } | { pupils: { urn: string; postcode: string }[] }> {
    const [urnAt, postcodeAt] = [header.indexOf('urn'), header.indexOf('postcode')];
    // names and dates of birth have no business here
    if (urnAt < 0 || postcodeAt < 0 || header.some((name) => !['urn', 'postcode', ''].includes(name)))
      return { faults: [{ line: 1, reason: 'It needs a column urn and a column postcode, and no other.' }] };
    const known = await registeredSchools(
      db,
      rows.map(({ cells }) => cells[urnAt]?.trim() ?? ''),
    );
    const faults: Fault[] = bad.map(({ line, reason }) => ({ line, reason: `The row cannot be read: ${reason}.` }));
    const pupils: { urn: string; postcode: string }[] = [];
    for (const { line, cells } of rows) {
      const urn = cells[urnAt]?.trim() ?? '';
      const postcode = normalPostcode(cells[postcodeAt] ?? '');
      // what a pupil's row says is not said again: it would stand in pictures of the screen
      if (!known.has(urn)) faults.push({ line, reason: 'The register of schools does not have its URN.' });
      if (postcode === undefined) faults.push({ line, reason: 'Its postcode is none.' });
      else pupils.push({ urn, postcode });
    }
    return faults.length > 0 ? { faults } : { pupils };
  }
}

function inWords({ pupils, known, nearest, deprived }: DeprivationCount, least: number) {
  const told = tellable(deprived, known, least);
  return {
    pupils: pupils < least ? `fewer than ${least}` : plainNumber(pupils),
    known: known < least ? 'not shown' : plainNumber(known),
    nearest: nearest < least ? `fewer than ${least}` : plainNumber(nearest),
    deprived: known < least || told === null ? 'not shown' : plainNumber(told),
  };
}
