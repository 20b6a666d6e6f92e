import { dayInWords } from '../date-rules.ts';
import type { OwnDevelopment } from './commitments.ts';
import type { Development, DevelopmentPromise } from './developments.ts';
import type { KnownProgramme } from './known-programme.ts';
import {
  kinds,
  type Promised,
  promisedBy,
  promiseStates,
  type Stage,
  stageInWords,
  stages,
  stateOfPromise,
} from './stage-rules.ts';
import type { TaskGroup } from './task-groups.ts';

/** A promised date, in words. */
export interface PromiseView {
  id: number;
  what: string;
  due: string;
  promised: string;
  state: string;
  tone: string;
  is_open: boolean;
  is_late: boolean;
  came: string | null;
  note: string;
}

/** Something in development, as a list shows it. */
export interface ItemView {
  href: string;
  title: string;
  kind: string;
  summary: string;
  stage: string;
  owner: string;
  /** the next day on which something is due, with what it is */
  next: string | null;
  group: { href: string; name: string } | null;
  decided_by: string;
  decision: string;
  take_part: string;
  take_part_href: string | null;
  take_part_until: string | null;
  outcome: string;
  page: string | null;
  promises: PromiseView[];
  is_late: boolean;
  is_demonstration: boolean;
}

/** A group that was set up for a task, as a list shows it. */
export interface GroupView {
  id: string;
  edit_href: string;
  name: string;
  remit: string;
  members: string[];
  begins: string;
  ends: string | null;
  is_over: boolean;
  outputs: string[];
  works_on: { href: string; title: string }[];
  is_demonstration: boolean;
  is_public: boolean;
}

/** What `/in-development` shows. */
export interface ProgrammePage {
  total: number;
  late: number;
  task_groups: GroupView[];
  /** by stage, late ones first: the first few, and the others */
  groups: { id: string; title: string; items: ItemView[]; more: ItemView[] }[];
}

/** What the page of one shows. */
export interface DevelopmentPage {
  item: ItemView;
  steps: { stage: string; text: string; at: string }[];
  changed: string;
}

/** So many of a stage are shown at once. */
const shownOfStage = 8;
const tones = { to_come: 'note', late: 'bad', kept: 'good', kept_late: 'care', moved: 'care', dropped: 'bad' } as const;

/** A promise as it stands on a day. */
function promiseView(
  promise: Omit<DevelopmentPromise, 'promised_on'> & { promised_on: string | null },
  today: string,
): PromiseView {
  const state = stateOfPromise(promise, today);
  return {
    id: promise.id,
    what: promise.what,
    due: promise.due_words,
    promised: promise.promised_on === null ? '' : dayInWords(promise.promised_on),
    state: promiseStates[state],
    tone: tones[state],
    is_open: promise.came === null,
    is_late: state === 'late',
    came: promise.came_on && dayInWords(promise.came_on),
    note: promise.note,
  };
}

/** Something in development as it stands on a day; of the `groups` one may work on it. */
export function itemView(one: Development, groups: readonly TaskGroup[], today: string): ItemView {
  const promises = one.promises.map((promise) => promiseView(promise, today));
  // what can no longer be taken part in is not offered
  const isOver = one.take_part_until !== null && one.take_part_until < today;
  const group = groups.find(({ id }) => id === one.task_group_id);
  return {
    href: `/in-development/${one.slug}`,
    title: one.title,
    kind: kinds[one.kind],
    summary: one.summary,
    stage: stageInWords(one.kind, one.stage),
    owner: one.owner,
    next: nextOf(one, today),
    group: group ? { href: `/in-development#group-${group.id}`, name: group.name } : null,
    decided_by: one.decided_by,
    decision: one.decision,
    take_part: isOver ? '' : one.take_part,
    take_part_href: isOver ? null : one.take_part_href,
    take_part_until: one.take_part_until && !isOver ? dayInWords(one.take_part_until) : null,
    outcome: one.outcome,
    page: one.page,
    promises,
    is_late: promises.some(({ is_late }) => is_late),
    is_demonstration: one.is_demonstration,
  };
}

function nextOf({ promises, take_part_until }: Development, today: string): string | null {
  const due = [
    ...promises.filter(({ came }) => came === null).map(({ due_on, what }) => ({ day: due_on, what })),
    ...(take_part_until === null ? [] : [{ day: take_part_until, what: 'the last day to take part' }]),
  ];
  const [next] = due.filter(({ day }) => day >= today).toSorted((a, b) => (a.day < b.day ? -1 : 1));
  return next ? `${dayInWords(next.day)}: ${next.what}` : null;
}

/** A group as it stands on a day, with what of the `written` it works on. */
function groupView(group: TaskGroup, written: readonly Development[], today: string): GroupView {
  const { id, name, remit, members, begins_on, ends_on, outputs, is_demonstration, published_at } = group;
  return {
    id: `group-${id}`,
    edit_href: `/staff/programme/groups/${id}`,
    name,
    remit,
    members,
    begins: dayInWords(begins_on),
    ends: ends_on && dayInWords(ends_on),
    is_over: ends_on !== null && ends_on < today,
    outputs,
    works_on: written
      .filter(({ task_group_id }) => task_group_id === id)
      .map(({ slug, title }) => ({ href: `/in-development/${slug}`, title })),
    is_demonstration,
    is_public: published_at !== null,
  };
}

function ownView(one: OwnDevelopment, today: string, say: (text: string) => string): ItemView & { of: Stage } {
  const isStillToClose = one.stage === 'closed' && one.due_on !== null && one.due_on >= today;
  const of: Stage = isStillToClose ? 'closing' : one.stage;
  const promises = promisesOf(one, today);
  return {
    of,
    href: one.href,
    title: say(one.title),
    kind: kinds[one.kind],
    summary: say(one.note),
    stage: stages[of],
    owner: '',
    next: null,
    group: null,
    decided_by: one.decided_by,
    decision: '',
    take_part: '',
    take_part_href: null,
    take_part_until: null,
    outcome: '',
    page: null,
    promises,
    is_late: promises.some(({ is_late }) => is_late),
    is_demonstration: one.is_demonstration,
  };
}

function promisesOf({ kind, stage, due_on, history }: OwnDevelopment, today: string): PromiseView[] {
  const view = (what: string, promise: Promised & { promised_on: string | null }) =>
    promiseView({ id: 0, what, due_words: dayInWords(promise.due_on), note: '', ...promise }, today);
  const promised = promisedBy(history).map(({ said_on, is_proposed, ...promise }) =>
    view(kind === 'page' ? 'The page is back' : is_proposed ? 'It may start' : 'It starts', {
      ...promise,
      promised_on: said_on,
    }),
  );
  const open = { promised_on: null, came: null, came_on: null };
  if (stage !== 'closed' || due_on === null) return promised;
  const isOver = due_on < today;
  const closing = view(isOver ? 'It closed' : 'It closes', { ...open, due_on });
  return [
    ...promised,
    isOver ? { ...closing, state: 'Closed', tone: 'note', is_open: false, is_late: false } : closing,
  ];
}

/** The page of everything in development, by stage: what was written down, and what records and pages say of themselves. */
export function programmePage(
  { written, own, groups }: KnownProgramme,
  { today, say }: { today: string; say: (text: string) => string },
): ProgrammePage {
  const all = [
    ...written.map((one) => ({ of: one.stage, ...itemView(one, groups, today) })),
    ...own.map((one) => ownView(one, today, say)),
  ];
  return {
    total: all.length,
    late: all.filter(({ is_late }) => is_late).length,
    task_groups: groups.map((group) => groupView(group, written, today)),
    groups: Object.entries(stages).flatMap(([stage, title]) => {
      const items = all.filter(({ of }) => of === stage).map(({ of: _, ...item }) => item);
      const ordered = items.toSorted((a, b) => Number(b.is_late) - Number(a.is_late));
      const [first, more] = [ordered.slice(0, shownOfStage), ordered.slice(shownOfStage)];
      return items.length > 0 ? [{ id: stage, title, items: first, more }] : [];
    }),
  };
}
