import { addDays } from '../date-rules.ts';
import type { ServiceRecordInput } from '../records.ts';
import type { Span } from './school-dates.ts';
import { fraction, numberBetween, pick, shuffle } from './seeded.ts';

type LocalOffer = NonNullable<ServiceRecordInput['local_offer']>;

/** What happens to a record in the demonstration: most are well kept, some are not, as in a real directory. */
export interface Fate {
  commitment: NonNullable<LocalOffer['commitment']>;
  /** when it runs at all; undefined where that is not known yet */
  within?: Partial<Span>;
  alert?: string;
  is_without_criteria: boolean;
  /** how many days ago somebody confirmed it; undefined: never */
  confirmed_days_ago?: number;
  membership?: NonNullable<LocalOffer['membership']>['state'];
}

type Choices = readonly [string, ...string[]];

const closures: Choices = [
  'Closed because the grant ended.',
  'Closed: the leader has retired and nobody could be found.',
  'Closed. The group has joined another one close by.',
];
const plans: Choices = [
  'The money is agreed. Staff are being trained.',
  'It opens when the building work is finished.',
  'A new leader has been found and starts next term.',
];
const proposals: Choices = [
  'Families have asked for this. No money has been agreed yet.',
  'An idea that parents and the council are talking about.',
  'A bid for money has been sent. The answer is not known yet.',
];
const alerts: Choices = [
  'Closed for now while the heating is mended.',
  'Closed for now: we are looking for a new leader.',
  'Not running this month because the building is flooded.',
];

/** The fate of each record, by its `source_id`. `steady` ones always run and are always in the Local Offer. */
export function fatesOf(
  records: readonly { source_id: string; is_steady: boolean }[],
  today: string,
): Map<string, Fate> {
  const order = shuffle('fate', records, ({ source_id }) => source_id);
  const movable = order.filter(({ is_steady }) => !is_steady).map(({ source_id }) => source_id);
  const chosen = (from: number, count: number) => new Set(movable.slice(from, from + count));
  const [planned, proposed, closed, paused] = [chosen(0, 18), chosen(18, 14), chosen(32, 15), chosen(47, 12)];
  const bare = chosen(59, 46);
  const asked = shuffle('membership', movable, String);
  const confirmed = shuffle('confirmed', movable, String);
  const stale = new Set(confirmed.slice(0, 60));
  const never = new Set(confirmed.slice(60, 82));

  const fateOf = (id: string): Fate => {
    const fate: Fate = { commitment: { commitment: 'available_now' }, within: {}, is_without_criteria: bare.has(id) };
    if (planned.has(id)) {
      const starts_on = addDays(today, numberBetween(`${id}|starts`, 20, 150));
      fate.commitment = { commitment: 'planned', starts_on, note: pick(id, plans) };
      fate.within = { from: starts_on };
    } else if (proposed.has(id)) {
      fate.commitment = { commitment: 'proposed', note: pick(id, proposals) };
      delete fate.within;
    } else if (closed.has(id)) {
      const ends_on = addDays(today, -numberBetween(`${id}|ends`, 10, 200));
      fate.commitment = { commitment: 'closed', ends_on, note: pick(id, closures) };
      fate.within = { to: ends_on };
    } else if (paused.has(id)) fate.alert = pick(id, alerts);
    if (!never.has(id))
      fate.confirmed_days_ago = stale.has(id)
        ? numberBetween(`${id}|confirmed`, 370, 800)
        : numberBetween(`${id}|confirmed`, 1, fraction(`${id}|soon`) < 0.9 ? 180 : 340);
    return fate;
  };

  const membershipOf = (id: string, is_steady: boolean): Fate['membership'] => {
    const place = is_steady ? Number.POSITIVE_INFINITY : asked.indexOf(id);
    if (place < 40) return undefined;
    if (place < 70) return 'asked';
    if (place < 92) return 'lapsed';
    return place < 102 ? 'refused' : 'approved';
  };

  return new Map(
    records.map(({ source_id, is_steady }) => {
      const membership = membershipOf(source_id, is_steady);
      return [source_id, { ...fateOf(source_id), ...(membership && { membership }) }];
    }),
  );
}

const reasons = {
  asked: undefined,
  approved: 'Meets the Local Offer promises: open, safe and kept up to date.',
  refused: 'Not yet: the group has no safeguarding policy. It may ask again.',
  lapsed: 'Nobody has confirmed the details for more than two years.',
};

/** What a Local Offer adds to a record, from its fate. `role` confirms the record on behalf of the organisation. */
export function localOfferOf(id: string, fate: Fate, today: string, role: string): LocalOffer {
  const { membership, confirmed_days_ago } = fate;
  const reason = membership && reasons[membership];
  const decided = addDays(
    today,
    -numberBetween(`${id}|decided`, membership === 'asked' ? 3 : 200, membership === 'asked' ? 40 : 900),
  );
  return {
    commitment: fate.commitment,
    ...(membership && {
      membership: {
        state: membership,
        decided_at: `${decided}T10:00:00Z`,
        decided_by: membership === 'asked' ? role : 'Local Offer officer',
        ...(reason && { reason }),
      },
    }),
    ...(confirmed_days_ago !== undefined && {
      confirmation: { confirmed_at: `${addDays(today, -confirmed_days_ago)}T10:00:00Z`, confirmed_by: role },
    }),
  };
}
