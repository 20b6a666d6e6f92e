import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, tabTo, visit } from './journey.ts';

const MAP = '/services?q=swimming&near=Norwich&view=map';

test('the map stands beside the list, and its code comes only when somebody wants a map that moves', async (t) => {
  const page = await visit(t, { desk: true, path: '/services?q=swimming&near=Norwich' });
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.getByRole('link', { name: 'List and map' }).click();
  await page.waitForURL(/view=map/);
  assert.ok((await page.locator('#map svg a').count()) > 0, 'the picture has markers');
  assert.ok((await page.locator('.results > li').count()) > 0, 'the list is there too');
  await audit(page, 'map-drawn');
  assert.deepEqual(
    loaded.filter((path) => path.includes('leaflet')),
    [],
  );

  const zoom = page.getByRole('button', { name: 'Zoom and move the map' });
  await tabTo(page, zoom);
  await page.keyboard.press('Enter');
  const pin = page.locator('.leaflet-container .pin').first();
  await pin.waitFor();
  assert.ok(loaded.some((path) => path.includes('leaflet')));
  await audit(page, 'map-moving');
  await tabTo(page, pin);
  await page.keyboard.press('Enter');
  await page.locator('.leaflet-popup a').first().waitFor();
  await page.getByRole('link', { name: 'List', exact: true }).click();
  await page.waitForURL((url) => url.searchParams.get('view') !== 'map');
  assert.equal(await page.locator('#map').count(), 0);
});

test('without JavaScript the map is a picture, whose markers lead to the services', async (t) => {
  const page = await visit(t, { scripts: false, path: MAP });
  await audit(page, 'map-plain');
  assert.equal(await page.getByRole('button', { name: 'Zoom and move the map' }).count(), 0);
  const href = await page.locator('#map svg a').first().getAttribute('href');
  const shown = href?.startsWith('#')
    ? await page.locator(href).count()
    : (await page.request.get(href ?? '')).status();
  assert.ok(shown === 1 || shown === 200, `${href} leads somewhere`);
});
