import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Authority, readAuthority, WrongAuthority } from './authority.ts';
import { type Config, configOfThisProcess, WrongConfiguration } from './config.ts';
import { type Db, openDatabase } from './db/database.ts';
import { FolderInUse } from './db/lock.ts';
import { migrate } from './db/migrate.ts';
import { vocabularyHasChanged } from './directory/search-phrases.ts';
import { type ColumnMapping, readMapping } from './exchange/column-mapping-rules.ts';
import { importOrukFeed, importOrukFile } from './exchange/import-oruk.ts';
import {
  type ServiceImportOptions,
  type ServiceImportSummary,
  serviceSummaryLines,
} from './exchange/import-services.ts';
import { importServicesCsv } from './exchange/import-services-csv.ts';
import { mappedService } from './exchange/record-fields.ts';
import { importDeprivation } from './funding/import-deprivation.ts';
import { help, type ImportCommand, readArguments, sourceCode } from './imports/arguments.ts';
import { type ImportOptions, type ImportSummary, progressLine, summaryLines } from './imports/summary.ts';
import { UnreadableSource } from './imports/unreadable-source.ts';
import { createWebReader } from './imports/web-reader.ts';
import { dayOf } from './parts.ts';
import { importPlaces } from './places/import-places.ts';
import { importPostcodes } from './places/import-postcodes.ts';
import { importSchools } from './schools/import-schools.ts';
import { mappedSchool } from './schools/mapped-school-rules.ts';
import { department_source } from './schools/register.ts';
import { seedReference } from './seed.ts';

/** Something that whoever runs the command can put right; its message is one clear line. */
class Refused extends Error {}

async function run(): Promise<number> {
  const command = readArguments(process.argv.slice(2));
  if ('help' in command) {
    process.stdout.write(help);
    return 0;
  }
  if ('problem' in command) {
    say(command.problem);
    return 2;
  }
  // what can be wrong is looked at before the database is opened
  const mapping = command.mapping ? await mappingIn(command.mapping, command.kind) : undefined;
  if (!command.is_address) await lookFor(command.from);
  if (command.links) await lookFor(command.links);
  const config = configOfThisProcess();
  const authority = await readAuthority(config.authority_file);
  const database = await openDatabase(config);
  try {
    await migrate(database.db);
    await seedReference(database.db, authority);
    const summary = await importFrom(database.db, command, mapping, { config, authority });
    return summary.unreadable.length > 0 ? 1 : 0;
  } finally {
    await database.close();
  }
}

async function lookFor(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new Refused(`${path}: there is no such file.`);
}

async function mappingIn(path: string, kind: ImportCommand['kind']): Promise<ColumnMapping> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Refused(`The mapping ${path} cannot be opened.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refused(`The mapping ${path} is not JSON: ${(error as Error).message}`);
  }
  const read = readMapping(json, kind === 'schools' ? mappedSchool : mappedService);
  if ('problems' in read)
    throw new Refused(read.problems.map((problem) => `The mapping ${path}: ${problem}.`).join('\n'));
  return read.mapping;
}

async function importFrom(
  db: Db,
  command: ImportCommand,
  mapping: ColumnMapping | undefined,
  { config, authority }: { config: Config; authority: Authority },
): Promise<ImportSummary> {
  const now = new Date();
  const line = progressLine(process.stderr, `Importing ${command.kind}`);
  const options: ImportOptions = {
    path: command.from,
    dry_run: command.dry_run,
    progress: line.show,
    refused_folder: join(config.data_dir === 'memory://' ? '.' : config.data_dir, 'refused'),
    now,
  };
  const tell = (summary: ImportSummary, more: string[] = []) => {
    line.end();
    process.stdout.write(`${[...summaryLines(summary), ...more].join('\n')}\n`);
    return summary;
  };
  if (command.kind === 'postcodes') return tell(await importPostcodes(db, options));
  if (command.kind === 'deprivation') return tell(await importDeprivation(db, options));
  if (command.kind === 'places') {
    const summary = await importPlaces(db, options);
    // a site that is running reads anew what it knows of places
    if (!command.dry_run) await vocabularyHasChanged(db);
    return tell(summary);
  }
  if (command.kind === 'schools') {
    const summary = await importSchools(db, {
      ...options,
      mapping,
      source: mapping && sourceOf(command, mapping),
      links: command.links,
      counted_on: command.counted_on,
      is_changed_header: command.is_changed_header,
      own: authority,
      today: dayOf(now),
    });
    return tell(summary, summary.notes);
  }
  const services = serviceOptions(command, mapping, options);
  if (mapping) {
    const summary = await importServicesCsv(db, mapping, services);
    const skipped = summary.skipped > 0 ? [`Left out as the mapping says: ${summary.skipped} rows.`] : [];
    return tell(summary, [...skipped, ...serviceSummaryLines(summary)]);
  }
  const summary: ServiceImportSummary = command.is_address
    ? await importLive(db, command, services, config, (text) => process.stdout.write(`${text}\n`))
    : await importOrukFile(db, services);
  return tell(summary, serviceSummaryLines(summary));
}

function serviceOptions(
  command: ImportCommand,
  mapping: ColumnMapping | undefined,
  options: ImportOptions,
): ServiceImportOptions {
  return {
    ...options,
    today: dayOf(options.now),
    source: sourceOf(command, mapping),
    is_neighbour: command.is_neighbour,
    // a mapping is the council's own word on its own table
    is_ours: command.is_ours || (mapping !== undefined && !command.is_neighbour),
    hold: command.hold,
    leave_out: command.leave_out,
    under: command.under,
    without_twins: command.without_twins,
  };
}

function sourceOf(command: ImportCommand, mapping: ColumnMapping | undefined): ServiceImportOptions['source'] {
  const code = command.source ?? mapping?.source?.code ?? sourceCode(command.from, command.is_address);
  if (code === 'demonstration' || (command.kind === 'schools' && code === department_source))
    throw new Refused(`The source “${code}” is the site’s own: choose another --source.`);
  const name = command.name ?? mapping?.source?.name ?? code;
  const url = mapping?.source?.url ?? (command.is_address ? command.from : undefined);
  return {
    code,
    name,
    ...(url ? { url } : {}),
    ...(mapping?.source?.attribution ? { attribution: mapping.source.attribution } : {}),
  };
}

async function importLive(
  db: Db,
  command: ImportCommand,
  options: ServiceImportOptions,
  config: Config,
  told: (line: string) => void,
): Promise<ServiceImportSummary> {
  const reader = createWebReader({
    user_agent: `OpenLocalOffer (+${config.base_url})`,
    allow_private: command.allow_private,
  });
  try {
    return await importOrukFeed(db, reader, { ...options, told });
  } finally {
    reader.close();
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function explain(error: Error & { code?: string }): string {
  if (error instanceof UnreadableSource) return `${process.argv[3] ?? 'The source'} cannot be read: ${error.message}.`;
  const isExpected = [WrongConfiguration, WrongAuthority, FolderInUse, Refused].some((kind) => error instanceof kind);
  if (isExpected) return error.message;
  if (/^(?:ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|28|3D|08|57P)/.test(error.code ?? ''))
    return `The database could not be reached or broke off: ${error.message || error.code}. What was saved before stays.`;
  if (error.code === 'ENOSPC') return 'There is no room left on the disk. What was saved before stays.';
  return error.stack ?? error.message;
}

run().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    say(explain(error));
    process.exitCode = 1;
  },
);
