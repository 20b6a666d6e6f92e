import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { ServiceRecordInput } from '../directory/records.ts';
import { saveSource } from '../directory/save-services.ts';
import { refreshVocabulary } from '../directory/search-index.ts';
import { type ImportOptions, type ImportSummary, startTally } from '../imports/summary.ts';
import type { IncomingContext } from './incoming-local-offer-rules.ts';
import { type IncomingService, readIncomingService } from './incoming-service-rules.ts';
import type { Origin } from './save-incoming.ts';
import { startSaving } from './save-incoming.ts';
import { type Twin, twinsOf } from './twins.ts';

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
  /** what is here already from another source, by name and postcode, is refused */
  without_twins?: boolean;
  /** names of the source's own terms: a service that is tagged with one stays out */
  leave_out?: string[];
  /** a service that is only for people of this age or older stays out */
  under?: number | undefined;
}

/** What an import of services did. */
export interface ServiceImportSummary extends ImportSummary {
  /** what was mended or left out, and in how many records */
  notes: Map<string, number>;
  /** services that this source gave before and did not give now: nothing was done to them */
  not_given: number | undefined;
  /** services that were left out as asked */
  left_out: number;
  /** published services of another source with the same name and postcode: perhaps the same service twice */
  perhaps_twice: Twin[];
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
    {
      source: source.code,
      changed_by: `import of ${source.name}`,
      now,
      publish: !options.hold,
      dry_run,
      without_twins: options.without_twins ?? false,
    },
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

  const unwanted = new Set(options.leave_out?.map((term) => term.trim().toLowerCase()));
  let left_out = 0;
  const isUnwanted = ({ foreign_terms = [], minimum_age = 0 }: ServiceRecordInput) =>
    foreign_terms.some(({ name }) => unwanted.has(name.toLowerCase())) || minimum_age >= (options.under ?? 1000);

  async function take(raw: unknown, origin: Origin): Promise<void> {
    const incoming: IncomingService = readIncomingService(raw, context);
    if ('refused' in incoming) return tally.refuse({ ...origin, reason: incoming.refused });
    if (isUnwanted(incoming.record)) {
      left_out += 1;
      return;
    }
    incoming.notes.forEach(noted);
    if (!options.hold && incoming.record.contacts?.some(({ name }) => name))
      noted('a person is named, and that is public at once; with --hold somebody looks first');
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
      if (!dry_run && summary.new + summary.changed > 0) {
        await refreshVocabulary(db);
        await sql`analyze`.execute(db);
      }
      const perhaps_twice = dry_run ? [] : await twinsOf(db, source.code);
      return { ...(await tally.finish()), notes, not_given, left_out, perhaps_twice };
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
  if (summary.left_out > 0) lines.push(`Left out as asked: ${summary.left_out}.`);
  const [twice] = summary.perhaps_twice;
  if (twice)
    lines.push(
      `${summary.perhaps_twice.length} may be here twice, by name and postcode, such as “${twice.name}”, which is also here from ${twice.source}. --without-twins leaves such out of a first import.`,
    );
  if (summary.not_given)
    lines.push(
      `${summary.not_given} published services that this source gave before are not in it now. They stay as they are: check whether they still run.`,
    );
  return lines;
}
