import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from '../directory/examples.ts';

const [officer, duty] = ['local.offer.officer@council.example.org', 'duty@council.example.org'];

/** A visitor who sends comments, each after having had the form open for a minute. */
async function commenter(t: Parameters<typeof startApp>[0]) {
  let time = NOW.getTime();
  const sooner: string[] = [];
  const visitor = await startApp(t, { now: () => new Date(time), soon: async (job) => void sooner.push(job) });
  async function comment(fields: Record<string, string>) {
    const token = (await visitor.get('/comments')).find('input[name="token"]')[0]?.getAttribute('value') ?? '';
    time += 60_000;
    const form = {
      topic: 'accessibility',
      body: 'Hard to read.',
      page: '',
      reply_to: '',
      website: '',
      token,
      ...fields,
    };
    return (await visitor.post('/comments', form)).headers.location ?? '';
  }
  const mails = () =>
    visitor.db
      .selectFrom('mail')
      .select(['to_address', 'subject', 'text'])
      .where('key', 'not like', 'sign-in%')
      .orderBy('id')
      .execute();
  const items = () => visitor.db.selectFrom('desk_item').selectAll().orderBy('id').execute();
  return { ...visitor, comment, mails, items, sooner };
}

test('a comment about a service names it at the desk, and its owners get a mail without a word of it', async (t) => {
  const visitor = await commenter(t);
  const service = await exampleService(visitor.db);
  await signInAs(visitor, { email: 'owner@example.org', role: 'owner', organization_id: service.organization.id });
  await visitor.comment({ page: `/services/${service.slug}`, body: 'The changing room is too small.' });
  const [item] = await visitor.items();
  assert.deepEqual(
    [item?.kind, item?.service_id, item?.organization_id, item?.is_urgent, item?.due_on],
    ['comment', service.id, service.organization.id, false, '2026-11-26'],
  );
  const mails = await visitor.mails();
  assert.deepEqual(
    mails.map(({ to_address }) => to_address),
    ['owner@example.org'],
  );
  assert.match(mails[0]?.subject ?? '', /A comment about Splash Saturday swimming waits/);
  assert.doesNotMatch(mails[0]?.text ?? '', /changing room/);
  assert.ok(visitor.sooner.includes('send-mail'));
});

const elsewhere = ['', '/services', '/services/no-such-service', 'the swimming page', 'https://elsewhere.example/'];
for (const page of elsewhere)
  test(`a comment about the page "${page}" goes to the Local Offer officer`, async (t) => {
    const visitor = await commenter(t);
    await visitor.comment({ page });
    const [item] = await visitor.items();
    assert.deepEqual([item?.title, item?.service_id], ['Comment: How easy it is to use', null]);
    assert.deepEqual(
      (await visitor.mails()).map(({ to_address }) => to_address),
      [officer],
    );
  });

test('a comment that may speak of harm is urgent, and the duty contact is told at once, without its words', async (t) => {
  const visitor = await commenter(t);
  const address = await visitor.comment({ body: 'My daughter says that she wants to die.' });
  const reference = address.split('/').at(-1) ?? '-';
  const [item] = await visitor.items();
  assert.deepEqual([item?.is_urgent, item?.due_on], [true, '2026-11-16']);
  const urgent = (await visitor.mails()).filter(({ subject }) => subject.startsWith('Urgent'));
  assert.deepEqual(
    urgent.map(({ to_address }) => to_address),
    [duty],
  );
  assert.ok(urgent[0]?.subject.includes(reference) && urgent[0].text.includes(`/staff/items/${item?.id}`));
  assert.doesNotMatch(urgent[0]?.text ?? '', /daughter|die/);
  assert.match((await visitor.get(address)).text, /in danger now, call 999/);
});

test('the page that confirms any comment says whom to call in an emergency', async (t) => {
  const visitor = await commenter(t);
  const thanks = await visitor.get(await visitor.comment({}));
  assert.deepEqual(thanks.find('main a[href="tel:999"]').length, 1);
});

test('a rating with a text reaches the desk, one without does not', async (t) => {
  const visitor = await commenter(t);
  const service = await exampleService(visitor.db);
  const rate = (fields: object) =>
    visitor.post('/was-this-helpful', { page: '/about', is_helpful: 'no', body: '', website: '', ...fields });
  await rate({});
  assert.equal((await visitor.items()).length, 0);
  await rate({ page: `/services/${service.slug}`, body: 'Wrong times' });
  await rate({ body: 'A man there hit my son' });
  const items = await visitor.items();
  assert.deepEqual(
    items.map(({ kind, title, service_id, is_urgent }) => [kind, title, service_id, is_urgent]),
    [
      ['rating', 'What somebody wrote about the page of Splash Saturday swimming', service.id, false],
      ['rating', 'What somebody wrote about the page /about', null, true],
    ],
  );
  assert.deepEqual(
    (await visitor.mails()).map(({ to_address, subject }) => [to_address, subject.slice(0, 14)]),
    [
      [duty, 'Urgent: a comm'],
      [officer, 'Somebody wrote'],
    ],
  );
});
