import { addDays } from '../date-rules.ts';
import type { ServiceRecordInput } from '../records.ts';
import type { Criterion, Kind } from './kind.ts';
import { DEMONSTRATION_KINDS } from './kinds.ts';
import { ORGANIZATIONS, OTHER_ORGANIZATION } from './organizations.ts';
import { AREA, type Placement, placementsOf } from './placements.ts';
import { fraction, numberBetween, pick } from './seeded.ts';
import { siteOf } from './sites.ts';
import { type Fate, fatesOf, localOfferOf } from './states.ts';
import { schedulesOf } from './times.ts';

interface Draft {
  source_id: string;
  kind: Kind;
  placement: Placement;
  /** which of its kind it is, from 0: alternatives are taken in turn */
  turn: number;
  is_steady: boolean;
}

const languageCodes: Record<string, string> = {
  'British Sign Language': 'bfi',
  Lithuanian: 'lt',
  Polish: 'pl',
  Portuguese: 'pt',
  Romanian: 'ro',
};
const funders = ['Donations and fundraising', 'A grant from the county council', 'A lottery grant'] as const;

/**
 * The made-up services that a new directory is shown with: about 730, of more than 150 kinds, in real towns. The same
 * for the same day (`YYYY-MM-DD`), from which their dates are counted. A record's `source_id` begins with its kind.
 */
export function demonstrationRecords(today: string): ServiceRecordInput[] {
  const drafts = DEMONSTRATION_KINDS.flatMap((kind) =>
    placementsOf(kind).map((placement, turn): Draft => {
      const is_steady = kind.lasting === true || placement.scope !== 'town';
      return { source_id: `${kind.slug}--${placement.slug}`, kind, placement, turn, is_steady };
    }),
  );
  const fates = fatesOf(drafts, today);
  return drafts.flatMap((draft) => {
    const fate = fates.get(draft.source_id);
    return fate ? [recordOf(draft, fate, today)] : [];
  });
}

function recordOf(draft: Draft, fate: Fate, today: string): ServiceRecordInput {
  const { source_id, kind, placement, turn } = draft;
  const fill = (text: string) => fillIn(text, placement);
  // a name and the organisation that it belongs to go together
  const organizationTurn = kind.names.length === 1 ? turn : turn % kind.names.length;
  const organizationPattern = kind.by[organizationTurn % kind.by.length] ?? '';
  const organization = fill(organizationPattern);
  const domain = `${slugOf(organization)}.example`;
  const number = phoneOf(organization);
  const schedules = fate.within ? schedulesOf(kind.times, turn, today, fate.within) : [];
  const sites = kind.venue ? placement.towns.map((town) => siteOf(kind, town)) : [];
  const role = `${kind.contact}, ${organization}`;
  const [minimum_age, maximum_age] = kind.ages;
  const assured = fate.membership === 'approved' && fate.confirmed_days_ago !== undefined;
  return {
    source_id,
    name: fill(kind.names[turn % kind.names.length] ?? kind.title),
    summary: fill(kind.summary),
    description: fill(kind.about[turn % kind.about.length] ?? ''),
    url: `https://${domain}/${kind.slug}`,
    email: `${kind.slug}@${domain}`,
    status: fate.alert ? 'temporarily closed' : fate.commitment.commitment === 'closed' ? 'defunct' : 'active',
    ...(kind.accreditation && { accreditations: kind.accreditation }),
    ...(minimum_age > 0 && { minimum_age }),
    ...(maximum_age < 99 && { maximum_age }),
    ...(assured && {
      assured_date: addDays(today, -(fate.confirmed_days_ago ?? 0)),
      assurer_email: 'local.offer@demonstration-county-council.example',
    }),
    ...(fate.alert && { alert: fate.alert }),
    application_process: fill(kind.how),
    organization: {
      name: organization,
      description: ORGANIZATIONS[organizationPattern] ?? OTHER_ORGANIZATION,
      email: `hello@${domain}`,
      url: `https://${domain}`,
      phones: [{ number, type: 'voice' }],
    },
    service_at_locations: sites.map((site) => ({ ...site, schedules })),
    schedules: sites.length === 0 ? schedules : [],
    phones: phonesOf(source_id),
    contacts: [{ title: kind.contact, email: `${slugOf(kind.contact)}@${domain}` }],
    cost_options: costsOf(kind, turn),
    funding: fraction(`${organization}|funding`) < 0.4 ? [{ source: pick(organization, funders) }] : [],
    languages: languagesOf(kind, placement),
    service_areas: areasOf(kind, placement),
    eligibility: fate.is_without_criteria ? [] : criteriaOf(kind, fill),
    terms: termsOf(kind, placement),
    local_offer: {
      ...localOfferOf(source_id, fate, today, role),
      open_to_all: kind.who === 'all' && !fate.is_without_criteria,
      area: placement.scope === 'out' ? 'out_of_area' : 'in_area',
      is_place_hidden: kind.hidden === true,
      ...waitOf(draft, fate, today),
    },
  };
}

function fillIn(text: string, { place, area }: Placement): string {
  return text
    .replaceAll('{place}', place)
    .replaceAll('{area}', AREA.name)
    .replaceAll('{area_code}', AREA.code)
    .replaceAll('{district_code}', area?.code ?? AREA.code);
}

function slugOf(words: string): string {
  return words
    .toLowerCase()
    .replace(/[’'()]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

// Ofcom keeps these numbers for films and examples: nobody can be rung by mistake.
const threeDigits = (words: string) => String(numberBetween(words, 0, 999)).padStart(3, '0');
const phoneOf = (words: string) => `01632 960${threeDigits(words)}`;

function phonesOf(id: string): ServiceRecordInput['phones'] {
  const voice = { number: phoneOf(id), type: 'voice' };
  const text = { number: `07700 900${threeDigits(`${id}|text`)}`, type: 'text', description: 'Text messages' };
  return fraction(`${id}|phones`) < 0.3 ? [voice, text] : [voice];
}

function costsOf({ cost }: Kind, turn: number): ServiceRecordInput['cost_options'] {
  return cost.map(([option, amount, amount_description]) => ({
    option,
    ...(amount !== 'varies' && { amount: amount >= 3 && amount <= 50 ? amount + (turn % 3) * 0.5 : amount }),
    ...(amount_description && { amount_description }),
  }));
}

function languagesOf(
  { slug, languages = [] }: Kind,
  { slug: place, towns }: Placement,
): ServiceRecordInput['languages'] {
  const isSmall = towns.length === 1 && towns.every((town) => !town.is_large);
  const spoken = languages.filter((name) => name === 'British Sign Language' || !isSmall);
  const some = spoken.filter((name) => towns.length !== 1 || fraction(`${slug}|${place}|${name}`) < 0.8);
  return ['English', ...some].map((name) => ({ name, code: languageCodes[name] ?? 'en' }));
}

function areasOf({ terms }: Kind, { scope, area }: Placement): ServiceRecordInput['service_areas'] {
  if (scope === 'national') return [{ name: 'England' }];
  const goesOut = scope !== 'town' || terms.includes('home_visit');
  return area && goesOut ? [{ name: area.name, area_code: area.code }] : [];
}

function criteriaOf({ who, ages }: Kind, fill: (text: string) => string): ServiceRecordInput['eligibility'] {
  if (who === 'all') return [];
  const age: Criterion[] = who.some(([criterion]) => criterion === 'age') ? [] : [ageCriterion(ages)];
  return [...age, ...who].map(([criterion, value, words]) => ({
    criterion,
    value: fill(value),
    description: fill(words),
  }));
}

function ageCriterion([least, most]: Kind['ages']): Criterion {
  if (most >= 99) return ['age', `${least}+`, least === 0 ? 'People of any age.' : `People aged ${least} and over.`];
  const from = least === 0 ? 'from birth' : `aged ${least}`;
  return ['age', `${least}-${most}`, `Children and young people ${from} to ${most}.`];
}

function termsOf({ terms }: Kind, { scope }: Placement): string[] {
  const own = terms.split(' ').flatMap((group) => {
    const [taxonomy = '', codes = ''] = group.split(':');
    return codes.split(',').map((code) => `${taxonomy}:${code}`);
  });
  // what is outside the area is a part of the offer of its own: Schedule 2, paragraph 2
  return [...new Set(scope === 'out' ? [...own, 'schedule_2:LO-2'] : own)];
}

function waitOf(
  { source_id, kind }: Draft,
  fate: Fate,
  today: string,
): Pick<NonNullable<ServiceRecordInput['local_offer']>, 'waiting_time'> {
  if (!kind.wait || fate.commitment.commitment !== 'available_now') return {};
  const weeks = numberBetween(`${source_id}|wait`, ...kind.wait);
  const words =
    weeks === 0
      ? 'No wait at present.'
      : `About ${weeks} ${weeks === 1 ? 'week' : 'weeks'} from asking to the first visit.`;
  const declared_on = addDays(today, -numberBetween(`${source_id}|declared`, 4, 150));
  return { waiting_time: { weeks, description: words, declared_on, declared_by: kind.contact } };
}
