import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService, saveExample } from '../directory/examples.ts';
import { checkContacts } from './check-contacts.ts';
import { lookForPastDates } from './jobs.ts';

test('those who keep a record see what may be wrong in it, and what to do, until it is changed', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  // the site's own links would make it seem that nothing at all answers
  await db.deleteFrom('page_link').execute();
  const record = {
    url: 'https://splash.org.uk/swim',
    email: 'swim@splash.org.uk',
    description: 'The offer ends on 1 June 2024.',
  };
  const { id, organization_id } = await exampleService(db, record, { now: new Date('2024-01-10T10:00:00Z') });
  await lookForPastDates(db, NOW);
  const gone = async () => ({ state: 'bad', reason: 'the server answered 404' }) as const;
  for (const day of ['2026-11-15', '2026-11-16']) {
    const now = () => new Date(`${day}T02:20:00Z`);
    await checkContacts(db, { checker: { web: gone, mail: gone, close() {} }, now });
  }
  await signInAs(visitor, { role: 'owner', organization_id });
  assert.match((await visitor.get('/provider')).text, /3 things may be wrong/);
  const page = await visitor.get(`/provider/services/${id}`);
  assert.match(
    page.text,
    /The link https:\/\/splash\.org\.uk\/swim \(website\): the server answered 404\. Give the address/,
  );
  assert.match(page.text, /Mail to addresses at splash\.org\.uk \(e-mail\): .* Give an address that takes mail\./);
  assert.match(page.text, /“ends on 1 June 2024” \(description\)/);
  assert.match(page.text, /Change the record, and it goes by itself/);
  await saveExample(
    db,
    { ...record, url: 'https://splash.org.uk/swimming', description: 'A warm pool.' },
    { now: NOW },
  );
  assert.match((await visitor.get('/provider')).text, /1 thing may be wrong/);
  assert.doesNotMatch((await visitor.get(`/provider/services/${id}`)).text, /1 June 2024|splash\.org\.uk\/swim /);

  const stranger = await startApp(t, { db });
  const other = await exampleService(db, { source_id: 'other', organization: { name: 'Rooks', description: '' } });
  await signInAs(stranger, { role: 'owner', organization_id: other.organization_id, email: 'other@example.org' });
  assert.doesNotMatch((await stranger.get('/provider')).text, /may be wrong/);
});
