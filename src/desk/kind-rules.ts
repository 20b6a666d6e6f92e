import type { DeskKind } from './items.ts';

/** What each kind of item is called. */
export const kindNames: Record<DeskKind, string> = {
  new_record: 'New record',
  changed_record: 'Changed record',
  local_offer: 'Local Offer request',
  claim: 'Claim',
  problem: 'Reported problem',
  comment: 'Comment',
  rating: 'Page rating',
  broken_link: 'Broken link',
  past_date: 'Date that has passed',
  duplicate: 'Possible duplicate',
  to_phone: 'To phone',
  gap: 'Gap in the offer',
  late_promise: 'Promise that is late',
  report_link: 'Link to a school’s report',
  report_late: 'School’s report that is late',
  held_bulletin: 'Bulletin that did not go out',
};

/** A kind as it stands in an address; undefined for anything else. */
export function readKind(typed: string | undefined): DeskKind | undefined {
  return typed !== undefined && Object.hasOwn(kindNames, typed) ? (typed as DeskKind) : undefined;
}
