import { sql } from 'kysely';
import { dayInWords } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import type { MoneyAside, SchoolAsides } from '../schools/school-asides.ts';
import type { School } from '../schools/schools.ts';
import { settingOf } from '../schools/setting-rules.ts';
import { keepStatements } from '../sen-support/known-statements.ts';
import { totalOfMemo } from './memo-page.ts';
import type { Memo } from './memos.ts';
import { pounds, sumOf } from './pounds-rules.ts';
import { newestPublished } from './spending.ts';
import { provisions } from './spending-rules.ts';

/**
 * What families see of schools' SEN money beside the rest of a school: the newest memo of each year, what the school says it
 * spent, and what the council expects a setting of its kind to pay for itself; `say` puts in the council's own words.
 */
export function moneyAsides(db: Db, say: (text: string) => string): SchoolAsides['money'] {
  const statements = keepStatements(db);

  return async (urns) => {
    const { rows: schools } = await sql<Pick<School, 'urn' | 'kind'>>`
      select urn, kind from school where urn = any(${[...urns]}::text[])`.execute(db);
    const { rows: memos } = await sql<Pick<Memo, 'urn' | 'year_name' | 'method' | 'lines'>>`
      select distinct on (memo.urn, year.starts_on) memo.urn, year.name as year_name, memo.method, memo.lines
      from funding_memo memo join funding_year year on year.id = memo.year_id
      where memo.urn = any(${[...urns]}::text[])
      order by memo.urn, year.starts_on desc, memo.version desc`.execute(db);
    const told = await newestPublished(db, urns);
    const { newest } = await statements();
    return new Map(
      schools.map(({ urn, kind }): [string, MoneyAside] => {
        const spent = told.get(urn);
        return [
          urn,
          {
            years: memos
              .filter((memo) => memo.urn === urn)
              .map((memo) => ({ year: memo.year_name, amount: totalOfMemo(memo) })),
            spent: spent
              ? {
                  year: spent.year_name,
                  total: pounds(sumOf(spent.lines.map(({ amount }) => amount))),
                  uses: spent.lines.map(({ provision, amount }) => ({
                    use: provisions[provision],
                    amount: pounds(amount),
                  })),
                  note: `Written by the school on ${dayInWords(spent.written_at)}. We have not checked it.${spent.is_demonstration ? ' It is made up, for the demonstration.' : ''}`,
                }
              : null,
            expected: newest.expectations
              .filter(({ says, setting }) => says === 'pays' && (setting === 'any' || setting === settingOf({ kind })))
              .map(({ text }) => say(text)),
            href: `/money/schools/${urn}`,
          },
        ];
      }),
    );
  };
}
