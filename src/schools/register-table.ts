import { csvBatches, unreadable_letters, whyNotFitting } from '../imports/csv-rows.ts';
import type { SourcePart } from '../imports/source-part.ts';
import { UnreadableSource } from '../imports/unreadable-source.ts';

/** A row of a table that fits its header. */
export interface TableRow {
  line: number;
  cells: string[];
  /** letters in it were lost where it was written: each stands as U+FFFD */
  has_lost_letters: boolean;
  /** nothing follows it, not even the end of its line: its last cell may be cut off */
  is_end_open: boolean;
}

// Codes of Windows-1252 that were taken for letters of Unicode on the way: they are read as what they were.
const lostCode = /[\u0080-\u009f]/;
const windows = new TextDecoder('windows-1252');

/**
 * The rows of a CSV, the header first, all of them whole. Refuses (UnreadableSource, with the line) the first row that does
 * not fit the header, that holds letters of another encoding, or in which a quote is never closed: of a register either
 * everything is right, or nothing is taken.
 */
export async function* tableRows(part: SourcePart): AsyncGenerator<TableRow> {
  const text = await part.open();
  let is_end_open = true;
  text.on('data', (piece: Buffer | string) => {
    is_end_open = !/[\r\n]$/.test(String(piece.slice(-1)));
  });
  let columns: number | undefined;
  let waiting: TableRow | undefined;
  for await (const { rows, bad } of csvBatches(text)) {
    columns ??= rows[0]?.cells.length;
    const [wrong] = bad.filter(({ reason }) => reason !== unreadable_letters);
    for (const { line, cells: given } of [...rows, ...bad].sort((a, b) => a.line - b.line)) {
      if (wrong && wrong.line <= line) refuse(wrong.line, wrong.reason);
      const whole = given.join();
      const has_codes = lostCode.test(whole);
      const cells = has_codes ? given.map(mendCodes) : given;
      // five codes are no letters in Windows-1252 either
      const strange = has_codes && lostCode.test(cells.join()) ? 'it holds letters of another encoding' : undefined;
      const reason = whyNotFitting(cells, columns ?? 0) ?? strange;
      if (reason) refuse(line, reason);
      if (waiting) yield waiting;
      waiting = { line, cells, has_lost_letters: whole.includes('\uFFFD'), is_end_open: false };
    }
  }
  if (!waiting) throw new UnreadableSource('there is no row in it');
  yield { ...waiting, is_end_open };
}

/** Refuses the whole file for what stands on a line. */
export function refuse(line: number, reason: string): never {
  throw new UnreadableSource(`line ${line}: ${reason}`);
}

function mendCodes(cell: string): string {
  return cell.replace(new RegExp(lostCode, 'g'), (letter) => windows.decode(Uint8Array.of(letter.charCodeAt(0))));
}
