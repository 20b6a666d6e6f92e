import { type PageSteps, pageSteps } from '../directory/pages-rules.ts';
import type { ResultMap } from '../directory/result-map.ts';
import { dayOf, type Parts } from '../parts.ts';
import { findPlace, type PlaceChoice, type PlaceFound } from '../places/find-place.ts';
import type { FormError } from '../web/form.ts';
import type { Wanted } from './find-schools-rules.ts';
import { type Choice, choicesToShow, type FinderChoices } from './finder-choices-rules.ts';
import { type NothingFound, whatToLoosen } from './finder-nothing.ts';
import {
  type Asked,
  addressOf,
  mostCompared,
  mostFound,
  pageSize,
  partsOf,
  readAsked,
  type Sort,
  sortNames,
} from './finder-rules.ts';
import { readSchoolName } from './name-search-rules.ts';
import { cardOf, type SchoolCard } from './school-card-rules.ts';
import { mapOfSchools } from './school-map.ts';
import { fewestPupils } from './school-policies.ts';
import { namesOf } from './schools.ts';

/** A link in words. */
interface PlaceLink {
  text: string;
  href: string;
}

/** What was found, as the page shows it. */
export interface FoundSchools {
  /** "35 schools", "more than 1,000 schools" */
  total_in_words: string;
  first: number;
  page: number;
  correction: { shown: string; typed: string } | null;
  chips: PlaceLink[];
  sorts: (PlaceLink & { is_current: boolean })[];
  views: (PlaceLink & { is_current: boolean })[];
  cards: SchoolCard[];
  map: ResultMap | null;
  pages: PageSteps | null;
  nothing: NothingFound | null;
  past_end: { href: string } | null;
}

/** The page of `/schools`. */
export interface FinderPage {
  title: string;
  values: { q: string; near: string; within: string; age: string; sort: string; view: string };
  choices: FinderChoices;
  /** chosen for comparison before; those that are on the page are ticked there */
  compared: { urn: string; name: string; is_listed: boolean }[];
  /** that more were ticked than fit side by side */
  compared_note: string | null;
  distances: Choice[];
  errors: FormError[];
  /** places that may be meant by the one that was typed */
  place_choices: PlaceLink[];
  place_note: { text: string; others: PlaceLink[] } | null;
  found: FoundSchools | null;
}

/** Answers a question to the finder of schools: 422 where something in it cannot be used, 404 behind the last page. */
export async function finderPage(
  parts: Parts,
  query: Record<string, unknown>,
): Promise<{ status: number; model: FinderPage }> {
  const { authority, db } = parts;
  const { asked, typed, errors } = readAsked(query);
  const place = asked.near ? await findPlace(db, asked.near, authority) : undefined;
  const problem = place && !place.found ? place : undefined;
  if (problem) errors.push({ field: 'near', text: problem.message });
  const links = (choices: readonly PlaceChoice[]) =>
    choices.slice(0, 8).map(({ name }) => ({ text: name, href: addressOf(asked, { near: name }) }));
  const near = place?.found ? place : undefined;
  const answer = errors.length === 0 ? await answerOf(parts, asked, near) : undefined;
  const { phase, kind, need, ...values } = typed;
  const ticked = new Set([query.urn ?? []].flat().flatMap((urns) => String(urns).split(','))).size;
  return {
    status: answer?.status ?? 422,
    model: {
      title: answer?.title ?? 'Find a school',
      values: { ...values, sort: asked.sort === 'best' ? '' : asked.sort, view: asked.view === 'map' ? 'map' : '' },
      ...choicesToShow(asked, typed, authority),
      compared: (await namesOf(db, asked.urn)).map((one) => ({
        ...one,
        is_listed: answer?.found.cards.some(({ urn }) => urn === one.urn) ?? false,
      })),
      compared_note:
        ticked > mostCompared ? `Only ${mostCompared} fit side by side: the first ${mostCompared} are kept.` : null,
      errors,
      place_choices: problem ? links([...problem.choices, ...problem.suggestions]) : [],
      place_note:
        near && (near.note || near.others.length > 0)
          ? { text: near.note ?? `We looked near ${near.name}.`, others: links(near.others) }
          : null,
      found: answer?.found ?? null,
    },
  };
}

async function answerOf(parts: Parts, asked: Asked, place: PlaceFound | undefined) {
  const { authority, db, schools: finder } = parts;
  const near = place && { ...place, miles: asked.within ?? authority.default_within_miles };
  const question: Wanted = { ...asked, near, named: asked.q ? readSchoolName(asked.q) : undefined };
  const { total, schools, wanted, shown } = await finder.find(question, asked.page);
  const fewest = await fewestPupils(db, dayOf(parts.now()));
  const first = (asked.page - 1) * pageSize + 1;
  const pages = Math.min(Math.ceil(total / pageSize), mostFound / pageSize);
  const isPastEnd = total > 0 && asked.page > pages;
  const asked_parts = partsOf(asked, authority);
  const total_in_words = totalInWords(total);
  const found: FoundSchools = {
    total_in_words,
    first,
    page: asked.page,
    correction: shown === null ? null : { shown, typed: asked.q },
    chips: asked_parts.map(({ text, without }) => ({ text, href: addressOf(asked, without) })),
    sorts: (Object.keys(sortNames) as Sort[])
      .filter((sort) => sort !== 'nearest' || place)
      .map((sort) => ({ text: sortNames[sort], href: addressOf(asked, { sort }), is_current: asked.sort === sort })),
    views: (['list', 'map'] as const).map((view) => ({
      text: view === 'list' ? 'List' : 'List and map',
      href: addressOf(asked, { view, page: asked.page }),
      is_current: asked.view === view,
    })),
    cards: schools.map((school, at) =>
      cardOf(school, {
        area_name: authority.short_name,
        fewest,
        is_compared: asked.urn.includes(school.urn),
        number: asked.view === 'map' && school.latitude !== null ? first + at : null,
      }),
    ),
    map: asked.view === 'map' && schools.length > 0 ? await mapOfSchools(parts, schools, { first, near }) : null,
    pages: pageSteps(asked.page, pages, (page) => addressOf(asked, { page })),
    nothing: total === 0 ? await whatToLoosen(finder, { asked, wanted, parts: asked_parts }) : null,
    past_end: isPastEnd ? { href: addressOf(asked) } : null,
  };
  const where = place ? ` near ${place.name}` : '';
  const page = asked.page > 1 ? `, page ${asked.page}` : '';
  return { status: isPastEnd ? 404 : 200, title: `Find a school${where}: ${total_in_words}${page}`, found };
}

function totalInWords(total: number): string {
  if (total > mostFound) return `More than ${mostFound.toLocaleString('en-GB')} schools`;
  return `${total.toLocaleString('en-GB')} ${total === 1 ? 'school' : 'schools'}`;
}
