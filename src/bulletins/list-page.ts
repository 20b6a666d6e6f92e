import { dayOf, type Parts } from '../parts.ts';
import { understandQuery } from '../thesaurus/query-rules.ts';
import { choicesOf } from '../web/form.ts';
import { phaseNames, roleNames, schoolKinds } from './audience-rules.ts';
import { type BulletinNames, begun } from './bulletin-names-rules.ts';
import { types } from './bulletin-rules.ts';
import { searchBulletins } from './bulletin-search.ts';
import { type BulletinRow, bulletinRow } from './bulletin-view.ts';
import type { KnownBulletin } from './known-bulletins.ts';
import { type Asked, asQuery, choose, readAsked } from './list-rules.ts';

interface Choice {
  value: string;
  text: string;
}

/** A list of bulletins with what it can be narrowed by. */
export interface ListPage {
  names: BulletinNames & { begun: string };
  asked: Asked;
  is_narrowed: boolean;
  choices: { years: Choice[]; types: Choice[]; roles: Choice[]; kinds: Choice[]; phases: Choice[]; clusters: Choice[] };
  total: number;
  rows: BulletinRow[];
  newer: string | null;
  older: string | null;
  /** of what is asked for, as a feed */
  atom_href: string;
}

const onePage = 20;

/** What a list shows of `all`, for what the query of its address asks; `path` is its own address. */
export async function listPage(
  { db, known, now }: Pick<Parts, 'db' | 'known' | 'now'>,
  all: readonly KnownBulletin[],
  query: Record<string, string>,
  {
    path,
    base,
    names,
    clusters,
    kept = {},
  }: {
    path: string;
    /** what stands before the address of a bulletin: '' or '/school' */
    base: string;
    names: BulletinNames;
    clusters: ReadonlyMap<string, string>;
    /** what stays in the addresses of its other pages */
    kept?: Record<string, string>;
  },
): Promise<ListPage> {
  const asked = readAsked(query, clusters);
  const found = await findAsked({ db, known, now }, asked.q);
  const chosen = choose(all, asked, found);
  const last = Math.max(1, Math.ceil(chosen.length / onePage));
  const page = Math.min(last, /^\d{1,4}$/.test(query.page ?? '') ? Math.max(1, Number(query.page)) : 1);
  const at = (n: number) => path + asQuery(asked, { ...kept, page: n > 1 ? String(n) : '' });
  return {
    names: { ...names, begun: begun(names.several) },
    asked,
    is_narrowed: Object.values(asked).some((one) => one !== ''),
    choices: {
      years: [...new Set(all.map(({ year }) => String(year)))].map((year) => ({ value: year, text: year })),
      types: choicesOf(types),
      roles: choicesOf(roleNames),
      kinds: choicesOf(schoolKinds),
      phases: choicesOf(phaseNames),
      clusters: choicesOf(Object.fromEntries(clusters)),
    },
    total: chosen.length,
    rows: chosen.slice((page - 1) * onePage, page * onePage).map((one) => bulletinRow(one, { base })),
    newer: page > 1 ? at(page - 1) : null,
    older: page < last ? at(page + 1) : null,
    atom_href: `/bulletins.atom${asQuery(asked)}`,
  };
}

/** The ids of what is about the words of a question, the nearest first; none for no words. */
export async function findAsked({ db, known, now }: Pick<Parts, 'db' | 'known' | 'now'>, q: string): Promise<number[]> {
  if (q === '') return [];
  const { knowledge } = await known();
  return searchBulletins(db, understandQuery(q, knowledge, { today: dayOf(now()) }));
}
