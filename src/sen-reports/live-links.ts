import { readStatus } from '../freshness/check-rules.ts';
import type { Guest } from '../freshness/polite-guest.ts';
import { fetchFrom, NotFetched } from './fetch-report.ts';

/** Whether an address answers; null where nobody can say: a busy server, or one that lets no program in. */
export async function isAlive(guest: Guest, address: string): Promise<boolean | null> {
  try {
    const { status } = await guest.ask(address, 'HEAD');
    if (status < 300) return true;
    if (readStatus(status).state === 'unsure' && status !== 405) return null;
  } catch {
    // some servers answer nobody who asks for a head only
  }
  return fetchFrom(guest, address, 100).then(
    () => true,
    (error: Error) => {
      if (error instanceof NotFetched && error.is_unsure) return null;
      // it is there, and longer than what was read of it
      return /larger than/.test(error.message);
    },
  );
}
