import { type Db, transaction } from '../db/database.ts';
import type { BulletinContent } from './bulletin-rules.ts';
import { createBulletin } from './bulletins.ts';
import { addressOf, type BulletinNumber } from './number-rules.ts';
import { publishBulletin } from './publishing.ts';

/** What a bulletin says that is information for everybody. */
export const exampleContent: BulletinContent = {
  type: 'information',
  title: 'School census: dates for spring',
  summary: 'When the counts are taken, and what is new.',
  markdown: 'The count is taken in January.\n\n## What is new\n\nA code for deaf pupils.',
  roles: [],
  kinds: [],
  phases: [],
  clusters: [],
  is_public: true,
  contact_role: 'School data team',
  contact_email: 'school.data@council.example.org',
  due_on: null,
  event_on: null,
  starts_at: null,
  ends_at: null,
  place: '',
  because: '',
  tells: true,
};

/** Publishes a bulletin, by default information for everybody. Returns its id, number and address. */
export async function exampleBulletin(
  db: Db,
  content: Partial<BulletinContent>,
  now: Date,
): Promise<BulletinNumber & { id: number; href: string }> {
  return transaction(db, async (tx) => {
    const id = await createBulletin(tx, { ...exampleContent, ...content }, { by: 'Example Editor', now });
    const given = await publishBulletin(tx, id, { by: 'Example Editor', now });
    if (!given) throw new Error('Nothing was published.');
    return { id, ...given, href: addressOf(given) };
  });
}
