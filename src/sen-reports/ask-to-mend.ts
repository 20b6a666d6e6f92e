import type { Db } from '../db/database.ts';
import type { DeskItem } from '../desk/items.ts';
import { oweMail } from '../mail/mails.ts';
import type { Parts } from '../parts.ts';
import { findSchool } from '../schools/schools.ts';
import { linkProblemsOf } from './broken-links.ts';
import { contactsOf } from './chase-reports.ts';

/** Owes the school a letter about the link that families reported, in the transaction of the desk's decision. */
export async function askToMend(
  tx: Db,
  item: DeskItem,
  { letterhead, now }: Pick<Parts, 'letterhead' | 'now'>,
): Promise<void> {
  const school = await findSchool(tx, item.subject_id);
  if (!school) return;
  const { main, others } = await contactsOf(tx, school.urn);
  const told = await linkProblemsOf(tx, school.urn, item.came_at);
  const said = [...new Set(told.map(({ what, address }) => `${what}${address ? `: ${address}` : ''}.`))];
  for (const to of main.length > 0 ? main : others)
    await oweMail(tx, {
      key: `report-link:${item.id}:${to}`,
      to,
      letter: {
        subject: `Families cannot read the SEN information report of ${school.name}`,
        paragraphs: [
          `Families look for the SEN information report of ${school.name} on the Local Offer, and tell us that they cannot read it.`,
          ...said,
          'Please put the link right on your website, or tell us where the report stands now. You can also write and publish it here.',
        ],
        action: { text: 'Write or publish the report here', href: `${letterhead.base_url}/school/report` },
        by_when: 'Please do so within two weeks.',
        from: letterhead.from,
      },
      now: now(),
    });
}
