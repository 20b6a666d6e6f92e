import { configOfThisProcess, WrongConfiguration } from './config.ts';
import { openDatabase, transaction } from './db/database.ts';
import { FolderInUse } from './db/lock.ts';
import { migrate } from './db/migrate.ts';
import { recordOwnDeed } from './people/audit.ts';
import { personOf } from './people/persons.ts';
import { giveRole } from './people/roles.ts';

/** `npm run make-admin -- name@example.org`: makes that person an administrator, with an account if there is none. */
async function makeAdministrator(email: string | undefined): Promise<void> {
  if (!email || !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
    throw new WrongConfiguration('Say whom: npm run make-admin -- name@example.org');
  const now = new Date();
  const { db, close } = await openDatabase(configOfThisProcess());
  try {
    await migrate(db);
    await transaction(db, async (tx) => {
      const person = await personOf(tx, { email, now });
      await giveRole(tx, { person_id: person.id, role: 'administrator' }, { now, by: 'make-admin' });
      await recordOwnDeed(
        tx,
        'make-admin',
        { action: 'gave_role', entity: 'person', entity_id: person.id, detail: { role: 'administrator' } },
        now,
      );
    });
  } finally {
    await close();
  }
  process.stdout.write(`${email.toLowerCase()} is an administrator now, and can sign in at /sign-in.\n`);
}

makeAdministrator(process.argv[2]).catch((error: Error) => {
  const isExpected = error instanceof WrongConfiguration || error instanceof FolderInUse;
  const line =
    error instanceof FolderInUse ? 'The site is running: stop it first, then run this again.' : error.message;
  process.stderr.write(`${isExpected ? line : error.stack}\n`);
  process.exit(1);
});
