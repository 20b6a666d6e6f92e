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
