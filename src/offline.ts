import { resolve } from 'node:path';
import { createApp } from './app.ts';
import { readAuthority, WrongAuthority } from './authority.ts';
import { configOfThisProcess, WrongConfiguration } from './config.ts';
import { writeOfflineSite } from './content/offline-site.ts';
import { openDatabase } from './db/database.ts';
import { FolderInUse } from './db/lock.ts';
import { migrate } from './db/migrate.ts';

const help =
  'npm run offline [-- <folder>]: writes the whole public site into a folder (default: ./offline) that needs no server.\n';

async function run(): Promise<void> {
  const [typed = './offline'] = process.argv.slice(2);
  if (typed.startsWith('-')) {
    process.stdout.write(help);
    return;
  }
  const to = resolve(typed);
  const config = { ...configOfThisProcess(), log_level: 'silent' as const };
  const authority = await readAuthority(config.authority_file);
  const database = await openDatabase(config);
  try {
    await migrate(database.db);
    const now = () => new Date();
    const app = await createApp({ config, authority, db: database.db, now, soon: async () => {} });
    const { base_url } = config;
    const written = await writeOfflineSite(
      { app, db: database.db, now: now(), base_url, site_name: authority.site_name, to },
      (done, of) => process.stdout.write(`${done} of ${of} pages …\n`),
    );
    await app.close();
    process.stdout.write(`Wrote ${written} pages into ${to}. Open index.html there.\n`);
  } finally {
    await database.close();
  }
}

run().catch((error: Error) => {
  const isExpected =
    error instanceof WrongConfiguration || error instanceof WrongAuthority || error instanceof FolderInUse;
  process.stderr.write(`${isExpected ? error.message : error.stack}\n`);
  process.exit(1);
});
