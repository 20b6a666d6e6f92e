import type { Config } from '../config.ts';
import { cleanFile } from '../files/clean-file.ts';
import type { CleanFile } from '../files/office-parts.ts';
import { UnfitFile } from '../files/unfit-file.ts';
import { ScannerAway, scanForViruses } from '../files/virus-scan.ts';

/** Why a file goes no further, and what was found or what the scanner lacks where that is why. */
interface Refused {
  why: string;
  virus?: string;
  scanner?: string;
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
    if (error instanceof ScannerAway) return { why: away, scanner: error.message };
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
    if (error instanceof UnfitFile) return { why: error.message };
    throw error;
  }
}
