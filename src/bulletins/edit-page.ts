import type { EditPage as PageEditor, Typed } from '../content/edit-page.ts';
import type { HasRoute } from '../content/page-facts.ts';
import { momentInField, readMoment, typedAgain } from '../content/page-form-rules.ts';
import { UnreadableText } from '../content/page-tree-rules.ts';
import { momentInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { allClusters } from '../schools/clusters.ts';
import { choicesOf } from '../web/form.ts';
import { type Audience, audienceInWords, phaseNames, roleNames, schoolKinds } from './audience-rules.ts';
import { type BulletinFinding, checkBulletin } from './bulletin-check-rules.ts';
import { bulletinFacts } from './bulletin-facts.ts';
import { fieldsOfBulletin } from './bulletin-form-rules.ts';
import type { BulletinNames } from './bulletin-names-rules.ts';
import { type BulletinContent, isSame, types } from './bulletin-rules.ts';
import { isOver, type StaffBulletin } from './bulletins.ts';
import { changesBetween } from './change-rules.ts';
import { clusterNames } from './known-bulletins.ts';
import { addressOf, numberInWords } from './number-rules.ts';
import { namesOf } from './reader-pages.ts';

interface Choice {
  value: string;
  text: string;
}

type Shared =
  | 'has_draft'
  | 'errors'
  | 'values'
  | 'reading'
  | 'asks_reason'
  | 'preview'
  | 'conflict'
  | 'written'
  | 'done';

/** What the editor of a bulletin shows: as that of a page, and what only bulletins have. */
export interface EditPage extends Pick<PageEditor, Shared> {
  names: BulletinNames;
  /** null: it is being made */
  id: number | null;
  number: string | null;
  /** where everybody reads it; null where nobody does, or only schools */
  href: string | null;
  state: { text: string; tone: string }[];
  is_published: boolean;
  is_planned: boolean;
  is_over: boolean;
  has_answers: boolean;
  withdrawn: string | null;
  types: Choice[];
  boxes: { list: string; legend: string; choices: Choice[] }[];
  findings: BulletinFinding[];
}

type Parting = Pick<Parts, 'db' | 'pages' | 'now' | 'authority'>;

/** Whatever keeps a text from going out on a day, today if none is named; `bulletin` where it has come out before. */
export async function findingsIn(
  { db, now }: Pick<Parts, 'db' | 'now'>,
  app: HasRoute,
  content: BulletinContent,
  { bulletin, on = now() }: { bulletin: StaffBulletin | undefined; on?: Date | undefined },
): Promise<BulletinFinding[]> {
  const today = dayOf(on);
  const facts = await bulletinFacts(db, app, today);
  // "this week" is the week in which it was written, however long it waits
  const waits = bulletin?.draft_version != null && isSame(bulletin.latest, content);
  const written_on = dayOf(waits ? bulletin.latest.written_at : now());
  return checkBulletin(content, facts({ written_on, out_on: dayOf(bulletin?.first_published_at ?? on), today }));
}

/** What the editor shows of a bulletin, or of what was typed into it; `content` is what could be read of that. */
export async function editPage(
  parts: Parting,
  app: HasRoute,
  bulletin: StaffBulletin | undefined,
  { content, typed, done = null }: { content?: BulletinContent | undefined; typed?: Typed; done?: string | null },
): Promise<EditPage> {
  const { latest = undefined, year = null, number = null } = bulletin ?? {};
  const given = year !== null && number !== null ? { year, number } : undefined;
  const shown = content ?? latest;
  // as it will be found on the day that is chosen
  const on = (typed ? readMoment(typed.values.publish_at ?? '') : bulletin?.publish_at) ?? undefined;
  const looked = shown ? await look(parts, app, shown, { bulletin, on }) : nothingLooked;
  const clusters = await clusterNames(parts.db);
  const inWords = (audience: Audience) => audienceInWords(audience, clusters, parts.authority.names);
  const current = new Set((await allClusters(parts.db)).map(({ slug }) => slug));
  const choosable = [...clusters].filter(([slug]) => current.has(slug) || shown?.clusters.includes(slug));
  const errors = [
    ...(typed?.errors ?? []),
    ...(looked.unreadable ? [{ field: 'markdown', text: looked.unreadable }] : []),
  ];
  // a correction begins without a reason of its own
  const isFresh = bulletin !== undefined && bulletin.editions > 0 && bulletin.draft_version === null;
  const stored = latest && fieldsOfBulletin(isFresh ? { ...latest, because: '', tells: true } : latest);
  return {
    names: namesOf(parts),
    id: bulletin?.id ?? null,
    number: given ? numberInWords(given) : null,
    href: given && latest?.is_public ? addressOf(given) : null,
    state: bulletin ? stateOf(bulletin) : [],
    is_published: given !== undefined,
    is_planned: bulletin?.publish_at != null,
    is_over: bulletin !== undefined && isOver(bulletin),
    has_draft: bulletin?.draft_version != null,
    has_answers: given !== undefined && latest?.type === 'action',
    withdrawn: bulletin?.withdrawn_at
      ? `Withdrawn on ${momentInWords(bulletin.withdrawn_at)}: ${bulletin.withdrawn_because}`
      : null,
    errors,
    values: {
      ...empty,
      ...stored,
      publish_at: momentInField(bulletin?.publish_at ?? null),
      ...(typed ? { ...blankBoxes(stored ?? {}), ...typedAgain(typed.values) } : {}),
      version: bulletin ? String(bulletin.version) : '',
    },
    types: choicesOf(types),
    boxes: [
      { list: 'roles', legend: 'For whom at the school', choices: choicesOf(roleNames) },
      { list: 'kinds', legend: 'In which kinds of school', choices: choicesOf(schoolKinds) },
      { list: 'phases', legend: 'In which stage of education', choices: choicesOf(phaseNames) },
      ...(choosable.length > 0
        ? [
            {
              list: 'clusters',
              legend: `In which ${parts.authority.names.clusters}`,
              choices: choicesOf(Object.fromEntries(choosable)),
            },
          ]
        : []),
    ],
    findings: looked.findings,
    reading: null,
    asks_reason: typed?.asks_reason ?? false,
    preview: looked.preview,
    conflict: typed?.is_late && latest ? conflictWith(latest, content, inWords) : null,
    written: latest ? `Written on ${momentInWords(latest.written_at)} by ${latest.written_by}` : null,
    done,
  };
}

const empty = {
  type: 'information',
  title: '',
  summary: '',
  markdown: '',
  readers: 'everybody',
  contact_role: '',
  contact_email: '',
  due_on: '',
  event_on: '',
  starts_at: '',
  ends_at: '',
  place: '',
  because: '',
  tells: 'yes',
  override_reason: '',
  withdrawn_because: '',
};

const nothingLooked = { findings: [], preview: null, unreadable: null };

// a box that was not ticked does not come with the form
function blankBoxes(stored: Record<string, string>): Record<string, string> {
  const boxes = Object.keys(stored).filter((name) => name.includes('.') || name === 'tells');
  return Object.fromEntries(boxes.map((name) => [name, '']));
}

async function look(parts: Parting, app: HasRoute, content: BulletinContent, coming: Parameters<typeof findingsIn>[3]) {
  try {
    const findings = await findingsIn(parts, app, content, coming);
    const { html } = parts.pages.preview(await parts.pages.now(), content.markdown);
    return { findings, preview: { html, title: content.title, is_young: false }, unreadable: null };
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    return { ...nothingLooked, unreadable: error.message };
  }
}

/** What is different in what two people wrote: struck out is only in theirs. */
function conflictWith(
  theirs: StaffBulletin['latest'],
  mine: BulletinContent | undefined,
  inWords: (audience: Audience) => string,
): EditPage['conflict'] {
  return {
    by: theirs.written_by,
    at: momentInWords(theirs.written_at),
    differences: mine ? changesBetween(theirs, mine, inWords) : [],
  };
}

/** How a bulletin stands, in words. */
export function stateOf(bulletin: StaffBulletin): EditPage['state'] {
  const { editions, draft_version, publish_at, held_at, withdrawn_at, discarded_at, latest } = bulletin;
  if (withdrawn_at) return [{ text: 'Withdrawn', tone: 'bad' }];
  if (discarded_at) return [{ text: 'Given up', tone: 'note' }];
  return [
    editions > 0 ? { text: 'Published', tone: 'good' } : { text: 'Not published', tone: 'note' },
    ...(draft_version && editions > 0 ? [{ text: 'A correction waits', tone: 'care' }] : []),
    ...(publish_at ? [{ text: `Goes out on ${momentInWords(publish_at)}`, tone: 'note' }] : []),
    ...(held_at
      ? [{ text: `Did not go out on ${momentInWords(held_at)}: see what is to be mended`, tone: 'bad' }]
      : []),
    ...(latest.is_public ? [] : [{ text: 'For schools only', tone: 'note' }]),
  ];
}
