import { access, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { indexHasChanged } from '../directory/kept-answers.ts';
import { saveSource } from '../directory/save-services.ts';
import { type ImportOptions, type ImportSummary, startTally } from '../imports/summary.ts';
import { UnreadableSource } from '../imports/unreadable-source.ts';
import { noSchoolFiles, type ReadingOptions, readSchoolFiles, type SchoolFiles } from './read-school-files.ts';
import { department_source, type OwnArea, saveRegister, writeFigures } from './register.ts';
import { saveLinks } from './school-links.ts';

export interface SchoolImportOptions extends ImportOptions, Omit<ReadingOptions, 'progress'> {
  /** the file of links between schools; without it one beside the register with its name is taken */
  links: string | undefined;
  /** the day of a school census, which its file does not tell */
  counted_on: string | undefined;
  own: OwnArea;
  /** where a table that is not the Department's comes from */
  source: { code: string; name: string; url?: string; attribution?: string } | undefined;
}

const department = {
  code: department_source,
  name: 'Get Information About Schools',
  url: 'https://get-information-schools.service.gov.uk',
  attribution: 'Get Information About Schools, Department for Education, Open Government Licence v3.0',
};

/**
 * Imports schools: the Department's register, its links between schools, its school census, or any table that a mapping
 * explains. Everything is checked before anything is written, and is written in one transaction: a file that is cut off,
 * in another encoding, names a school twice or has another header is refused as a whole (UnreadableSource) and changes
 * nothing. Rows with values that cannot be are refused one by one; what we have of those schools stays.
 */
export async function importSchools(
  db: Db,
  options: SchoolImportOptions,
): Promise<ImportSummary & { notes: string[] }> {
  const tally = startTally('schools', options);
  const read = noSchoolFiles();
  await readSchoolFiles(options.path, read, options);
  const links = options.links ?? (read.files.has('register') ? await linksBeside(options.path) : undefined);
  if (links)
    await readSchoolFiles(links, read, options).catch((error: unknown) => {
      throw error instanceof UnreadableSource ? new UnreadableSource(`the links in ${links}: ${error.message}`) : error;
    });
  if (read.files.size === 0)
    throw new UnreadableSource(
      `there is neither a register of schools nor a list of links in it: ${read.others.join(', ')}`,
    );
  if (read.files.has('census') && !options.counted_on)
    throw new UnreadableSource('it is a school census, which does not say its day: add --counted-on 2026-01-15');
  const notes = await transaction(db, async (tx) => {
    const notes = await save(tx, read, tally.summary, options);
    // a site that is running shows what came in
    if (!options.dry_run) await indexHasChanged(tx);
    return notes;
  });
  // so that the finder's first searches are planned for what the tables hold now
  if (!options.dry_run) await sql`analyze school, school_link, school_figure, specialist_base`.execute(db);
  tally.summary.read = read.schools.size + read.links.length + read.census.size;
  for (const row of read.refused) await tally.refuse(row);
  if (links) notes.unshift(`Links between schools were read from ${links}.`);
  for (const other of read.others) notes.push(`Not read, since it is something else: ${other}.`);
  return { ...(await tally.finish()), notes };
}

// "edubasealldata20261122.csv" comes with "links_edubasealldata20261122.csv".
async function linksBeside(path: string): Promise<string | undefined> {
  const folder = dirname(path);
  const named = `links_${basename(path)}`.toLowerCase();
  const wanted = [named, named.replace(/\d{8}(?=\.)/, '')];
  const there = await access(folder)
    .then(() => readdir(folder))
    .catch(() => []);
  const found = wanted.flatMap((name) => there.filter((file) => file.toLowerCase() === name));
  return found[0] === undefined ? undefined : join(folder, found[0]);
}

async function save(
  tx: Db,
  read: SchoolFiles,
  summary: ImportSummary,
  options: SchoolImportOptions,
): Promise<string[]> {
  const source = options.source ?? department;
  const dry_run = options.dry_run ?? false;
  const notes: string[] = [];
  if (read.files.has('register')) {
    if (!dry_run) await saveSource(tx, source);
    const counts = await saveRegister(tx, [...read.schools.values()], {
      source: source.code,
      figure_source: source.name,
      own: options.own,
      now: options.now,
      dry_run,
      progress: (rows) => options.progress?.({ rows, part: 'writing' }),
    });
    Object.assign(summary, { new: counts.new, changed: counts.changed, unchanged: counts.unchanged });
    notes.push(...told(counts.figures, 'Counts of pupils, new or different'));
    notes.push(...told(counts.bases, 'Bases and units taken from the register'));
    notes.push(...told(counts.left, 'Left as they are, since they are here from another source'));
  }
  if (read.links.length > 0) {
    const counts = await saveLinks(tx, read.links, { is_department: read.files.has('links'), dry_run });
    if (!read.files.has('register'))
      Object.assign(summary, { new: counts.new, changed: counts.changed, unchanged: counts.unchanged });
    else notes.push(`Links: ${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged.`);
    notes.push(...told(counts.left, 'Links left out, since their school is not in our register'));
  }
  if (read.census.size > 0) notes.push(...(await saveCensus(tx, read, summary, { ...options, dry_run })));
  notes.push(...told(read.skipped, 'Rows left out, totals or what the mapping leaves out'));
  return notes;
}

async function saveCensus(
  tx: Db,
  read: SchoolFiles,
  summary: ImportSummary,
  { counted_on = '', dry_run }: { counted_on?: string | undefined; dry_run: boolean },
): Promise<string[]> {
  const here = new Set((await tx.selectFrom('school').select('urn').execute()).map(({ urn }) => urn));
  const counted = [...read.census.values()].filter(({ urn }) => here.has(urn));
  const figures = counted.flatMap(({ urn, figures }) =>
    figures.map((figure) => ({ urn, ...figure, as_of: counted_on, source: 'School census, Department for Education' })),
  );
  const left = told(read.census.size - counted.length, 'Rows left out, since their school is not in our register');
  if (dry_run) return [`${figures.length} counts would be written.`, ...left];
  const written = await writeFigures(tx, figures);
  const news = new Set(written.filter(({ is_new }) => is_new).map(({ urn }) => urn));
  const changed = new Set(written.filter(({ urn }) => !news.has(urn)).map(({ urn }) => urn));
  summary.new += news.size;
  summary.changed += changed.size;
  summary.unchanged += counted.length - news.size - changed.size;
  return left;
}

function told(count: number, what: string): string[] {
  return count === 0 ? [] : [`${what}: ${new Intl.NumberFormat('en-GB').format(count)}.`];
}
