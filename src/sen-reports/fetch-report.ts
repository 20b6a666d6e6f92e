import { UnfitFile } from '../files/unfit-file.ts';
import { readFailure } from '../freshness/check-rules.ts';
import { type Guest, NotWelcome, TooSlow } from '../freshness/polite-guest.ts';
import { NotAllowed } from '../imports/web-reader.ts';
import { decodeHtml, isHtml } from './html-bytes-rules.ts';
import { linksOfHtml } from './read-html-rules.ts';
import { mostReportBytes, readReport } from './read-report.ts';
import type { ReportLink, ReportText } from './report-text-rules.ts';

/** A page or file as its server gave it. */
export interface Fetched {
  /** where it was in the end, after redirects */
  address: string;
  type: string;
  bytes: Buffer;
}

/** Why something could not be fetched. */
export class NotFetched extends Error {
  override name = 'NotFetched';
  /** the server was busy, slow or asked us not to: it may be there all the same */
  readonly is_unsure: boolean;
  constructor(reason: string, is_unsure: boolean) {
    super(reason);
    this.is_unsure = is_unsure;
  }
}

const mostRedirects = 5;
/** A page that is only looked through for its links. */
const mostPageBytes = 3_000_000;

/** Fetches one page or file, politely. Refuses (NotFetched, with the reason) whatever does not answer well. */
export async function fetchFrom(guest: Guest, address: string, most_bytes = mostReportBytes): Promise<Fetched> {
  let url = address.split('#')[0] ?? address;
  const seen = new Set<string>();
  try {
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      if (isPortOfAnother(url)) throw new NotFetched('its port is none of a website', false);
      const { status, location, type, bytes, is_cut } = await guest.read(url, most_bytes);
      if (status >= 300 && status <= 399 && location) {
        seen.add(url);
        url = URL.parse(location, url)?.href.split('#')[0] ?? location;
        if (seen.has(url)) throw new NotFetched('it redirects in a circle', false);
        continue;
      }
      if (status < 200 || status > 299)
        throw new NotFetched(`the server answered ${status}`, status === 429 || status >= 500);
      if (is_cut) throw new NotFetched(`it is larger than ${Math.round(most_bytes / 1_000_000)} MB`, false);
      return { address: url, type, bytes };
    }
    throw new NotFetched(`it redirects more than ${mostRedirects} times`, false);
  } catch (error) {
    if (error instanceof NotFetched) throw error;
    if (error instanceof TooSlow) throw new NotFetched('it did not answer in time', true);
    if (error instanceof NotWelcome) throw new NotFetched(error.message, true);
    // without the advice that an import gives
    if (error instanceof NotAllowed) throw new NotFetched(error.message.replace(/ \(.*$/s, ''), false);
    const { state, reason } = readFailure((error as NodeJS.ErrnoException).code);
    throw new NotFetched(reason ?? 'it did not answer', state === 'unsure');
  }
}

/** Below 1024 stand mail, shells and the like, which no school's page leads to. */
function isPortOfAnother(address: string): boolean {
  const port = Number(URL.parse(address)?.port ?? '');
  return port > 0 && port < 1024 && port !== 80 && port !== 443;
}

/** Fetches a report and reads it. Refuses (NotFetched) what does not answer, and (UnfitFile) what cannot be read. */
export async function fetchReport(
  guest: Guest,
  address: string,
): Promise<{ report: ReportText; address: string; links: ReportLink[] }> {
  const fetched = await fetchFrom(guest, address);
  const { bytes, type } = fetched;
  if (bytes.length === 0) throw new UnfitFile('It is empty.');
  const report = await readReport(bytes, { address: fetched.address, type });
  return { report, address: fetched.address, links: report.format === 'html' ? linksOn(fetched) : [] };
}

/** The links of a web page, as far as it is looked through, those of its menus too; none of anything else. */
export async function fetchLinks(guest: Guest, address: string): Promise<{ address: string; links: ReportLink[] }> {
  const fetched = await fetchFrom(guest, address, mostPageBytes);
  return { address: fetched.address, links: linksOn(fetched) };
}

function linksOn({ bytes, type, address }: Fetched): ReportLink[] {
  const text = decodeHtml(bytes.subarray(0, mostPageBytes), type);
  return isHtml(text, type) ? linksOfHtml(text, address) : [];
}
