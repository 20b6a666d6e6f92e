import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, type TestContext } from 'node:test';
import axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { site } from './site.ts';

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };
/** WCAG 1.4.10: nothing to be scrolled sideways at 320 CSS pixels, which is also 1280 at 400 %. */
const NARROWEST = { width: 320, height: 640 };
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What a page in dark can have wrong that the same page in light has right: axe's rules that look at colours. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
];

let launched: Promise<Browser> | undefined;

function browser(): Promise<Browser> {
  launched ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: BROWSER_ARGUMENTS,
  });
  return launched;
}

after(async () => (await launched)?.close());

/**
 * A new person with a new browser on the site's home page: on a phone unless `desk` is asked for. Whatever the browser
 * complains of, what the server fails at, and anything asked of another party fails the test when it ends. `base` is the
 * address of another site than the one that all journeys share; `from` the internet address that a proxy tells it.
 */
export async function visit(
  t: TestContext,
  { desk = false, scripts = true, path = '/', base = '', from = '' } = {},
): Promise<Page> {
  const address = base || (await site());
  const context = await (await browser()).newContext({
    baseURL: address,
    viewport: desk ? DESK : PHONE,
    javaScriptEnabled: scripts,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    ...(from && { extraHTTPHeaders: { 'x-forwarded-for': from } }),
  });
  context.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on('console', (message) => {
    // what could not be loaded is told by its answer, below
    if (message.type() === 'error' && !message.text().startsWith('Failed to load'))
      complaints.push(`the console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`a script: ${error.message}`));
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== address) complaints.push(`asked of another party: ${request.url()}`);
  });
  context.on('response', (answer) => {
    // a page may say that there is no such page, or what is wrong with a form; what belongs to a page must be there
    const limit = answer.request().isNavigationRequest() ? 500 : 400;
    if (answer.status() >= limit) complaints.push(`${answer.status()} from ${answer.url()}`);
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(complaints, []);
  });
  if (!scripts) withoutScripts.add(page);
  await page.goto(path);
  return page;
}

const withoutScripts = new WeakSet<Page>();

/** axe is itself a script: a page without scripts is looked at as a copy of what it shows, whose own scripts stay blocked. */
async function copyForAxe(page: Page): Promise<Page> {
  const html = (await page.content()).replace(/<\/?noscript[^>]*>/g, '');
  const context = await (await browser()).newContext();
  const copy = await context.newPage();
  const headers = { 'content-security-policy': "script-src 'none'", 'content-type': 'text/html; charset=utf-8' };
  await copy.route(page.url(), (route) => route.fulfill({ body: html, headers }));
  await copy.goto(page.url());
  return copy;
}

async function violations(page: Page, runOnly: string[]): Promise<string[]> {
  const { violations: found } = await page.evaluate(
    (asked) => (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: asked, resultTypes: ['violations'] }),
    runOnly,
  );
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${help} (${id}): ${node.html.slice(0, 200)} ${node.any.map((check) => check.message).join('; ')}`,
    ),
  );
}

/**
 * Looks at the page as it stands, on a phone and at a desk, in light and in dark: no rule of WCAG 2.2 AA broken that
 * axe can tell, nothing to scroll sideways at 320 pixels. With SCREENSHOTS=1 it keeps pictures under `name`. With
 * `brief` it looks twice instead of four times: on a phone in light, at a desk in dark.
 */
export async function audit(page: Page, name: string, { brief = false } = {}): Promise<void> {
  if (!withoutScripts.has(page)) return auditAsShown(page, name, brief);
  const copy = await copyForAxe(page);
  await auditAsShown(copy, name, brief).finally(() => copy.context().close());
}

async function auditAsShown(page: Page, name: string, brief: boolean): Promise<void> {
  const before = page.viewportSize() ?? PHONE;
  await page.evaluate(axe.source);
  for (const size of [PHONE, DESK])
    for (const colorScheme of ['light', 'dark'] as const) {
      if (brief && (size === PHONE) !== (colorScheme === 'light')) continue;
      const asked = brief || colorScheme === 'light' ? STANDARDS : OF_COLOURS;
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      if (process.env.SCREENSHOTS) {
        mkdirSync('screenshots', { recursive: true });
        await page.screenshot({ path: `screenshots/${name}-${size.width}-${colorScheme}.png`, fullPage: true });
      }
      assert.deepEqual(
        await violations(page, asked),
        [],
        `${name} (${page.url()}) at ${size.width} px, ${colorScheme}`,
      );
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(NARROWEST);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(
    width <= NARROWEST.width,
    `${name} (${page.url()}) is ${width} px wide on a screen of ${NARROWEST.width} px`,
  );
  await page.setViewportSize(before);
}

/** Presses Tab until the focus stands on it, as somebody without a mouse would. Fails when it cannot be reached. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const limit = 150;
  for (let presses = 0; presses < limit; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${target} cannot be reached by ${limit} presses of Tab`);
}
