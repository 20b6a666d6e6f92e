import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type ImportOptions, type ImportSummary, startTally } from '../imports/summary.ts';
import type { IncomingContext } from './incoming-local-offer-rules.ts';
import { type IncomingService, readIncomingService } from './incoming-service-rules.ts';
import type { Origin } from './save-incoming.ts';
import { startSaving } from './save-incoming.ts';
import { saveSource } from './save-services.ts';
import { refreshVocabulary } from './search-index.ts';

/** What is asked of an import of services, beside what every import is given. */
export interface ServiceImportOptions extends ImportOptions {
  /** the day of `now` in England, `YYYY-MM-DD` */
  today: string;
  source: { code: string; name: string; url?: string; attribution?: string };
  /** the records are a neighbouring council's: they are shown as such, and as out of our area */
  is_neighbour: boolean;
  /** the council's own records, from its former system */
  is_ours: boolean;
  /** true: what is new or changed waits for staff */
  hold: boolean;
}

/** What an import of services did. */
export interface ServiceImportSummary extends ImportSummary {
  /** what was mended or left out, and in how many records */
  notes: Map<string, number>;
  /** services that this source gave before and did not give now: nothing was done to them */
  not_given: number | undefined;
}

/**
 * What the imports of services share: each reads its source in its own way and gives raw services to `take`, or rows that
 * it could not read to `refuse`. `finish` saves the last ones and counts; `is_whole` says that the source was read to
 * its end, so that it can be told which services it no longer gives. Nothing is ever deleted.
 */
export async function startServiceImport(db: Db, kind: string, options: ServiceImportOptions) {
  const tally = startTally(kind, options);
  const { summary } = tally;
  const notes = new Map<string, number>();
  const noted = (note: string) => notes.set(note, (notes.get(note) ?? 0) + 1);
  const { source, now, dry_run = false } = options;
  const context: IncomingContext = {
    source_name: source.name,
    today: options.today,
    is_neighbour: options.is_neighbour,
    is_ours: options.is_ours,
  };
  let afterSaving: (source_ids: string[]) => Promise<void> = async () => {};
  if (!dry_run) await saveSource(db, { ...source, is_neighbour: options.is_neighbour });
  const saving = startSaving(
    db,
    { source: source.code, changed_by: `import of ${source.name}`, now, publish: !options.hold, dry_run },
    {
      async saved(result, source_ids) {
        summary.new += result.new;
        summary.changed += result.changed;
        summary.unchanged += result.unchanged;
        summary.read += source_ids.length;
        if (!dry_run) await afterSaving(source_ids);
      },
      refused: tally.refuse,
      noted,
    },
  );

  async function take(raw: unknown, origin: Origin): Promise<void> {
    const incoming: IncomingService = readIncomingService(raw, context);
    if ('refused' in incoming) return tally.refuse({ ...origin, reason: incoming.refused });
    incoming.notes.forEach(noted);
    await saving.add(incoming.record, origin);
  }

  return {
    take,
    refuse: tally.refuse,
    refusePart: tally.refusePart,
    flush: saving.flush,
    /** what is told the source's ids of the records that have just been saved */
    onSaved(tell: typeof afterSaving): void {
      afterSaving = tell;
    },
    async finish({ is_whole }: { is_whole: boolean }): Promise<ServiceImportSummary> {
      await saving.flush();
      const not_given = is_whole ? await countOthers(db, source.code, saving.seen) : undefined;
      if (!dry_run && summary.new + summary.changed > 0) await refreshVocabulary(db);
      return { ...(await tally.finish()), notes, not_given };
    },
  };
}

async function countOthers(db: Db, source: string, seen: ReadonlySet<string>): Promise<number> {
  const rows = await sql<{ source_id: string }>`
    select source_id from service where source = ${source}
      and exists (select from publication where service_id = service.id and withdrawn_at is null)
  `.execute(db);
  return rows.rows.filter(({ source_id }) => !seen.has(source_id)).length;
}

/** What an import of services says at its end beside the counts that every import has. */
export function serviceSummaryLines(summary: ServiceImportSummary): string[] {
  const sorted = [...summary.notes].sort(([, a], [, b]) => b - a);
  const lines = sorted.map(([note, count]) => `Noted in ${count} ${count === 1 ? 'record' : 'records'}: ${note}.`);
  if (summary.not_given)
    lines.push(
      `${summary.not_given} published services that this source gave before are not in it now. They stay as they are: check whether they still run.`,
    );
  return lines;
}
