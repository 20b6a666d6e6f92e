// `npm run -s check:report -- <file or address> [--kind mainstream|nursery|special] [--home <address>] [--today <day>]
// [--allow-private]`: reads a school's SEN information report and says as one JSON object which of the items of the law it
// holds (`items`: key → {found, confidence, passage}), its `date`, its `state`, and what is wrong with it. A file is looked
// at by itself; of an address it is also asked whether its links live, and with --home how many clicks lead to it. Exit
// code: 0 a JSON object was printed, 1 the report cannot be had or read, 2 wrong arguments.
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readAuthority } from './authority.ts';
import { configOfThisProcess } from './config.ts';
import { createGuest } from './freshness/polite-guest.ts';
import { dayOf } from './parts.ts';
import { judgeReport } from './sen-reports/judge-rules.ts';
import { lookAtReport } from './sen-reports/look-at-report.ts';
import { councilOf } from './sen-reports/own-council.ts';
import { mostReportBytes, readReport } from './sen-reports/read-report.ts';
import { shippedPolicy } from './sen-reports/report-policies.ts';

const usage =
  'Use: npm run -s check:report -- <file or address> [--kind mainstream|nursery|special] [--home <address>] [--today 2026-11-22] [--allow-private]';
const kinds = { mainstream: 'mainstream', nursery: 'mainstream', special: 'special' } as const;
const today = dayOf(new Date());

class WrongArguments extends Error {}

interface Arguments {
  what: string;
  kind?: 'mainstream' | 'special';
  home?: string;
  today: string;
  allow_private: boolean;
}

function readArguments(): Arguments {
  const { values, positionals } = parse();
  const [what, ...others] = positionals;
  if (!what || others.length > 0) throw new WrongArguments(usage);
  if (values.kind !== undefined && !Object.hasOwn(kinds, values.kind))
    throw new WrongArguments(`--kind is mainstream, nursery or special, not ${values.kind}.`);
  if (values.home !== undefined && !isAddress(values.home))
    throw new WrongArguments(`--home must be an address like https://school.example.org, not ${values.home}.`);
  if (values.today !== undefined && !isDay(values.today))
    throw new WrongArguments(`--today must be a day like 2026-11-22, not ${values.today}.`);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(what) && !isAddress(what))
    throw new WrongArguments(`${what} is no http or https address, and no file.`);
  return {
    what,
    ...(values.kind === undefined ? {} : { kind: kinds[values.kind as keyof typeof kinds] }),
    ...(values.home === undefined ? {} : { home: values.home }),
    today: values.today ?? today,
    allow_private: values['allow-private'] ?? false,
  };
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        kind: { type: 'string' },
        home: { type: 'string' },
        today: { type: 'string' },
        'allow-private': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new WrongArguments(`${error instanceof Error ? error.message.split('. ')[0] : error}. ${usage}`);
  }
}

const isAddress = (text: string) => /^https?:\/\//i.test(text) && URL.canParse(text);
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && new Date(text).toJSON()?.slice(0, 10) === text;

async function bytesOf(path: string): Promise<Buffer> {
  const entry = await stat(path).catch(() => undefined);
  if (!entry) throw new Error(`There is no file ${path}.`);
  if (!entry.isFile()) throw new Error(`${path} is no file.`);
  if (entry.size > mostReportBytes) throw new Error(`${path} is larger than ${mostReportBytes / 1_000_000} MB.`);
  return readFile(path);
}

async function check({ what, kind, home, today, allow_private }: Arguments): Promise<object> {
  const config = configOfThisProcess();
  const about = councilOf(await readAuthority(config.authority_file), config.base_url);
  const { stale_months } = shippedPolicy(today);
  const options = { ...about, today, stale_months, ...(kind ? { kind } : {}) };
  if (!isAddress(what)) return { checked: what, ...judgeReport(await readReport(await bytesOf(what)), options) };
  const hosts = [what, home].flatMap((address) => (address ? [new URL(address).host] : []));
  const guest = createGuest({
    user_agent: `OpenLocalOffer (+${config.base_url})`,
    private_hosts: allow_private ? hosts : [],
    timeout_ms: 20_000,
    pause_ms: 500,
  });
  try {
    const { address, ...looked } = await lookAtReport(guest, { address: what, home }, options);
    return { checked: address, ...looked };
  } finally {
    guest.close();
  }
}

try {
  console.log(JSON.stringify(await check(readArguments()), null, 2));
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  const said = /private network$/.test(reason) ? `${reason}: --allow-private allows it` : reason;
  console.error(error instanceof WrongArguments ? said : `The report was not checked: ${said}`.replace(/\s+/g, ' '));
  process.exitCode = error instanceof WrongArguments ? 2 : 1;
}
