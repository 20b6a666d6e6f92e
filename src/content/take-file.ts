import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import type { Db } from '../db/database.ts';
import { cleanFile } from '../files/clean-file.ts';
import type { CleanFile } from '../files/office-parts.ts';
import { UnfitFile } from '../files/unfit-file.ts';
import { ScannerAway, scanForViruses } from '../files/virus-scan.ts';
import { record } from '../people/audit.ts';

/** Why a file goes no further, and the virus that was found, or what does not work here, where that is why. */
interface Refused {
  why: string;
  virus?: string;
  fault?: string;
}

/** What came of a file that somebody sent. */
export type Taken = { file: CleanFile & { scanned_at: Date | null } } | Refused;

const away =
  'We cannot look for viruses now: the scanner does not answer. No file goes out without that. Try again in a few minutes.';

/** Whether a file holds a virus, where the council has a scanner: when none was found, or why it goes no further. */
export async function scanned(
  { clamav_address }: Pick<Config, 'clamav_address'>,
  bytes: Uint8Array,
  now: Date,
): Promise<{ scanned_at: Date | null } | Refused> {
  if (!clamav_address) return { scanned_at: null };
  try {
    const answer = await scanForViruses(clamav_address, bytes);
    if (answer.is_clean) return { scanned_at: now };
    return { why: `A virus was found in it (${answer.virus}).`, virus: answer.virus };
  } catch (error) {
    if (error instanceof ScannerAway)
      return { why: away, fault: `The virus scanner does not answer: ${error.message}` };
    throw error;
  }
}

/** Looks for viruses in a file as it came, looks through it and cleans it. */
export async function takeFile(
  config: Pick<Config, 'clamav_address'>,
  bytes: Buffer,
  { title, now }: { title: string; now: Date },
): Promise<Taken> {
  const scan = await scanned(config, bytes, now);
  if ('why' in scan) return scan;
  try {
    return { file: { ...(await cleanFile(bytes, { title })), ...scan } };
  } catch (error) {
    if (!(error instanceof UnfitFile)) throw error;
    const { message: why, cause } = error;
    return cause instanceof Error ? { why, fault: `A file cannot be looked through: ${cause.message}` } : { why };
  }
}

/** Writes down the virus of a file that was refused, and tells the log what does not work here. */
export async function noteRefused(
  db: Db,
  { who, log }: Pick<FastifyRequest, 'who' | 'log'>,
  { virus, fault }: Refused,
  about: { entity_id?: string; detail?: Record<string, unknown>; now: Date },
): Promise<void> {
  if (fault) log.error(fault);
  if (!virus) return;
  const { now, detail, ...which } = about;
  await record(
    db,
    who,
    { action: 'refused_file', entity: 'document_file', ...which, detail: { virus, ...detail } },
    now,
  );
}
