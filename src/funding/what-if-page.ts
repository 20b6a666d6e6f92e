import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import { baseMap } from '../places/base-map.ts';
import { type DrawnMap, type DrawnMarker, drawMap } from '../places/map-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf } from '../web/form.ts';
import { changeFrom } from './change-rules.ts';
import { type SchoolEffect, yearEffect } from './effects.ts';
import type { Factor } from './formula-rules.ts';
import { Exact, percent, pounds, readNumber, signedPounds, sumOf, whyNotNumber } from './pounds-rules.ts';
import { sendCsv } from './send-csv.ts';
import type { OfYear } from './staff-year-page.ts';
import { type ChangeChart, drawChanges, type WhatIfRow, whatIf } from './what-if-rules.ts';
import { type FundingYear, fundingYears } from './years.ts';

interface WhatIfPage {
  errors: FormError[];
  year: { slug: string; name: string };
  fields: { name: string; label: string; value: string; now: string; suffix: string }[];
  is_asked: boolean;
  words: string;
  sums: { before: string; after: string; change: string };
  chart: ChangeChart | null;
  map: { drawn: Omit<DrawnMap, 'markers'>; markers: (DrawnMarker & { tone: string })[] } | null;
  unplaced: number;
  sorts: { value: string; text: string }[];
  sort: string;
  rows: { name: string; before: string; after: string; change: string; percent: string }[];
  csv_href: string;
}

declare module '../web/render.ts' {
  interface Pages {
    'funding/what-if': WhatIfPage;
  }
}

const sorts = {
  gain: 'Greatest gain first',
  loss: 'Greatest loss first',
  percent: 'Greatest change in percent first',
  name: 'A to Z',
};
const width = 360;
const height = 400;

/** What other rates would mean: the address holds them, and nothing is saved. */
export function staffWhatIf(money: FastifyInstance, { db, authority }: Pick<Parts, 'db' | 'authority'>): void {
  money.get('/staff/money/years/:slug/what-if', async (request: OfYear, reply) => {
    const asked = await ask(request);
    if (!asked) return answerError(request, reply, 404);
    const { errors, factors, typed, rows, schools, sort, year } = asked;
    const [before, after] = [sumOf(rows.map((row) => row.before)), sumOf(rows.map((row) => row.after))];
    const isAsked = rows.some(({ change }) => change.by !== '0.00');
    return reply.code(errors.length > 0 ? 422 : 200).page('funding/what-if', {
      errors,
      year: { slug: year.slug, name: year.name },
      fields: factors.map(({ code, label, rate, kind }) => ({
        name: `rate_${code}`,
        label,
        value: typed.get(code) ?? rate,
        now: isShare(year, kind) ? percent(rate) : pounds(rate),
        suffix: isShare(year, kind) ? '%' : '£',
      })),
      is_asked: isAsked,
      words: inWords(rows),
      sums: {
        before: pounds(before),
        after: pounds(after),
        change: signedPounds(changeFrom(before, after)?.by ?? '0'),
      },
      chart: isAsked ? drawChanges(rows, signedPounds) : null,
      map: isAsked ? await drawWinners(rows, schools) : null,
      unplaced: schools.filter(({ latitude }) => latitude === null).length,
      sorts: Object.entries(sorts).map(([value, text]) => ({ value, text })),
      sort,
      rows: sorted(rows, sort).map((row) => ({
        name: row.name,
        before: pounds(row.before),
        after: pounds(row.after),
        change: signedPounds(row.change.by),
        percent: row.change.percent === null ? '' : `${row.change.percent.replace('-', '−')}%`,
      })),
      csv_href: `/staff/money/years/${year.slug}/what-if.csv?${new URLSearchParams([...typed].map(([code, rate]) => [`rate_${code}`, rate]))}`,
    });
  });

  money.get('/staff/money/years/:slug/what-if.csv', async (request: OfYear, reply) => {
    const asked = await ask(request);
    if (!asked) return answerError(request, reply, 404);
    const lines = asked.rows.map(({ urn, name, before, after, change }) => [
      urn,
      name,
      before,
      after,
      change.by,
      change.percent ?? '',
    ]);
    const head = ['urn', 'school', 'now', 'what_if', 'change', 'change_percent'];
    return sendCsv(reply, `what-if-${asked.year.slug}.csv`, [head, ...lines]);
  });

  async function ask(request: OfYear) {
    const years = await fundingYears(db);
    const year = years.find(({ slug }) => slug === request.params.slug);
    if (!year) return undefined;
    const { factors, schools } = await yearEffect(db, year, years);
    const query = fieldsOf(request.query);
    const { typed, rates, errors } = ratesTyped(year, factors, query);
    const sort = query.sort && query.sort in sorts ? (query.sort as keyof typeof sorts) : 'gain';
    return { year, factors, schools, typed, errors, sort, rows: whatIf(year.method, schools, rates) };
  }

  async function drawWinners(rows: readonly WhatIfRow[], schools: readonly SchoolEffect[]): Promise<WhatIfPage['map']> {
    const places = new Map(schools.map((school) => [school.urn, school]));
    const markers = rows.flatMap(({ urn, name }, n) => {
      const { latitude = null, longitude = null } = places.get(urn) ?? {};
      return latitude === null || longitude === null ? [] : [{ latitude, longitude, label: name, number: n }];
    });
    const { areas, towns } = await baseMap(db, authority.extent);
    const { markers: drawn, ...map } = drawMap({ areas, towns, markers, extent: authority.extent, width, height });
    return {
      drawn: map,
      markers: drawn.map((marker) => {
        const members = marker.numbers.flatMap((n) => rows[n] ?? []);
        const by = sumOf(members.map(({ change }) => change.by));
        const sign = new Exact(by).isZero() ? '=' : new Exact(by).gt(0) ? '+' : '−';
        const title =
          members.length === 1
            ? `${members[0]?.name}: ${signedPounds(by)}`
            : `${members.length} schools together: ${signedPounds(by)}`;
        return {
          ...marker,
          title,
          text: members.length === 1 ? sign : `${sign}${members.length}`,
          tone: { '+': 'gain', '−': 'loss', '=': 'same' }[sign],
        };
      }),
    };
  }
}

const isShare = ({ method }: FundingYear, kind: Factor['kind']) => method === 'shares' && kind === 'each';

function ratesTyped(year: FundingYear, factors: readonly Factor[], query: Record<string, string>) {
  const errors: FormError[] = [];
  const typed = new Map<string, string>();
  const rates = new Map<string, string>();
  for (const { code, kind, label } of factors) {
    const text = query[`rate_${code}`];
    if (text === undefined) continue;
    typed.set(code, text.slice(0, 40));
    const why = whyNotNumber(
      text,
      isShare(year, kind) ? { decimals: 4, most: 100 } : { decimals: 2, most: 10_000_000 },
    );
    if (why) errors.push({ field: `rate_${code}`, text: `“${label}” ${why}` });
    else rates.set(code, readNumber(text) ?? '0');
  }
  return { typed, rates, errors };
}

function sorted(rows: readonly WhatIfRow[], sort: keyof typeof sorts): readonly WhatIfRow[] {
  const size = ({ change }: WhatIfRow) => new Exact(change.percent ?? 0).abs();
  switch (sort) {
    case 'gain':
      return rows;
    case 'loss':
      return rows.toReversed();
    case 'percent':
      return rows.toSorted((one, other) => size(other).cmp(size(one)));
    case 'name':
      return rows.toSorted((one, other) => one.name.localeCompare(other.name, 'en-GB'));
  }
}

function inWords(rows: readonly WhatIfRow[]): string {
  const gains = rows.filter(({ change }) => new Exact(change.by).gt(0));
  const losses = rows.filter(({ change }) => new Exact(change.by).lt(0));
  const [first, last] = [gains[0], losses.at(-1)];
  const most = first ? ` The greatest gain is ${signedPounds(first.change.by)} for ${first.name}.` : '';
  const least = last ? ` The greatest loss is ${signedPounds(last.change.by)} for ${last.name}.` : '';
  return `${gains.length} ${gains.length === 1 ? 'school' : 'schools'} would get more, ${losses.length} less, and ${rows.length - gains.length - losses.length} the same.${most}${least}`;
}
