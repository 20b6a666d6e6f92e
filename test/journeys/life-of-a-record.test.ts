import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Db, transaction } from '../../src/db/database.ts';
import { confirmService } from '../../src/directory/confirmations.ts';
import { exampleService, saveExample } from '../../src/directory/examples.ts';
import { audit, visit } from './journey.ts';
import { type OwnSite, startOwnSite } from './own-site.ts';

// From the day on which somebody claims a record to the day on which it lapses, and back: what each of those sees who have
// to do with it, while the clock of the site is moved.

const name = 'Splash Saturday swimming';
const published = new Date('2026-11-10T09:00:00Z');

/** The record, without a keeper; and two like it, of an organisation that demonstration accounts keep. */
async function fill(db: Db) {
  const local_offer = { confirmation: { confirmed_at: '2026-11-10T09:00:00Z', confirmed_by: 'Seals' } };
  const seals = { name: 'Seals', description: '', email: 'seals@example.org' };
  for (const animal of ['Seals', 'Whales'])
    await saveExample(
      db,
      {
        source_id: animal,
        name: `${animal} Saturday swimming`,
        email: 'seals@example.org',
        organization: seals,
        terms: ['category:paediatrics', 'need:ASD'],
        local_offer,
      },
      { now: published },
    );
  await exampleService(
    db,
    {
      contacts: [{ title: 'Manager', email: 'manager@example.org' }],
      organization: { name: 'Splash', description: 'A swimming charity.', email: 'office@example.org' },
      local_offer: { confirmation: { confirmed_at: '2026-11-10T09:00:00Z', confirmed_by: 'Splash' } },
    },
    { now: published },
  );
  await db.updateTable('source').set({ is_demonstration: true }).where('code', '=', 'example').execute();
}

/** The path of the first link in a letter. */
const linkIn = ({ text }: { text: string }) => {
  const url = new URL(/https?:\S+/.exec(text)?.[0] ?? '');
  return url.pathname + url.search;
};

const publicPage = '/services/splash-saturday-swimming';

/** What a family sees: the page's words, and where it stands among its like. */
async function asFamily(family: Page) {
  const answer = await family.goto(publicPage);
  const words = await family.locator('main').innerText();
  await family.goto('/services?q=saturday+swimming');
  const found = await family.locator('.results h3 a').allInnerTexts();
  return { status: answer?.status(), words, found, has_badge: await hasBadge(family) };
}

async function hasBadge(family: Page): Promise<boolean> {
  const card = family.locator('.results > li', { hasText: name });
  return (await card.count()) > 0 && (await card.locator('.tags', { hasText: 'Local Offer' }).count()) > 0;
}

/** Somebody signs in by a link in a mail, without JavaScript. */
async function signInByMail(page: Page, site: OwnSite, email: string) {
  await page.goto('/sign-in?next=%2Fprovider');
  await page.getByLabel('Your e-mail address').fill(email);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Look into your mail' }).waitFor();
  await page.goto(linkIn(await site.mailTo(email, /^Sign in/)));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Your services' }).waitFor();
}

async function signInAsStaff(page: Page) {
  await page.goto('/sign-in/demonstration');
  await page.getByRole('button', { name: /Mo Moderator/ }).click();
  await page.getByRole('heading', { level: 1, name: 'What waits for you' }).waitFor();
}

const look = (page: Page, of: string) => audit(page, of, { brief: true });
const press = (page: Page, button: string | RegExp) => page.getByRole('button', { name: button }).click();
const heading = (page: Page, words: string | RegExp) => page.getByRole('heading', { level: 1, name: words }).waitFor();

test('the life of a record, from claim to lapse, and back', { timeout: 900_000 }, async (t) => {
  const site = await startOwnSite(t, '2026-11-16', fill);
  const { base } = site;
  const family = await visit(t, { base, from: '10.0.0.1' });
  const pat = await visit(t, { base, from: '10.0.0.2', scripts: false });
  const mo = await visit(t, { base, from: '10.0.0.3', desk: true });
  const email = 'pat@example.org';
  // families' browsers keep a page for some minutes, and half a year passes here in less
  const devtools = await family.context().newCDPSession(family);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });

  // Claimed: somebody of Splash signs in by a mailed link, and proves it by a code that goes to the public address.
  await signInByMail(pat, site, email);
  await look(pat, 'life-provider-new');
  await pat.getByLabel('Name of the organisation or of a service').fill('splash swimming');
  await press(pat, 'Find it');
  await look(pat, 'life-find');
  await pat
    .getByRole('link', { name: /This is ours/ })
    .first()
    .click();
  await look(pat, 'life-claim');
  await pat.getByLabel(/Send a code to of•••@example\.org/).check();
  await press(pat, 'Continue');
  const { text: letter } = await site.mailTo('office@example.org', /code/i);
  await look(pat, 'life-code');
  await pat.getByLabel('Code', { exact: true }).fill(/\b\d{6}\b/.exec(letter)?.[0] ?? '');
  await press(pat, 'Continue');
  await heading(pat, 'Your services');
  await look(pat, 'life-provider');

  // Edited: page by page, previewed, and sent. What is public stays as it is.
  await pat.getByRole('link', { name, exact: true }).click();
  await look(pat, 'life-record');
  await press(pat, 'Change this record');
  await pat.getByRole('link', { name: 'What it is' }).or(pat.locator('a[href$="/what"]')).first().click();
  await look(pat, 'life-step-what');
  const summary = 'A calm hour in a warm pool, for children who find noise hard.';
  await pat.locator('#summary').fill(summary);
  await press(pat, 'Save and go on');
  await pat.waitForURL(/\/who$/);
  await pat.getByLabel('Yes, it is open to all').check();
  await press(pat, 'Save and go on');
  await pat.waitForURL(/\/kind$/);
  const draft = new URL(pat.url()).pathname.replace(/\/[^/]+$/, '');
  await pat.goto(`${draft}/preview`);
  await pat.getByText('This is a preview.').waitFor();
  await pat.getByText(summary).first().waitFor();
  await look(pat, 'life-preview');
  assert.doesNotMatch((await asFamily(family)).words, /A calm hour/, 'a draft is not public');
  await pat.goto(draft);
  await look(pat, 'life-draft');
  await pat.getByLabel(/Everything else on the record is still right/).check();
  await press(pat, 'Hand it in');
  await pat.getByText(/wait at the council/).waitFor();
  assert.doesNotMatch((await asFamily(family)).words, /A calm hour/, 'nor is what waits');

  // Approved: staff see what changes, old beside new.
  await signInAsStaff(mo);
  await look(mo, 'life-desk');
  await mo.getByRole('link', { name }).first().click();
  const row = mo.locator('.differences tbody tr', { hasText: 'A calm hour' });
  assert.match(await row.innerText(), /Relaxed swimming for children.*\s+A calm hour in a warm pool/s);
  await look(mo, 'life-desk-change');
  await press(mo, 'Approve');
  await mo.getByText(/Decided: approved/).waitFor();
  await site.mailTo(email, /public/);
  let seen = await asFamily(family);
  assert.match(seen.words, /A calm hour in a warm pool/);
  assert.match(seen.words, /Checked on 16 November 2026 by Splash/);
  assert.equal(seen.has_badge, false);

  // Asked to be in the Local Offer, and approved: the badge shows, and it comes first.
  await pat.goto('/provider');
  await pat.getByRole('link', { name, exact: true }).click();
  await press(pat, 'Change this record');
  await pat.goto(`${new URL(pat.url()).pathname}/local-offer`);
  await pat.getByRole('radio', { name: 'Yes', exact: true }).check();
  for (const box of await pat.getByRole('checkbox').all()) await box.check();
  await look(pat, 'life-step-offer');
  await press(pat, 'Save and go on');
  await press(pat, 'Hand it in');
  await heading(pat, 'Your services');
  await mo.goto('/staff?kind=local_offer');
  await mo.getByRole('link', { name }).first().click();
  await look(mo, 'life-desk-offer');
  await press(mo, /Approve: it is in the Local Offer/);
  await mo.getByText(/Decided: approved/).waitFor();
  await site.mailTo(email, /In the Local Offer/);
  seen = await asFamily(family);
  assert.equal(seen.has_badge, true);
  assert.equal(seen.found[0], name);

  // Half a year later: a mail, whose link confirms by a press of a button and not by being opened.
  await site.wakeUpOn('2027-04-17');
  const quiet = await site.mailsLeft();
  await site.wakeUpOn('2027-04-18');
  assert.equal((await site.mailsLeft()) - quiet, 1, 'one mail, on the day that was promised');
  const asked = linkIn(await site.mailTo('swim@example.org', /still right/));
  for (let look = 0; look < 3; look++) await pat.goto(asked);
  await look(pat, 'life-confirm');
  assert.match((await asFamily(family)).words, /Checked on 16 November 2026/, 'opening it confirms nothing');
  await press(pat, 'Everything is still right');
  await heading(pat, /Thank you/);
  await look(pat, 'life-confirmed');
  seen = await asFamily(family);
  assert.match(seen.words, /Checked on 18 April 2027 by Splash/);
  await confirmOthers(site);

  // Another half year, and nobody answers: asked, reminded, then everybody else who may know.
  await site.wakeUpOn('2027-09-20');
  await site.mailTo('swim@example.org', /^Is “Splash/);
  await site.wakeUpOn('2027-10-04');
  await site.mailTo('swim@example.org', /Reminder/);
  await site.wakeUpOn('2027-10-11');
  for (const address of ['manager@example.org', 'office@example.org', email])
    await site.mailTo(address, /Can you tell us/);
  seen = await asFamily(family);
  assert.doesNotMatch(seen.words, /out of date/);

  // On the phone list of staff, with the number and what to say.
  await site.wakeUpOn('2027-10-25');
  await signInAsStaff(mo);
  await mo.goto('/staff?kind=to_phone');
  await mo.getByRole('link', { name }).first().click();
  await mo.getByText('01632 960001').first().waitFor();
  await mo.getByRole('heading', { name: 'What to say' }).waitFor();
  await look(mo, 'life-phone');

  // The public is warned.
  await site.wakeUpOn('2027-11-01');
  seen = await asFamily(family);
  assert.match(seen.words, /This may be out of date/);
  assert.equal(seen.found[0], name, 'it is found as before');
  assert.equal(seen.has_badge, true);
  await family.goto(publicPage);
  await look(family, 'life-warned');
  await site.mailTo('swim@example.org', /out of date/);

  // It drops in searches, and loses its badge.
  await site.wakeUpOn('2027-11-29');
  seen = await asFamily(family);
  assert.equal(seen.found.at(-1), name, seen.found.join('; '));
  assert.ok(seen.found.length >= 3);
  assert.equal(seen.has_badge, false, 'the badge has lapsed');
  await site.mailTo(email, /Local Offer/);

  // It is hidden; its address says so, and its keepers are told how to come back.
  await site.wakeUpOn('2028-01-15');
  assert.equal((await asFamily(family)).status, 200);
  await site.wakeUpOn('2028-01-16');
  seen = await asFamily(family);
  assert.equal(seen.status, 410);
  assert.ok(!seen.found.includes(name));
  await family.goto(publicPage);
  await look(family, 'life-gone');
  const hidden = linkIn(await site.mailTo('swim@example.org', /taken down/));
  const all = await site.mailsLeft();
  await site.wakeUpOn('2028-01-20');
  assert.equal(await site.mailsLeft(), all, 'and nobody is written to any more');

  // One step back to live, without JavaScript, without signing in. The badge is looked at again.
  await pat.goto(hidden);
  await pat.getByText('Families cannot find this record now.').waitFor();
  await look(pat, 'life-hidden');
  await press(pat, 'Everything is still right');
  await heading(pat, /Thank you/);
  await pat.getByText(/Local Offer badge/).waitFor();
  seen = await asFamily(family);
  assert.equal(seen.status, 200);
  assert.match(seen.words, /Checked on 20 January 2028 by Splash/);
  assert.doesNotMatch(seen.words, /out of date/);
  assert.ok(seen.found.includes(name));
  assert.equal(seen.has_badge, false);
  await signInAsStaff(mo);
  await mo.goto('/staff?kind=to_phone');
  assert.equal(await mo.getByRole('link', { name }).count(), 0, 'nobody has to phone any more');
  await mo.goto('/staff?kind=local_offer');
  await mo.getByRole('link', { name }).first().click();
  await press(mo, /Approve: it is in the Local Offer/);
  await mo.getByText(/Decided: approved/).waitFor();
  seen = await asFamily(family);
  assert.equal(seen.has_badge, true);
  assert.equal(seen.found[0], name);

  // Its keeper signs in once more, and finds it in order; its whole history is on the desk.
  await signInByMail(pat, site, email);
  await pat.getByText(/Confirmed on 20 January 2028/).waitFor();
  await mo.goto('/staff/services/splash-saturday-swimming');
  await mo
    .getByText(/A calm hour in a warm pool/)
    .first()
    .waitFor();
  await look(mo, 'life-history');
});

/** Seals say that theirs are right, too, so that they stay as they are. */
async function confirmOthers({ db, now }: OwnSite) {
  const others = await db.selectFrom('service').select('id').where('name', '<>', name).execute();
  for (const { id } of others)
    await transaction(db, (tx) => confirmService(tx, id, { confirmed_by: 'Seals', now: now() }));
}
