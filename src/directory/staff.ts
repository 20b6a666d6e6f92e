import type { FastifyInstance } from 'fastify';
import type { Db } from '../db/database.ts';
import { decide } from '../desk/decisions.ts';
import { type ItemPages, onItem } from '../desk/item-page.ts';
import type { DeskItem } from '../desk/items.ts';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { findClaim } from './claims.ts';
import { findDeskRecord } from './desk-records.ts';
import { findPair } from './duplicates.ts';
import { reportGrowth } from './growth-page.ts';
import { readProblemReport } from './problem-reports.ts';
import { staffClaims } from './staff-claims.ts';
import { staffDuplicates } from './staff-duplicates.ts';
import { staffLocalOffer } from './staff-local-offer.ts';
import { staffProblems } from './staff-problems.ts';
import { staffRecords } from './staff-records.ts';
import { staffServices } from './staff-services.ts';
import { findWaiting } from './waiting-records.ts';

/** The directory's part of the desk: its pages below `/staff`. Returns how its kinds of items are shown. */
export function directoryDesk(app: FastifyInstance, parts: Parts): ItemPages {
  const { db, now } = parts;
  staffServices(app, parts);
  reportGrowth(app, parts);
  const records = staffRecords(app, parts);
  const pages: ItemPages = {
    new_record: records,
    changed_record: records,
    local_offer: staffLocalOffer(app, parts),
    claim: staffClaims(app, parts),
    problem: staffProblems(app, parts),
    duplicate: staffDuplicates(app, parts),
  };
  const kinds = Object.keys(pages) as DeskItem['kind'][];
  app.post(
    '/staff/items/:id/close',
    onItem(parts, { kinds, right: 'moderate' }, async (request, reply, item) => {
      if (await stillWaits(db, item)) return answerError(request, reply, 404);
      await decide(db, request.who, item, { decision: 'closed' }, now(), async () => undefined);
      return reply.redirect('/staff', 303);
    }),
  );
  return pages;
}

/** Whether what an item is about is still there to be decided. */
async function stillWaits(db: Db, item: DeskItem): Promise<boolean> {
  const { kind, subject_id } = item;
  if (kind === 'claim') return (await findClaim(db, subject_id))?.decided_at === null;
  if (kind === 'problem') return (await readProblemReport(db, subject_id)) !== undefined;
  if (kind === 'duplicate') return (await findPair(db, item)) !== undefined;
  if (kind === 'local_offer') return (await findDeskRecord(db, subject_id)) !== undefined;
  return (await findWaiting(db, item)) !== undefined;
}
