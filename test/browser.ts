import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const DEBIAN = '/usr/bin/chromium';
const NAMES = [DEBIAN, 'chromium', 'google-chrome', 'chromium-browser'];
const APT = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/** Whether the program starts: a name can be there without the program (Ubuntu's chromium-browser is such a one). */
function starts(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0;
}

function runs(command: string, args: string[], env = process.env): boolean {
  console.log(`$ ${command} ${args.join(' ')}`);
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
}

/** Installs Debian packages as root, without a question; false where that is not possible. */
export function installPackages(...packages: string[]): boolean {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  return runs('apt-get', ['update', '-qq'], APT) && runs('apt-get', ['install', '-y', '-qq', ...packages], APT);
}

function installPlaywrightChromium(): boolean {
  return runs(process.execPath, [
    new URL('../node_modules/playwright-core/cli.js', import.meta.url).pathname,
    'install',
    'chromium',
  ]);
}

/**
 * The path of a Chromium that starts: `CHROMIUM` if set, one that is installed, else one fetched now (Debian's package
 * as root, else Playwright's own). Undefined when there is none and none can be fetched.
 */
export function findChromium(): string | undefined {
  if (process.env.CHROMIUM) return starts(process.env.CHROMIUM) ? process.env.CHROMIUM : undefined;
  const own = () => chromium.executablePath();
  const found = [...NAMES, ...(existsSync(own()) ? [own()] : [])].find(starts);
  if (found) return found;
  console.log('No Chromium is installed for the browser journeys: fetching one.');
  if (installPackages('chromium', 'fonts-liberation') && starts(DEBIAN)) return DEBIAN;
  if (installPlaywrightChromium() && starts(own())) return own();
  return undefined;
}

/** What to do when `findChromium` finds nothing. */
export const CHROMIUM_IS_MISSING = [
  'The browser journeys need Chromium, and it could not be fetched. Do one of these, then run the tests again:',
  '  Debian or Ubuntu:   sudo apt-get install chromium',
  '  anywhere:           npx playwright-core install --with-deps chromium',
  '  already installed:  set CHROMIUM to the path of a Chromium or Chrome that starts',
].join('\n');
