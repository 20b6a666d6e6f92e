import { flushCompileCache } from 'node:module';
import { readAuthority, WrongAuthority } from './authority.ts';
import { configOfThisProcess, WrongConfiguration } from './config.ts';
import { seedDocuments } from './content/documents.ts';
import { publicPages } from './content/public-pages.ts';
import { seedPages } from './content/shipped-pages.ts';
import { checkCouncilFiles } from './council-files.ts';
import { openDatabase } from './db/database.ts';
import { FolderInUse } from './db/lock.ts';
import { migrate } from './db/migrate.ts';
import { bringIndexUpToDate } from './directory/search-index.ts';
import { letterheadOf } from './letterhead.ts';
import { sendingOf } from './participation/routing.ts';
import type { Parts } from './parts.ts';
import { seedDemonstrationAccounts } from './people/demonstration.ts';
import { seedDemonstration, seedDemonstrationOffer, seedReference } from './seed.ts';
import { seedDemonstrationDesk } from './seed-desk.ts';
import { ownSecret } from './settings.ts';
import { readOwnPage } from './web/own-page.ts';

async function start(): Promise<void> {
  const now = () => new Date();
  const config = configOfThisProcess();
  const authority = await readAuthority(config.authority_file);
  await checkCouncilFiles(authority);
  say(config.database_url ? 'Opening the database on the server …' : `Opening the database in ${config.data_dir} …`);
  // the pages are loaded while the database opens
  const [database, { createApp }] = await Promise.all([openDatabase(config), import('./app.ts')]);
  const applied = await migrate(database.db);
  if (applied.length > 0) say(`Brought the database up to date (${applied.length} steps).`);
  await seedReference(database.db, authority);
  await seedPages(database.db, authority, now(), { wrong: (error) => say(error.message) });
  await seedDocuments(database.db);
  const renewed = await bringIndexUpToDate(database.db);
  if (renewed > 0) say(`Made the search index anew for ${renewed} services.`);
  if (config.demo_data) {
    const written = await seedDemonstration(database.db, now(), (done, of) =>
      say(`Writing demonstration services: ${done} of ${of} …`),
    );
    if (written > 0) say(`Wrote ${written} demonstration services.`);
  }
  if (config.demo_data) {
    await seedDemonstrationAccounts(database.db, now());
    await seedDemonstrationOffer(database.db, now());
    const { seedDemonstrationFiles } = await import('./content/demonstration-files.ts');
    await seedDemonstrationFiles(database.db, publicPages(database.db, authority), {
      now: now(),
      site_name: authority.site_name,
      base_url: config.base_url,
    });
    const parts = { letterhead: letterheadOf(config, authority), authority, now };
    if (await seedDemonstrationDesk(database.db, sendingOf(parts))) say('Put made-up items on the desk.');
  }
  // The first page does not wait for the queue of jobs: what is asked for meanwhile is done once it stands.
  const listening = Promise.withResolvers<void>();
  const jobs = listening.promise.then(async () => {
    const [{ startJobs }, { senderOf }] = await Promise.all([import('./jobs.ts'), import('./mail/senders.ts')]);
    return startJobs({
      pool: database.pool,
      db: database.db,
      now,
      send: senderOf(config),
      letterhead: letterheadOf(config, authority),
      officer: authority.officer.email,
      authority,
      secret: config.secret ?? (await ownSecret(database.db)),
      app,
      readPage: (path) => readOwnPage(app, path),
      log: (error, job) => app.log.error(error, job),
    });
  });
  const soon: Parts['soon'] = async (job) => (await jobs).soon(job);
  const app = await createApp({ config, authority, db: database.db, now, soon });

  let isListening = false;
  let stopping: Promise<void> | undefined;
  const stop = () => {
    // Requests under way are answered, then the database is closed.
    stopping ??= inOrder();
    return stopping;
  };
  async function inOrder() {
    const working = isListening ? await jobs : undefined;
    working?.windDown();
    await app.close();
    await working?.stop();
    await database.close();
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());

  await app.listen({ port: config.port, host: config.host });
  const { port } = app.server.address() as { port: number };
  isListening = true;
  listening.resolve();
  flushCompileCache();
  say(`${authority.site_name} is ready at http://localhost:${port}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

start().catch((error: Error & { code?: string }) => {
  const isExpected =
    error instanceof WrongConfiguration || error instanceof WrongAuthority || error instanceof FolderInUse;
  const line =
    error.code === 'EADDRINUSE' ? 'The port is in use by another program: set PORT to another one.' : error.message;
  process.stderr.write(`${isExpected || error.code === 'EADDRINUSE' ? line : error.stack}\n`);
  process.exit(1);
});
