import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isReadableUpload, readUpload, uploadsAMinute, withUploads } from '../content/read-upload.ts';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, versionOf } from '../web/form.ts';
import { countColumns, countedCodes, readCounts } from './counts-file-rules.ts';
import { registeredSchools, yearEffect } from './effects.ts';
import { type Fault, kindInFile, rateColumns, readRates } from './rates-file-rules.ts';
import { readTable, type SentTable } from './read-table.ts';
import { sendCsv } from './send-csv.ts';
import type { OfYear, ShowYear } from './staff-year-page.ts';
import {
  changeDraftYear,
  countsOf,
  type FundingYear,
  factorsOf,
  fundingYears,
  saveCounts,
  saveFactors,
} from './years.ts';

/** A file that came, or was pasted: its table, what else the form said; or why there is none. */
type Sent = { table: SentTable; values: Record<string, string> } | { why: string; values: Record<string, string> };

/** Reads a form's file as a table; where none was chosen, what was pasted. */
export async function readSent(request: FastifyRequest, pasted: string): Promise<Sent> {
  const { file, is_too_large, values } = await readUpload(request);
  if (is_too_large) return { why: 'The file is larger than 10 MB.', values };
  const typed = values[pasted] ?? '';
  if (!file && typed.trim() === '') return { why: 'Choose a file, or paste the table.', values };
  const table = await readTable(file ?? Buffer.from(typed));
  return 'why' in table ? { why: table.why, values } : { table, values };
}

/** The forms that load a year's rates and counts, all or nothing, and the tables to fill in for them. */
export function staffLoading(
  money: FastifyInstance,
  { db, now }: Pick<Parts, 'db' | 'now'>,
  around: { find: (slug: string) => Promise<FundingYear | undefined>; showYear: ShowYear; late: FormError },
): void {
  const { find, showYear, late } = around;

  withUploads(money, (uploads) => {
    for (const part of ['rates', 'counts'] as const)
      uploads.post(`/staff/money/years/:slug/${part}`, { config: uploadsAMinute }, async (request: OfYear, reply) => {
        const year = await find(request.params.slug);
        if (!year) return answerError(request, reply, 404);
        if (!isReadableUpload(request)) return answerError(request, reply, request.isMultipart() ? 413 : 415);
        const pasted = `pasted_${part}`;
        const sent = await readSent(request, pasted);
        const field = `file_${part}`;
        const again = { [pasted]: sent.values[pasted] ?? '' };
        if ('why' in sent) return showYear(reply, request, { errors: [{ field, text: sent.why }], values: again }, 422);
        const read = part === 'rates' ? ratesOf(year, sent.table) : await countsFrom(year, sent.table);
        if (!read.ok) {
          const { faults } = read;
          const n = faults.length;
          const text = `Nothing was loaded: ${n} ${n === 1 ? 'thing is' : 'things are'} wrong in the table.`;
          return showYear(reply, request, { errors: [{ field, text }], faults, values: again }, 422);
        }
        const deed = { who: request.who, now: now(), action: `loaded_${part}`, detail: { rows: read.rows } };
        const saved = await changeDraftYear(db, year, versionOf(sent.values.version), deed, read.save);
        return saved
          ? reply.redirect(`/staff/money/years/${year.slug}?done=${part}`, 303)
          : showYear(reply, request, { errors: [late], values: again }, 409);
      });
  });

  type Loading = { ok: true; rows: number; save: (tx: Parts['db']) => Promise<void> } | { ok: false; faults: Fault[] };

  function ratesOf(year: FundingYear, table: SentTable): Loading {
    const read = readRates(year.method, table);
    const faults = faultsOf(table, read);
    if (!read.ok || faults.length > 0) return { ok: false, faults };
    return { ok: true, rows: read.value.length, save: (tx) => saveFactors(tx, year.id, read.value) };
  }

  async function countsFrom(year: FundingYear, table: SentTable): Promise<Loading> {
    const factors = await factorsOf(db, year.id);
    if (countedCodes(factors).length === 0)
      return { ok: false, faults: [{ line: 1, reason: 'Load the rates first: they say what is counted.' }] };
    const at = table.header.indexOf('urn');
    const schools = await registeredSchools(
      db,
      table.rows.map(({ cells }) => cells[at]?.trim() ?? ''),
    );
    const read = readCounts(year.method, factors, table, { starts_on: year.starts_on, schools });
    const faults = faultsOf(table, read);
    if (!read.ok || faults.length > 0) return { ok: false, faults };
    return { ok: true, rows: read.value.size, save: (tx) => saveCounts(tx, year.id, read.value) };
  }

  money.get('/staff/money/years/:slug/rates.csv', async (request: OfYear, reply) => {
    const year = await find(request.params.slug);
    if (!year) return answerError(request, reply, 404);
    const factors = await factorsOf(db, year.id);
    const lines = factors.map(({ code, label, kind, rate, hidden_below }) => [
      code,
      label,
      kindInFile(year.method, kind),
      rate,
      hidden_below ?? '',
    ]);
    return sendCsv(reply, `rates-${year.slug}.csv`, [[...rateColumns], ...lines]);
  });

  money.get('/staff/money/years/:slug/counts.csv', async (request: OfYear, reply) => {
    const years = await fundingYears(db);
    const year = years.find(({ slug }) => slug === request.params.slug);
    if (!year) return answerError(request, reply, 404);
    const { factors, schools, left_out } = await yearEffect(db, year, years);
    const codes = countedCodes(factors);
    const counts = await countsOf(db, year.id);
    const counted = schools.map(({ urn, name }) => [
      urn,
      name,
      ...codes.map((code) => counts.get(urn)?.get(code) ?? ''),
    ]);
    const empty = left_out.map(({ urn, name }) => [urn, name, ...codes.map(() => '')]);
    return sendCsv(reply, `counts-${year.slug}.csv`, [countColumns(factors), ...counted, ...empty]);
  });
}

/** Everything that is wrong with a table, by its lines. */
function faultsOf(table: SentTable, read: { ok: true } | { ok: false; faults: Fault[] }): Fault[] {
  const unreadable = table.bad.map(({ line, reason }) => ({ line, reason: `The row cannot be read: ${reason}.` }));
  return [...unreadable, ...(read.ok ? [] : read.faults)].toSorted((one, other) => one.line - other.line);
}
