import type { Db } from '../db/database.ts';
import { fewestPupils } from '../schools/school-policies.ts';
import { type Entries, joiningNames, needNames } from './entry-kinds.ts';
import { entriesOf } from './money-entries.ts';
import { recipientsOf } from './recipients.ts';
import { hiddenBelow } from './small-count-rules.ts';

/** `/money/joining`: how many pupils with each need are about to join, in all schools and where it is known in some. */
export interface JoiningPage {
  tables: { title: string; groups: string[]; rows: { need: string; pupils: string[] }[]; sources: string[] }[];
  /** fewer pupils than these would be known to everybody */
  least: number;
  is_demonstration: boolean;
}

/** What `/money/joining` shows on a day. Of a number that is not told, nobody can take the others from the whole. */
export async function joiningPage(db: Db, today: string): Promise<JoiningPage> {
  const entries = await entriesOf(db, 'forecast');
  const least = await fewestPupils(db, today);
  const all = entries.map(({ entry }) => entry);
  const places = await recipientsOf(
    db,
    all.map(({ to }) => to),
  );
  const tables = [...Map.groupBy(all, ({ starts, to }) => `${starts}|${to}`).values()].map((its) => {
    const [{ starts, to }] = its as [Forecast];
    const groups = Object.entries(joiningNames).filter(([code]) => its.some(({ joining }) => joining === code));
    const needs = Object.entries(needNames).filter(([code]) => its.some(({ need }) => need === code));
    return {
      starts,
      to,
      title: to ? `${places.get(to)?.name ?? to}: ${starts}` : starts,
      groups: groups.map(([, name]) => name),
      rows: needs.map(([need, name]) => ({
        need: name,
        pupils: groups.map(([joining]) =>
          toldPupils(
            all.filter((one) => one.starts === starts && one.need === need && one.joining === joining),
            to,
            least,
          ),
        ),
      })),
      sources: [...new Set(its.map(({ source }) => source).filter(Boolean))],
    };
  });
  return {
    tables: tables.toSorted((one, other) => Number(one.to !== '') - Number(other.to !== '')),
    least,
    is_demonstration: entries.some((one) => one.is_demonstration),
  };
}

type Forecast = Entries['forecast'];

/** How many join in one place, in words, beside how many do in others and in all together: those that nobody names are one place. */
function toldPupils(forecasts: readonly Forecast[], to: string, least: number): string {
  const sums = new Map<string, number>();
  for (const { to: place, pupils } of forecasts) sums.set(place, (sums.get(place) ?? 0) + Number(pupils));
  const pupils = sums.get(to);
  if (pupils === undefined) return 'not known';
  const { '': whole = 0, ...named } = Object.fromEntries(sums);
  const parts = Object.values(named);
  const others = whole - parts.reduce((sum, part) => sum + part, 0);
  const counts = others > 0 ? [...parts, others] : parts;
  const below = to === '' ? String(least) : hiddenBelow(counts.map(String), String(least));
  return pupils < Number(below) ? `fewer than ${below}` : pupils.toLocaleString('en-GB');
}
