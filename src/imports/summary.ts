import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

/** A row that was not taken: where it stands, why, and what it holds. */
export interface RefusedRow {
  part: string;
  line: number;
  reason: string;
  cells: string[];
}

/** What an import did, or with `dry_run` would have done. */
export interface ImportSummary {
  kind: string;
  /** the file or address that was read */
  source: string;
  dry_run: boolean;
  read: number;
  new: number;
  changed: number;
  unchanged: number;
  refused: number;
  /** the first of the refused rows; the file has them all */
  refused_rows: RefusedRow[];
  /** the CSV file of refused rows, if there are any and a folder for it was given */
  refused_file: string | undefined;
  /** parts of the source (files in a zip) of which nothing was taken, and why */
  unreadable: { part: string; reason: string }[];
  seconds: number;
}

/** How far an import has come; `bytes` of `total_bytes` where the size is known. */
export interface Progress {
  rows: number;
  part: string;
  bytes?: number | undefined;
  total_bytes?: number | undefined;
}

/** What every import is given. */
export interface ImportOptions {
  /** the file, zip or folder to read */
  path: string;
  /** say what would happen and change nothing */
  dry_run?: boolean;
  /** called often; shows itself as seldom as it likes */
  progress?: (progress: Progress) => void;
  /** the folder for the file of refused rows; without it none is written */
  refused_folder?: string;
  /** when the import runs: it stands in the name of the file of refused rows */
  now: Date;
}

const shown_rows = 20;

/**
 * Counts what an import does. `refuse` keeps the first rows and writes all of them to
 * `<refused_folder>/<kind>-<moment>.csv`; `finish` closes that file and gives the summary.
 */
export function startTally(kind: string, options: ImportOptions) {
  const began = performance.now();
  const moment = options.now.toISOString().slice(0, 19).replaceAll(':', '');
  const summary: ImportSummary = {
    kind,
    source: options.path,
    dry_run: options.dry_run ?? false,
    read: 0,
    new: 0,
    changed: 0,
    unchanged: 0,
    refused: 0,
    refused_rows: [],
    refused_file: undefined,
    unreadable: [],
    seconds: 0,
  };
  let file: WriteStream | undefined;
  return {
    summary,
    async refuse(row: RefusedRow): Promise<void> {
      summary.read += 1;
      summary.refused += 1;
      if (summary.refused_rows.length < shown_rows) summary.refused_rows.push(row);
      if (!options.refused_folder) return;
      if (!file) {
        await mkdir(options.refused_folder, { recursive: true });
        summary.refused_file = join(options.refused_folder, `${kind}-${moment}.csv`);
        file = createWriteStream(summary.refused_file);
        file.write(csvLine(['file', 'line', 'reason', 'row']));
      }
      const has_room = file.write(csvLine([row.part, String(row.line), row.reason, ...row.cells]));
      if (!has_room) await once(file, 'drain');
    },
    refusePart(part: string, reason: string): void {
      summary.unreadable.push({ part, reason });
    },
    async finish(): Promise<ImportSummary> {
      file?.end();
      if (file) await finished(file);
      summary.seconds = Math.round((performance.now() - began) / 100) / 10;
      return summary;
    },
  };
}

// A cell that a spreadsheet would take for a formula gets an apostrophe.
function csvLine(cells: string[]): string {
  const safe = cells.map((cell) => (/^[=+@\t\r]|^-(?![\d.]+$)/.test(cell) ? `'${cell}` : cell));
  return `${safe.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}

/** The summary as the lines that a person reads when an import has ended. */
export function summaryLines(summary: ImportSummary): string[] {
  const number = new Intl.NumberFormat('en-GB');
  const count = (value: number) => number.format(value);
  const lines = [
    `${summary.dry_run ? 'Would import' : 'Imported'} ${summary.kind} from ${summary.source} in ${summary.seconds} s: ` +
      `${count(summary.new)} new, ${count(summary.changed)} changed, ${count(summary.unchanged)} unchanged, ` +
      `${count(summary.refused)} refused.`,
  ];
  for (const { part, reason } of summary.unreadable) lines.push(`Nothing was taken from ${part}: ${reason}.`);
  for (const row of summary.refused_rows.slice(0, 5)) {
    lines.push(`Refused: ${row.part}, line ${row.line}: ${row.reason}.`);
  }
  if (summary.refused_file) lines.push(`All refused rows: ${summary.refused_file}`);
  return lines;
}

/**
 * A progress line on a terminal (rewritten in place), or else one line every ten seconds, for logs.
 * `end` finishes the line.
 */
export function progressLine(out: NodeJS.WriteStream, label: string) {
  let last = 0;
  const every = out.isTTY ? 100 : 10_000;
  const number = new Intl.NumberFormat('en-GB');
  return {
    show(progress: Progress): void {
      const now = performance.now();
      if (now - last < every) return;
      last = now;
      const share =
        progress.bytes !== undefined && progress.total_bytes
          ? ` ${Math.min(99, Math.floor((progress.bytes / progress.total_bytes) * 100))} %`
          : '';
      const text = `${label}:${share} ${number.format(progress.rows)} rows (${progress.part})`;
      out.write(out.isTTY ? `\r\u001B[K${text.slice(0, (out.columns ?? 80) - 1)}` : `${text}\n`);
    },
    end(): void {
      if (out.isTTY) out.write('\r\u001B[K');
    },
  };
}
