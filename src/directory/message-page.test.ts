import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { exampleService } from './examples.ts';
import { forgetOldUse } from './jobs.ts';
import { type ServiceRecordInput } from './records.ts';

/** Somebody before the form of the example; the clock can be moved. */
async function family(t: TestContext, fields: Partial<ServiceRecordInput> = {}) {
  let time = NOW.getTime();
  const visitor = await startApp(t, { now: () => new Date(time) });
  const service = await exampleService(visitor.db, fields, { now: NOW });
  const form = `/services/${service.slug}/write`;
  return {
    ...visitor,
    service,
    form,
    wait: (seconds: number) => (time += seconds * 1000),
    /** fills the form in as a person does */
    async write(values: Record<string, string>) {
      const page = await visitor.get(form);
      time += 30_000;
      const token = page.find('input[name="token"]')[0]?.getAttribute('value') ?? '';
      return visitor.post(form, { token, website: '', ...values });
    },
    async letter() {
      const mails = visitor.db.selectFrom('mail').selectAll().where('key', 'like', 'family-message:%');
      const mail = await mails.orderBy('id', 'desc').executeTakeFirstOrThrow();
      return { ...mail, link: new URL(/https?:\S+\/messages\/\S+/.exec(mail.text)?.[0] ?? '').pathname };
    },
  };
}

const message = { words: 'May my daughter bring her own earphones?', reply_to: 'fay@example.org' };

test('a family writes to a service without a mail program, and the service alone reads it', async (t) => {
  const { get, post, write, letter, form, service, db } = await family(t);
  assert.equal((await get(`/services/${service.slug}`)).find(`a[href="${form}"]`).length, 1);
  const sent = await write(message);
  assert.match((await get(sent.headers.location ?? '')).text, /Your message is on its way/);
  const { to_address, text, html, subject, link } = await letter();
  assert.equal(to_address, 'swim@example.org');
  assert.match(subject, /Somebody wrote to you about Splash Saturday swimming/);
  assert.doesNotMatch(text + html, /earphones|fay@/, 'nothing of it stands in the mail');
  const looked = await get(link);
  assert.doesNotMatch(looked.text, /earphones|fay@/, 'a link that is only followed tells nothing');
  assert.equal(looked.headers['cache-control'], 'no-store');
  const read = await post(link, {});
  assert.match(read.text, /May my daughter bring her own earphones\?/);
  assert.equal(read.find('a[href="mailto:fay@example.org"]').length, 1);
  const kept = await db.selectFrom('family_message').selectAll().executeTakeFirstOrThrow();
  assert.deepEqual(kept.opened_at, new Date(NOW.getTime() + 30_000));
});

test('named roles are written to by their own address, which is chosen where there are several', async (t) => {
  const contacts = [{ title: 'SEND co-ordinator', email: 'send@example.org' }, { title: 'Coach' }];
  const organization = { name: 'Splash', description: '', email: 'SWIM@example.org' };
  const { get, write, letter, form } = await family(t, { contacts, organization });
  const page = await get(form);
  assert.deepEqual(
    page.find('.govuk-radios__item').map((item) => item.text.trim()),
    ['SEND co-ordinator', 'Splash Saturday swimming'],
  );
  assert.match((await write(message)).text, /Choose to whom you write/);
  for (const to of ['2', '-1', 'swim@example.org', '__proto__'])
    assert.equal((await write({ ...message, to })).status, 422, to);
  assert.equal((await write({ ...message, to: '0' })).status, 303);
  assert.equal((await letter()).to_address, 'send@example.org');
});

test('what is missing is said beside its field, machines are kept out, and nothing typed is lost', async (t) => {
  const { post, write, form, db } = await family(t);
  const empty = await write({ words: '', reply_to: 'nobody' });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /Write your message/);
  assert.match(empty.text, /Write an e-mail address, like name@example\.org/);
  assert.match((await write({ ...message, words: 'x'.repeat(2001) })).text, /2,001 characters/);
  const trapped = await write({ ...message, website: 'https://spam.example' });
  assert.equal(trapped.status, 422);
  assert.equal(trapped.find('#words')[0]?.textContent, message.words);
  assert.equal((await post(form, message)).status, 422, 'not without our page');
  assert.equal((await db.selectFrom('family_message').selectAll().execute()).length, 0);
});

test('nobody is flooded: so many messages a day go to one address', async (t) => {
  const { write, wait, db } = await family(t);
  const another = (n: number) => ({ ...message, words: `${message.words} (${n})` });
  for (let n = 0; n < 10; n++) {
    assert.equal((await write(another(n))).status, 303);
    wait(60);
  }
  assert.equal((await write(another(9))).status, 303, 'the same once more');
  assert.equal((await db.selectFrom('family_message').select('id').execute()).length, 10);
  assert.match((await write(another(10))).text, /Many people have written there today/);
  wait(86_400);
  assert.equal((await write(message)).status, 303);
});

test('a link that is not ours, or whose message is forgotten, opens nothing', async (t) => {
  const { get, post, write, letter, db } = await family(t);
  await write(message);
  const { link } = await letter();
  const [, , id = '', token = ''] = link.split('/');
  for (const wrong of [`/messages/${id}/x`, `/messages/${id}/${token}x`, `/messages/1/${token}`, '/messages/x/y'])
    assert.deepEqual([(await get(wrong)).status, (await post(wrong, {})).status], [404, 404], wrong);
  await forgetOldUse(db, new Date('2027-01-15T10:00:00Z'));
  assert.equal((await get(link)).status, 200);
  await forgetOldUse(db, new Date('2027-01-17T10:00:00Z'));
  assert.equal((await get(link)).status, 404);
});

test('there is no form where nobody would read it', async (t) => {
  const { get, post, form, service, db } = await family(t, { email: undefined });
  assert.equal((await get(`/services/${service.slug}`)).find(`a[href="${form}"]`).length, 0);
  assert.equal((await get(form)).status, 404);
  assert.equal((await post(form, message)).status, 404);
  assert.equal((await get('/services/nothing-there/write')).status, 404);
  await exampleService(db, {}, { now: NOW });
  await db.updateTable('source').set({ is_neighbour: true }).where('code', '=', 'example').execute();
  await exampleService(db, { email: 'new@example.org' }, { now: NOW });
  assert.equal((await get(form)).status, 404, 'nor for a neighbour’s record');
});
