import { dayInWords, momentInWords, monthsBefore } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { roleNames } from '../people/access-rules.ts';
import { aDay, type FormError } from '../web/form.ts';
import { byPlace, type GapGroup, gapStates, groupMisses, type Miss, meaningOf } from './gap-rules.ts';
import { fewestSearches, findGaps, type Gap, missesBetween, peopleForGaps, rolesForGaps, stepsOfGap } from './gaps.ts';

/** The period and the district that a page counts in. */
export interface Period {
  /** YYYY-MM-DD, counted too */
  from: string;
  to: string;
  district: string;
}

/** What `/staff/gaps` shows. */
export interface GapsPage {
  values: Period;
  fewest: number;
  period: string;
  groups: { name: string; href: string; searches: number; where: string; state: string; assigned: string | null }[];
  rest: { meanings: number; searches: number };
  districts: { district: string; times: number; href: string | null }[];
  elsewhere: number;
  /** taken up before, and too few searches in this period */
  others: { name: string; href: string; state: string; assigned: string | null }[];
  csv_href: string;
}

/** What the page of one gap shows. */
export interface GapPage {
  errors: FormError[];
  values: Record<string, string>;
  action: string;
  title: string;
  fewest: number;
  group: Pick<GapGroup, 'searches' | 'phrasings' | 'districts' | 'elsewhere'> | null;
  states: { value: string; text: string }[];
  choices: { value: string; text: string }[];
  steps: { text: string; at: string; by: string }[];
  /** what stands there now, where somebody else was quicker */
  meanwhile: { name: string; state: string; assigned: string | null; answer: string | null } | null;
}

/** Reads the period from an address: what is not a day is left out; without any, the last twelve months. */
export function readPeriod(query: Record<string, string>, now: Date): Period {
  const day = (typed: string | undefined) => aDay('').safeParse(typed).data;
  const district = (query.district ?? '').replaceAll('\0', '').trim().slice(0, 60);
  return { from: day(query.from) ?? dayOf(monthsBefore(now, 12)), to: day(query.to) ?? dayOf(now), district };
}

type Asked = Pick<Parts, 'db' | 'known' | 'now'>;

/** Everything that people looked for in a period and did not find, by what it means. */
export async function gapsIn({ db, known, now }: Asked, period: Period) {
  const { knowledge, names } = await known();
  const fewest = await fewestSearches(db, dayOf(now()));
  const misses = await missesBetween(db, period.from, period.to, period.district);
  return { ...groupMisses(misses, (miss: Miss) => meaningOf(miss, knowledge, names), fewest), misses, fewest };
}

/** What `/staff/gaps` shows of a period. */
export async function gapsPage(asked: Asked, period: Period): Promise<GapsPage> {
  const { groups, rest, misses, fewest } = await gapsIn(asked, period);
  const gaps = await findGaps(asked.db);
  const byMeaning = new Map(gaps.map((gap) => [gap.meaning, gap]));
  const shown = new Set(groups.map(({ key }) => key));
  const { districts, elsewhere } = byPlace(misses, fewest);
  return {
    values: period,
    fewest,
    period: `${dayInWords(period.from)} to ${dayInWords(period.to)}${period.district ? `, ${period.district}` : ''}`,
    groups: groups.map((group) => {
      const gap = byMeaning.get(group.key);
      return {
        name: gap?.name ?? group.name,
        href: gap ? `/staff/gaps/${gap.id}` : `/staff/gaps/new?${new URLSearchParams({ meaning: group.key })}`,
        searches: group.searches,
        where: whereInWords(group),
        state: gapStates[gap?.state ?? 'open'],
        assigned: gap?.assigned ?? null,
      };
    }),
    rest,
    districts: districts.map(({ district, times }) => ({
      district,
      times,
      href: district === 'No place given' ? null : `/staff/gaps?${new URLSearchParams({ ...period, district })}`,
    })),
    elsewhere,
    others: gaps
      .filter(({ meaning }) => !shown.has(meaning))
      .map(({ id, name, state, assigned }) => ({ name, href: `/staff/gaps/${id}`, state: gapStates[state], assigned })),
    csv_href: `/staff/gaps.csv?${new URLSearchParams({ ...period })}`,
  };
}

/** Where a thing was looked for: the first districts, and how many in the others. */
export function whereInWords({ districts, elsewhere }: Pick<GapGroup, 'districts' | 'elsewhere'>): string {
  const first = districts.slice(0, 4).map(({ district, times }) => `${district} ${times}`);
  const more = districts.slice(4).reduce((sum, { times }) => sum + times, 0) + elsewhere;
  return [...first, ...(more > 0 ? [`elsewhere ${more}`] : [])].join(', ');
}

/** What a form held that could not be saved, to show it again. */
export interface RefusedGap {
  errors: FormError[];
  values: Record<string, string>;
  /** as somebody else changed it meanwhile */
  is_late?: boolean;
}

/** What the page of one gap shows: of one that was taken up, or of a meaning that nobody has taken up yet. */
export async function gapPage(
  asked: Asked,
  { gap, meaning }: { gap: Gap | undefined; meaning: string },
  refused: RefusedGap = { errors: [], values: {} },
): Promise<GapPage | undefined> {
  const { groups, fewest } = await gapsIn(asked, readPeriod({}, asked.now()));
  const group = groups.find(({ key }) => key === meaning);
  if (!gap && !group) return undefined;
  const people = await peopleForGaps(asked.db);
  return {
    errors: refused.errors,
    action: gap ? `/staff/gaps/${gap.id}` : '/staff/gaps/new',
    title: gap?.name ?? group?.name ?? '',
    fewest,
    group: group ?? null,
    states: Object.entries(gapStates).map(([value, text]) => ({ value, text })),
    choices: [
      { value: '', text: 'Nobody yet' },
      ...rolesForGaps().map((role) => ({ value: `role:${role}`, text: roleNames[role] })),
      ...people.map(({ id, name }) => ({ value: `person:${id}`, text: name })),
    ],
    values: {
      meaning,
      name: gap?.name ?? group?.name ?? '',
      state: gap?.state ?? 'open',
      assigned: gap?.assigned_to ? `person:${gap.assigned_to}` : gap?.assigned_role ? `role:${gap.assigned_role}` : '',
      answer: gap?.answer ?? '',
      published: gap?.published_at ? 'yes' : '',
      ...refused.values,
      ...(refused.errors.length > 0 ? { published: refused.values.published ?? '' } : {}),
      version: gap ? String(gap.version) : '',
    },
    meanwhile:
      gap && refused.is_late
        ? { name: gap.name, state: gapStates[gap.state], assigned: gap.assigned, answer: gap.answer }
        : null,
    steps: gap ? (await stepsOfGap(asked.db, gap.id)).map(stepInWords) : [],
  };
}

function stepInWords(step: Awaited<ReturnType<typeof stepsOfGap>>[number]): GapPage['steps'][number] {
  const parts = [gapStates[step.state], step.assigned, step.is_published ? 'answer public' : null];
  return { text: parts.filter(Boolean).join(', '), at: momentInWords(step.at), by: step.by };
}
