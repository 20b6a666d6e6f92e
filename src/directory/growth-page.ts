import type { FastifyInstance } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { csvLine } from '../web/csv.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import {
  type Growth,
  growthByDistrict,
  growthByKind,
  growthByMonth,
  listingsByKindAndDistrict,
  type MonthOfGrowth,
} from './growth.ts';
import { allTerms } from './taxonomies.ts';

type Row = Omit<Growth, 'code'> & { name: string; is_top: boolean };

/** How the directory has grown, as its page shows it. */
export interface GrowthPage {
  period: string;
  choices: { text: string; href: string; is_current: boolean }[];
  total: { was: number; fresh: number; back: number; closed: number; stands: number; misses: number };
  /** the latest first */
  months: (MonthOfGrowth & { name: string })[];
  kinds: Row[];
  districts: Row[];
  /** listings of each of the highest kinds in each district, and for the whole county */
  matrix: { heads: string[]; rows: { name: string; counts: { n: number; is_gap: boolean }[] }[] };
  csv_href: string;
  may_see_gaps: boolean;
}

declare module '../web/render.ts' {
  interface Pages {
    'directory/growth': GrowthPage;
  }
}

const spans = [12, 24, 36, 60];
const none: Omit<Growth, 'code'> = { was: 0, fresh: 0, back: 0, closed: 0, stands: 0 };

/** `/staff/growth`: how many listings there are, what came and went, by month, kind and district, and where none is. */
export function reportGrowth(staff: FastifyInstance, { db, now, authority }: Parts): void {
  const districts = authority.districts.map(({ code }) => code);
  const areas = { districts, county: authority.code };
  const areaNames = new Map([
    ...authority.districts.map(({ code, name }) => [code, name] as const),
    [authority.code, `All of ${authority.short_name}`],
    ['none', 'No place in our districts'],
  ]);

  async function growth(span: number) {
    const today = dayOf(now());
    const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
    const first = new Date(Date.UTC(year, month - span, 1)).toISOString().slice(0, 10);
    const byKind = new Map((await growthByKind(db, first, today)).map((one) => [one.code, one]));
    const byDistrict = new Map((await growthByDistrict(db, first, today, areas)).map((one) => [one.code, one]));
    const terms = (await allTerms(db)).filter(({ taxonomy }) => taxonomy === 'category');
    const tops = terms.filter(({ parent }) => !parent);
    const kinds = tops.flatMap((top): Row[] =>
      [top, ...terms.filter(({ parent }) => parent === top.code)].map(({ code, name, parent }) => {
        return { ...none, ...byKind.get(code), name, is_top: !parent };
      }),
    );
    const codes = [...areaNames.keys()];
    const counted = await listingsByKindAndDistrict(db, today, areas);
    const countOf = new Map(counted.map(({ kind, area, n }) => [`${kind} ${area}`, n]));
    const rows = tops.map(({ code, name }) => {
      const everywhere = countOf.get(`${code} ${authority.code}`) ?? 0;
      return {
        name,
        counts: codes.map((area) => {
          const n = countOf.get(`${code} ${area}`) ?? 0;
          return { n, is_gap: n === 0 && everywhere === 0 && districts.includes(area) };
        }),
      };
    });
    return {
      first,
      today,
      months: await growthByMonth(db, first, span),
      kinds,
      districts: codes.map(
        (code): Row => ({ ...none, ...byDistrict.get(code), name: areaNames.get(code) ?? code, is_top: true }),
      ),
      matrix: { heads: [...areaNames.values()], rows },
    };
  }

  const spanOf = (query: unknown) => spans.find((span) => String(span) === fieldsOf(query).months) ?? 12;

  staff.get('/staff/growth', async (request, reply) => {
    if (!may(request.who.role, 'see_desk')) return answerError(request, reply, 403);
    const span = spanOf(request.query);
    const { first, today, months, ...found } = await growth(span);
    const sum = (of: 'fresh' | 'back' | 'closed' | 'misses') => months.reduce((all, one) => all + one[of], 0);
    const [start, end] = [months[0], months.at(-1)];
    return reply.page('directory/growth', {
      ...found,
      period: `${dayInWords(first)} to ${dayInWords(today)}`,
      choices: spans.map((one) => ({
        text: one === 12 ? 'A year' : `${one / 12} years`,
        href: `/staff/growth?months=${one}`,
        is_current: one === span,
      })),
      total: {
        was: start ? start.at_end - start.fresh - start.back + start.closed : 0,
        fresh: sum('fresh'),
        back: sum('back'),
        closed: sum('closed'),
        stands: end?.at_end ?? 0,
        misses: sum('misses'),
      },
      months: months.map((one) => ({ ...one, name: monthInWords(one.month) })).reverse(),
      csv_href: `/staff/growth.csv?months=${span}`,
      may_see_gaps: may(request.who.role, 'work_on_gaps'),
    });
  });

  staff.get('/staff/growth.csv', async (request, reply) => {
    if (!may(request.who.role, 'see_desk')) return answerError(request, reply, 403);
    const { months, kinds, districts: where, matrix } = await growth(spanOf(request.query));
    const numbers = ({ was, fresh, back, closed, stands }: Omit<Growth, 'code'>) => [was, fresh, back, closed, stands];
    const lines: (string | number)[][] = [
      ['Part', 'What', 'At the start', 'New', 'Back', 'Closed', 'At the end', 'Changed', 'Searches without a result'],
      ...months.map((one) => {
        const was = one.at_end - one.fresh - one.back + one.closed;
        return [
          'Month',
          one.month.slice(0, 7),
          ...numbers({ ...one, was, stands: one.at_end }),
          one.changed,
          one.misses,
        ];
      }),
      ...kinds.map((row) => ['Kind of support', row.name, ...numbers(row), '', '']),
      ...where.map((row) => ['District', row.name, ...numbers(row), '', '']),
      ...matrix.rows.flatMap(({ name, counts }) =>
        counts.map(({ n }, at) => ['Listings now', `${name}: ${matrix.heads[at]}`, '', '', '', '', n, '', '']),
      ),
    ];
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="growth.csv"')
      .send(`\uFEFF${lines.map((line) => csvLine(line.map(String))).join('')}`);
  });
}

function monthInWords(day: string): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
}
