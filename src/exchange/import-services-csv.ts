import { Readable } from 'node:stream';
import type { Db } from '../db/database.ts';
import { csvRecords } from '../imports/csv-rows.ts';
import { jsonRecords } from '../imports/json-records.ts';
import { openSource } from '../imports/source-file.ts';
import { UnreadableSource } from '../imports/unreadable-source.ts';
import { type ColumnMapping, missingColumns } from './column-mapping-rules.ts';
import { type ServiceImportOptions, type ServiceImportSummary, startServiceImport } from './import-services.ts';
import { isObject } from './incoming-value-rules.ts';
import { joinRows, serviceOfRow } from './row-reading-rules.ts';

/** A row of a table by its columns, or why it could not be read. */
type TableRow = { line: number; values: Record<string, string> } | { line: number; reason: string; cells: string[] };

interface Group {
  service: Record<string, unknown>;
  line: number;
  cells: string[];
  part: string;
}

/** Rows that are grouped wait in memory until the file has been read: so many fit. */
const MOST_GROUPS = 300_000;

/**
 * Imports services from any table, CSV or a list of flat JSON objects, whose columns a mapping explains; also packed or a
 * folder of such files. Refuses (UnreadableSource) a source that cannot be opened; a part without a mapped column, or that
 * breaks off, is told in the summary, and what was whole before it is kept.
 */
export async function importServicesCsv(
  db: Db,
  mapping: ColumnMapping,
  options: ServiceImportOptions,
): Promise<ServiceImportSummary & { skipped: number }> {
  const source = await openSource(options.path);
  try {
    const importing = await startServiceImport(db, 'services-csv', options);
    const groups = new Map<string, Group>();
    const total_bytes = source.parts.reduce((sum, part) => sum + part.bytes, 0);
    let bytes = 0;
    let rows = 0;
    let skipped = 0;
    let is_whole = true;
    for (const part of source.parts) {
      try {
        const text = await part.open();
        text.on('data', (piece: Buffer | string) => {
          bytes += Buffer.byteLength(piece);
        });
        for await (const row of tableRows(text, mapping)) {
          rows += 1;
          options.progress?.({ rows, part: part.name, bytes, total_bytes });
          const origin = { part: part.name, line: row.line };
          if ('reason' in row) {
            await importing.refuse({ ...origin, reason: row.reason, cells: row.cells });
            continue;
          }
          const cells = Object.values(row.values);
          const read = serviceOfRow(mapping, row.values);
          if ('skipped' in read) skipped += 1;
          else if ('refused' in read) await importing.refuse({ ...origin, reason: read.refused, cells });
          else if (mapping.group_rows) addToGroup(groups, { ...origin, service: read.service, cells });
          else await importing.take(read.service, { ...origin, cells });
        }
      } catch (error) {
        if (!(error instanceof UnreadableSource)) throw error;
        is_whole = false;
        importing.refusePart(part.name, error.message);
      }
    }
    for (const { service, ...origin } of groups.values()) await importing.take(service, origin);
    return { ...(await importing.finish({ is_whole })), skipped };
  } finally {
    await source.close();
  }
}

function addToGroup(groups: Map<string, Group>, row: Group): void {
  const id = String(row.service.id ?? '');
  const known = groups.get(id);
  // rows without an id are no group: each is refused by itself
  if (known && id !== '') known.service = joinRows(known.service, row.service);
  else groups.set(id === '' ? `${row.part} ${row.line}` : id, row);
  if (groups.size > MOST_GROUPS)
    throw new UnreadableSource(`more than ${MOST_GROUPS} services are to be grouped: split the file`);
}

async function* tableRows(text: Readable, mapping: ColumnMapping): AsyncGenerator<TableRow> {
  const { is_json, stream } = await lookInto(text);
  if (is_json) {
    yield* jsonRows(stream);
    return;
  }
  let isChecked = false;
  for await (const batch of csvRecords(stream, mapping.delimiter ? { delimiter: mapping.delimiter } : {})) {
    for (const { line, cells, reason } of batch.bad) yield { line, cells, reason };
    for (const { line, values } of batch.records) {
      if (!isChecked) {
        isChecked = true;
        const missing = missingColumns(mapping, Object.keys(values));
        if (missing.length > 0)
          throw new UnreadableSource(
            `the mapping names ${missing.length === 1 ? 'a column' : 'columns'} that the file does not have: ${missing.join(', ')}; it has ${Object.keys(values).slice(0, 40).join(', ')}`,
          );
      }
      yield { line, values };
    }
  }
}

async function* jsonRows(stream: Readable): AsyncGenerator<TableRow> {
  for await (const record of jsonRecords(stream)) {
    const line = record.number;
    if ('reason' in record) yield { line, reason: record.reason, cells: [record.text] };
    else if (isObject(record.value)) yield { line, values: flatten(record.value) };
  }
}

const DEEPEST = 10;

/** The fields of an object as columns: nested ones with dots, lists of plain values with bars. */
function flatten(value: Record<string, unknown>, prefix = '', depth = 0): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      if (isObject(inner)) return depth < DEEPEST ? Object.entries(flatten(inner, `${prefix}${name}.`, depth + 1)) : [];
      if (Array.isArray(inner)) return [[prefix + name, inner.filter((item) => !isObject(item)).join('|')]];
      return [[prefix + name, inner === null || inner === undefined ? '' : String(inner)]];
    }),
  );
}

/** Tells JSON from CSV by its first character, and gives the stream as if it had not been looked at. */
async function lookInto(text: Readable): Promise<{ is_json: boolean; stream: Readable }> {
  const pieces = text[Symbol.asyncIterator]();
  const first = await pieces.next();
  const start = first.done ? '' : String(first.value).trimStart();
  async function* all() {
    if (!first.done) yield first.value;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  }
  return { is_json: /^[[{]/.test(start), stream: Readable.from(all()) };
}
