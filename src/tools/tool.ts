import type { Authority } from '../authority.ts';
import type { Limit } from '../calendar/limit-rules.ts';
import type { Answers, Fault, Field } from './field-rules.ts';
import type { Graph, Walked } from './graph-rules.ts';

// Days stand in the texts of an answer as `{2026-05-04}`, and months as `{2026-05}`: pages, letters and calendar files
// write them each in their own way.

/** A day that was worked out. */
export interface WorkedDay {
  /** tells it from the others of its answer, and stays the same */
  key: string;
  /** `2026-05-04`, or `2026-05` where only the month is known */
  day: string;
  what: string;
  who?: string;
  law?: string;
  /** the working day to aim for */
  target?: string | null;
  note?: string;
  /** not a limit of the law: a step on the way */
  is_marker?: boolean;
}

/** A letter to copy: what the family knows better stands in [square brackets]. */
export interface Letter {
  title: string;
  subject: string;
  paragraphs: string[];
}

/** What a tool works out: in one sentence, why, what to do, by when. */
export interface Answer {
  sentence: string;
  /** how it looks: nothing wrong, take care, too late */
  tone: 'good' | 'note' | 'care' | 'bad';
  why: { text: string; law?: string }[];
  todo: string[];
  days: WorkedDay[];
  /** what may lawfully delay it, and what may not */
  delays?: { may: string[]; may_not: string[] };
  /** more that the answer holds, each under its own title: a list, or a table */
  more?: { title: string; items: string[] }[];
  /** ways to compare side by side */
  table?: { title: string; head: string[]; rows: string[][] };
  letter?: Letter;
  links?: { text: string; href: string }[];
  /** services to list: about what, and near where (empty: anywhere) */
  services?: { q: string; near: string };
  /** the questions of the decision graph on the way to it */
  walked: Walked[];
}

/** What a tool may know besides what was asked. */
export interface Surroundings {
  today: string;
  authority: Authority;
}

/** A tool that works an answer out from an address, and keeps nothing. */
export interface Tool {
  /** `/tools/<slug>` */
  slug: string;
  group: string;
  title: string;
  /** one sentence for the list of tools and below the title */
  lead: string;
  /** stands above everything, always: where to turn when somebody is in danger */
  urgent?: string[];
  /** what else stands above the form, a paragraph each */
  introduction?: string[];
  fields: readonly Field[];
  button: string;
  /** works it out; faults when the answers do not fit together; undefined when there is nothing to work out yet */
  workOut(answers: Answers, around: Surroundings): Answer | Fault[] | undefined;
  // a graph's facts differ from tool to tool, and drawing needs none of them
  graphs: readonly Graph<never>[];
  /** the limits that it counts with, and from when they hold */
  limits: readonly { from: string; to: string | null; name: string; limits: readonly Limit[] }[];
}
