import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { MoneyAside, SchoolAsides } from '../schools/school-asides.ts';
import { pounds } from './pounds-rules.ts';

/** What families see of schools' SEN money beside the rest of a school: the newest memo of each year. */
export function moneyAsides(db: Db): SchoolAsides['money'] {
  return async (urns) => {
    const { rows } = await sql<{ urn: string; year: string; total: string }>`
      select distinct on (memo.urn, year.starts_on) memo.urn, year.name as year, memo.total::text as total
      from funding_memo memo join funding_year year on year.id = memo.year_id
      where memo.urn = any(${[...urns]}::text[])
      order by memo.urn, year.starts_on desc, memo.version desc`.execute(db);
    return new Map(
      [...Map.groupBy(rows, ({ urn }) => urn)].map(([urn, memos]): [string, MoneyAside] => [
        urn,
        {
          years: memos.map(({ year, total }) => ({ year, amount: pounds(total) })),
          href: `/money/schools/${urn}`,
        },
      ]),
    );
  };
}
