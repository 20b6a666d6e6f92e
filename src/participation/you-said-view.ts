import { dayInWords } from '../date-rules.ts';
import { atomFeed } from '../web/atom.ts';
import { type Topic, topicNames, topics } from './comments.ts';
import { cleanText } from './message-rules.ts';
import type { AnswersWanted, PublishedAnswer } from './published-answers.ts';

/** An answer as the public reads it. */
export interface ShownAnswer {
  href: string;
  said: { words: string; about: { text: string; href: string } | null; topic: string }[];
  answer: string;
  action: string;
  published: string;
}

/** What `/you-said-we-did` shows. */
export interface YouSaidPage {
  /** "12 answers", or null where nothing was asked for in particular */
  count: string;
  is_filtered: boolean;
  /** nothing was ever published */
  is_empty: boolean;
  answers: ShownAnswer[];
  values: { q: string; topic: string; year: string };
  topics: { value: string; text: string }[];
  years: { value: string; text: string }[];
  atom_href: string;
  earlier: string | null;
  later: string | null;
}

export const answersOnPage = 20;

/** Reads what is asked for from an address; what cannot be used is left out. */
export function readAnswersWanted(query: Record<string, string>): AnswersWanted & { page: number } {
  const topic = topics.find((one) => one === query.topic) as Topic | undefined;
  const year = /^20\d\d$/.test(query.year ?? '') ? Number(query.year) : undefined;
  const page = Math.max(1, Math.min(1000, Math.floor(Number(query.page ?? '1')) || 1));
  return { q: cleanText(query.q ?? '').slice(0, 200), topic, year, page };
}

/** The address of what is asked for, of the page or (`.atom`) of its feed. */
export function addressOfAnswers(
  { q, topic, year, page = 1 }: AnswersWanted & { page?: number },
  path = '/you-said-we-did',
): string {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  if (topic) query.set('topic', topic);
  if (year) query.set('year', String(year));
  if (page > 1) query.set('page', String(page));
  return query.size > 0 ? `${path}?${query}` : path;
}

/** An answer with everything in words. */
export function shownAnswer({ id, said, answer, action, published_at }: PublishedAnswer): ShownAnswer {
  return {
    href: `/you-said-we-did/${id}`,
    said: said.map(({ words, topic, service, slug }) => ({
      words,
      topic: topicNames[topic],
      about: service && slug ? { text: service, href: `/services/${slug}` } : null,
    })),
    answer,
    action,
    published: dayInWords(published_at),
  };
}

/** What the page shows of the answers that were found. */
export function youSaidPage(
  wanted: AnswersWanted & { page: number },
  { total, answers }: { total: number; answers: PublishedAnswer[] },
  years: number[],
): YouSaidPage {
  const { q, topic, year, page } = wanted;
  return {
    count: total === 1 ? '1 answer' : `${total.toLocaleString('en-GB')} answers`,
    is_filtered: q !== '' || topic !== undefined || year !== undefined,
    is_empty: years.length === 0,
    answers: answers.map(shownAnswer),
    values: { q, topic: topic ?? '', year: year ? String(year) : '' },
    topics: [{ value: '', text: 'All topics' }, ...topics.map((value) => ({ value, text: topicNames[value] }))],
    years: [{ value: '', text: 'All years' }, ...years.map((one) => ({ value: String(one), text: String(one) }))],
    atom_href: addressOfAnswers({ q, topic, year }, '/you-said-we-did.atom'),
    earlier: page * answersOnPage < total ? addressOfAnswers({ ...wanted, page: page + 1 }) : null,
    later: page > 1 ? addressOfAnswers({ ...wanted, page: page - 1 }) : null,
  };
}

/** Answers as an Atom feed, the newest first. `self` is the feed's own address, `page` that of its page. */
export function answersFeed(
  answers: readonly PublishedAnswer[],
  { base_url, ...about }: Record<'base_url' | 'title' | 'author' | 'self' | 'page', string> & { now: Date },
): string {
  return atomFeed(
    about,
    answers.map(({ id, said, answer, action, published_at }) => {
      const href = `${base_url}/you-said-we-did/${id}`;
      const words = said.map((one) => `You said: ${one.words}`).join('\n');
      const heading = said[0]?.words ?? answer;
      return {
        id: href,
        title: heading.length > 80 ? `${heading.slice(0, 80)} …` : heading,
        href,
        updated: published_at.toISOString(),
        summary: `${words}\nOur answer: ${answer}\nWhat we do: ${action}`,
      };
    }),
  );
}
