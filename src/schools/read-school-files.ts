import { type ColumnMapping, missingColumns } from '../exchange/column-mapping-rules.ts';
import { fieldsOfRow } from '../exchange/row-reading-rules.ts';
import { unreadable_letters } from '../imports/csv-rows.ts';
import { openSource } from '../imports/source-file.ts';
import type { SourcePart } from '../imports/source-part.ts';
import type { Progress, RefusedRow } from '../imports/summary.ts';
import { UnreadableSource } from '../imports/unreadable-source.ts';
import { schoolOfFields } from './mapped-school-rules.ts';
import { fileOfHeader, type RegisterFile } from './register-header-rules.ts';
import { readLinkRow } from './register-link-rules.ts';
import { type Cell, type RegisterSchool, readColumns, readRegisterRow, WrongValue } from './register-row-rules.ts';
import { refuse, type TableRow, tableRows } from './register-table.ts';
import { type CensusRow, readCensusRow } from './school-census-rules.ts';
import type { RegisterLink } from './school-links.ts';

/** How a file of schools is to be read. */
export interface ReadingOptions {
  today: string;
  /** for any other table than the Department's */
  mapping?: ColumnMapping | undefined;
  /** the register may have other columns than we know, as long as none that is read is missing */
  is_changed_header: boolean;
  progress?: ((progress: Progress) => void) | undefined;
}

/** Everything that stands in the files, checked, and nothing written yet. */
export interface SchoolFiles {
  schools: Map<string, RegisterSchool>;
  links: RegisterLink[];
  census: Map<string, CensusRow>;
  /** what was found: a mapping's table counts as a register */
  files: Set<RegisterFile>;
  refused: RefusedRow[];
  /** rows that a mapping leaves out, and totals of the country */
  skipped: number;
  /** parts of a zip or folder that are something else */
  others: string[];
}

/** Nothing read yet. */
export function noSchoolFiles(): SchoolFiles {
  return { schools: new Map(), links: [], census: new Map(), files: new Set(), refused: [], skipped: 0, others: [] };
}

/**
 * Reads a file, zip or folder to its end, and adds what stands in it. Rows with a value that cannot be are set aside with
 * the reason. Refuses (UnreadableSource, with the line) as a whole what is cut off, in another encoding, has another header,
 * or names a school twice.
 */
export async function readSchoolFiles(path: string, into: SchoolFiles, options: ReadingOptions): Promise<void> {
  const source = await openSource(path, { is_single_bytes: true });
  try {
    for (const part of source.parts)
      await readPart(part, into, source.parts.length > 1, options).catch((error: unknown) => {
        if (!(error instanceof UnreadableSource) || source.parts.length === 1) throw error;
        throw new UnreadableSource(`${part.name} in it, ${error.message}`);
      });
  } finally {
    await source.close();
  }
}

async function readPart(
  part: SourcePart,
  into: SchoolFiles,
  is_one_of_many: boolean,
  options: ReadingOptions,
): Promise<void> {
  let take: ((row: TableRow) => void) | undefined;
  let file: RegisterFile = 'register';
  let rows = 0;
  const lines = new Map<string, number>();
  for await (const row of tableRows(part)) {
    if (take === undefined) {
      const found = options.mapping
        ? { file: 'register' as const }
        : fileOfHeader(row.cells, readColumns, options.is_changed_header);
      if ('problem' in found && found.is_other && is_one_of_many) {
        into.others.push(part.name);
        return;
      }
      if ('problem' in found) return refuse(row.line, found.problem);
      file = found.file;
      into.files.add(file);
      take = options.mapping
        ? mappedTaker(options.mapping, row.cells, into, lines)
        : takerOf(file, row.cells, into, lines, options.today);
      continue;
    }
    rows += 1;
    try {
      take(row);
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      // the last cell of a link is its day: what is left of one is none
      if (row.is_end_open && file === 'links') refuse(row.line, `${error.message}: the file may be cut off here`);
      into.refused.push({ part: part.name, line: row.line, reason: error.message, cells: row.cells });
    }
    if (rows % 500 === 0) options.progress?.({ rows, part: part.name });
  }
  if (rows === 0 && take && file === 'register') refuse(2, 'no school follows the header: the file is cut off');
}

function takerOf(
  file: RegisterFile,
  header: string[],
  into: SchoolFiles,
  lines: Map<string, number>,
  today: string,
): (row: TableRow) => void {
  const places = new Map(header.map((name, at) => [name.trim(), at]));
  let cells: string[] = [];
  const cell: Cell = (column) => cells[places.get(column) ?? -1]?.trim() ?? '';
  return (row) => {
    cells = row.cells;
    if (row.has_lost_letters && file !== 'links') refuse(row.line, unreadable_letters);
    if (file === 'links') into.links.push(readLinkRow(cell));
    else if (file === 'census') {
      const counted = readCensusRow(cell);
      if (counted) once(into.census, counted, lines, row.line);
      else into.skipped += 1;
    } else {
      if (row.is_end_open && isCutOff(cell)) refuse(row.line, 'the file ends within this row: it is cut off');
      once(into.schools, readRegisterRow(cell, today), lines, row.line);
    }
  };
}

// The last two cells are codes of the same sort, and both are filled or neither is.
function isCutOff(cell: Cell): boolean {
  const last = cell('LSOA (code)');
  return last === '' ? cell('MSOA (code)') !== '' : !/^[A-Z]\d{8}$/.test(last);
}

function mappedTaker(
  mapping: ColumnMapping,
  header: string[],
  into: SchoolFiles,
  lines: Map<string, number>,
): (row: TableRow) => void {
  const names = header.map((name) => name.trim());
  const missing = missingColumns(mapping, names);
  if (missing.length > 0) refuse(1, `the mapping names columns that the file does not have: ${missing.join(', ')}`);
  return (row) => {
    const read = fieldsOfRow(mapping, Object.fromEntries(names.map((name, at) => [name, row.cells[at] ?? ''])));
    if (row.has_lost_letters) throw new WrongValue(unreadable_letters);
    if ('refused' in read) throw new WrongValue(read.refused);
    if ('skipped' in read) {
      into.skipped += 1;
      return;
    }
    const { school, links } = schoolOfFields(read.id, read.fields);
    once(into.schools, school, lines, row.line);
    into.links.push(...links);
  };
}

function once<Row extends { urn: string }>(
  into: Map<string, Row>,
  row: Row,
  lines: Map<string, number>,
  line: number,
): void {
  if (into.has(row.urn)) {
    const first = lines.get(row.urn);
    refuse(line, `URN ${row.urn} stands twice, first ${first === undefined ? 'in another file' : `on line ${first}`}`);
  }
  into.set(row.urn, row);
  lines.set(row.urn, line);
}
