import type { Db } from '../db/database.ts';
import { csvBatches } from '../imports/csv-rows.ts';
import { openSource } from '../imports/source-file.ts';
import { type ImportOptions, type ImportSummary, startTally } from '../imports/summary.ts';
import { UnreadableSource } from '../imports/unreadable-source.ts';
import { saveDeprivation } from './deprivation.ts';
import {
  type DeprivationColumns,
  type DeprivationRow,
  deprivationColumns,
  readDeprivationRow,
} from './deprivation-rules.ts';

const batch_rows = 5_000;

/**
 * Imports how deprived places are: a table of neighbourhoods (LSOA, lower layer super output areas) with their decile and,
 * best, their middle; or a table of postcodes with theirs. Told apart by their columns. Adds and changes, never deletes.
 * Rows that cannot be used, or that stand twice, are refused and stop nothing. Refuses (UnreadableSource) other files.
 */
export async function importDeprivation(db: Db, options: ImportOptions): Promise<ImportSummary> {
  const tally = startTally('deprivation', options);
  const { summary } = tally;
  const source = await openSource(options.path);
  try {
    for (const part of source.parts) {
      let columns: DeprivationColumns | undefined;
      let waiting: DeprivationRow[] = [];
      const seen = new Set<string>();
      const write = async () => {
        const how = { measure: columns?.measure ?? '', dry_run: summary.dry_run };
        const done = await saveDeprivation(db, waiting, how);
        summary.new += done.new;
        summary.changed += done.changed;
        summary.unchanged += waiting.length - done.new - done.changed;
        waiting = [];
        options.progress?.({ rows: summary.read, part: part.name });
      };
      for await (const { rows, bad } of csvBatches(await part.open())) {
        for (const one of bad) await tally.refuse({ part: part.name, ...one });
        if (!columns) {
          columns = deprivationColumns(rows.shift()?.cells ?? []);
          if (!columns)
            throw new UnreadableSource('its first row names no code of a neighbourhood (LSOA) and no decile');
        }
        for (const { line, cells } of rows) {
          const row = readDeprivationRow(cells, columns);
          const key = 'reason' in row ? '' : (row.postcode ?? row.lsoa_code);
          const reason = 'reason' in row ? row.reason : seen.has(key) ? `${key} stands in the file twice` : undefined;
          if (reason !== undefined || 'reason' in row) {
            await tally.refuse({ part: part.name, line, cells, reason: reason ?? '' });
            continue;
          }
          seen.add(key);
          summary.read += 1;
          if (waiting.push(row) === batch_rows) await write();
        }
      }
      await write();
    }
    if (summary.read === 0) throw new UnreadableSource('there is no row in it');
    return summary;
  } finally {
    await source.close();
    await tally.finish();
  }
}
