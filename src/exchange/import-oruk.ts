import type { Db } from '../db/database.ts';
import { jsonRecords } from '../imports/json-records.ts';
import { openSource } from '../imports/source-file.ts';
import { UnreadableSource } from '../imports/unreadable-source.ts';
import type { WebReader } from '../imports/web-reader.ts';
import { fromVersion1, isVersion1 } from './import-oruk-1.ts';
import { fromOutpost, isOutpost } from './import-outpost.ts';
import { forgetProgress, progressOf, rememberProgress } from './import-progress.ts';
import { type ServiceImportOptions, type ServiceImportSummary, startServiceImport } from './import-services.ts';
import { readLine } from './incoming-text-rules.ts';
import { isObject } from './incoming-value-rules.ts';
import { feedBase, listFeed, readFeed } from './oruk-feed.ts';

/** A service of Open Referral UK in the fields of 3.0, whichever version or dialect it came in. */
export function asVersion3(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  if (isOutpost(raw)) return fromOutpost(raw);
  return isVersion1(raw) ? fromVersion1(raw) : raw;
}

/**
 * Imports services of Open Referral UK from a file: one service, a list, a page of a feed, or ndjson; also packed (`.gz`,
 * `.zip`) or a folder of such files. Refuses (UnreadableSource) a source that cannot be opened at all; a part that cannot
 * be read, or that breaks off, is told in the summary, and what was whole before it is kept.
 */
export async function importOrukFile(db: Db, options: ServiceImportOptions): Promise<ServiceImportSummary> {
  const source = await openSource(options.path);
  try {
    const importing = await startServiceImport(db, 'oruk', options);
    const total_bytes = source.parts.reduce((sum, part) => sum + part.bytes, 0);
    let bytes = 0;
    let rows = 0;
    let is_whole = true;
    for (const part of source.parts) {
      try {
        const text = await part.open();
        text.on('data', (piece: Buffer) => {
          bytes += piece.length;
        });
        for await (const record of jsonRecords(text)) {
          rows += 1;
          options.progress?.({ rows, part: part.name, bytes, total_bytes });
          const origin = { part: part.name, line: record.number };
          if ('reason' in record) await importing.refuse({ ...origin, reason: record.reason, cells: [record.text] });
          else
            await importing.take(asVersion3(record.value), {
              ...origin,
              cells: [...namesOf(record.value), record.text],
            });
        }
      } catch (error) {
        if (!(error instanceof UnreadableSource)) throw error;
        is_whole = false;
        importing.refusePart(part.name, error.message);
      }
    }
    return await importing.finish({ is_whole });
  } finally {
    await source.close();
  }
}

/** By what a record is known, for the file of refused rows. */
function namesOf(value: unknown): string[] {
  const { id, name } = isObject(value) ? value : {};
  return [readLine(id) ?? '', readLine(name) ?? ''];
}

/** Saved this often, so that little is asked for again after a break. */
const SAVE_EVERY = 50;

/**
 * Imports all services of a live feed of Open Referral UK (3.0 or 1.0): pages through its list, then fetches each by its
 * id. One that cannot be had is a refused row, and what we have of it stays. Goes on where an earlier import of the same
 * source stopped within the last day. Refuses (UnreadableSource) an address where no feed answers.
 */
export async function importOrukFeed(
  db: Db,
  reader: WebReader,
  options: ServiceImportOptions & { told?: (line: string) => void },
): Promise<ServiceImportSummary> {
  const base = feedBase(options.path);
  const { source, now, dry_run = false } = options;
  const list = await listFeed(reader, base, (rows) => options.progress?.({ rows, part: 'list of services' }));
  const importing = await startServiceImport(db, 'oruk', options);
  for (const { part, reason } of list.missing) importing.refusePart(part, reason);
  const done = dry_run ? new Set<string>() : await progressOf(db, source.code, now);
  const left = new Map([...list.services].filter(([id]) => !done.has(id)));
  if (left.size < list.services.size)
    options.told?.(
      `Going on where the last import stopped: ${list.services.size - left.size} of ${list.services.size} services were done.`,
    );
  importing.onSaved((ids) => rememberProgress(db, source.code, ids, now));
  let rows = 0;
  let is_whole = list.missing.length === 0;
  let is_broken_off = false;
  try {
    for await (const item of readFeed(reader, base, left)) {
      rows += 1;
      options.progress?.({ rows, part: base.host, bytes: rows, total_bytes: left.size });
      const origin = { part: base.host, line: rows };
      if ('reason' in item) {
        is_whole = false;
        await importing.refuse({ ...origin, reason: item.reason, cells: [item.id] });
      } else await importing.take(asVersion3(item.value), { ...origin, cells: namesOf(item.value) });
      if (rows % SAVE_EVERY === 0) await importing.flush();
    }
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error;
    is_broken_off = true;
    importing.refusePart(base.host, error.message);
  }
  const summary = await importing.finish({ is_whole: is_whole && !is_broken_off && done.size === 0 });
  if (!is_broken_off && !dry_run) await forgetProgress(db, source.code);
  return summary;
}
