import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, visit } from './journey.ts';

const PAGES = [
  '/find',
  '/about',
  '/contact',
  '/accessibility-statement',
  '/cookies',
  '/privacy',
  '/copies',
  '/glossary',
  '/open-data',
  '/about/freshness',
  '/about/gaps',
  '/you-said-we-did',
  '/tools',
  '/tools/ehc-dates?received=2026-01-12',
  '/tools/ehc-dates/how-it-works',
  '/tools/annual-review?meeting=2026-04-22',
  '/tools/appeal?notice=2026-10-26',
  '/tools/when-things-go-wrong?problem=late&age=17',
  '/tools/0-to-25?born=2015-05',
  '/tools/could-we-get-it/short-breaks?parent=yes&home=yes&age=yes',
  '/tools/my-plan?situation=excluded',
  '/tools/thrive',
  '/my-list',
  '/there-is-no-such-page',
];

test('the pages that no journey passes are as good as those on the way', { timeout: 600_000 }, async (t) => {
  const page = await visit(t);
  for (const path of PAGES) {
    const answer = await page.goto(path);
    assert.equal(answer?.status(), path === '/there-is-no-such-page' ? 404 : 200, path);
    await audit(page, `page${path.replaceAll('/', '-')}`);
  }
  await page.goto('/find');
  await page.locator('main').getByRole('link').first().click();
  await audit(page, 'guided-search');
});
