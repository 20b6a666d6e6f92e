import { compareTexts, type FieldDifference } from '../content/difference-rules.ts';
import { checkPage, type Finding } from '../content/page-check-rules.ts';
import { type HasRoute, pageFacts } from '../content/page-facts.ts';
import { momentInField, typedAgain } from '../content/page-form-rules.ts';
import { readPage, UnreadableText } from '../content/page-tree-rules.ts';
import { momentInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import type { FormError } from '../web/form.ts';
import { phaseNames, roleNames, schoolKinds } from './audience-rules.ts';
import { fieldsOfBulletin } from './bulletin-form-rules.ts';
import type { BulletinNames } from './bulletin-names-rules.ts';
import { type BulletinContent, types } from './bulletin-rules.ts';
import type { StaffBulletin } from './bulletins.ts';
import { clusterNames, publishedBulletins } from './known-bulletins.ts';
import { addressOf, numberInWords } from './number-rules.ts';
import { namesOf } from './reader-pages.ts';

interface Choice {
  value: string;
  text: string;
}

/** What the editor of a bulletin shows. */
export interface EditPage {
  names: BulletinNames;
  /** null: it is being made */
  id: number | null;
  number: string | null;
  href: string | null;
  state: { text: string; tone: string }[];
  is_published: boolean;
  is_planned: boolean;
  is_over: boolean;
  has_draft: boolean;
  has_answers: boolean;
  withdrawn: string | null;
  errors: FormError[];
  values: Record<string, string>;
  types: Choice[];
  boxes: { list: string; legend: string; choices: Choice[] }[];
  findings: (Finding & { where: string })[];
  reading: null;
  asks_reason: boolean;
  preview: { html: string; title: string; is_young: boolean } | null;
  /** what somebody else has written meanwhile */
  conflict: { by: string; at: string; differences: FieldDifference[] } | null;
  written: string | null;
  done: string | null;
}

/** What was typed, and what came of it. */
export interface Typed {
  values: Record<string, string>;
  errors?: FormError[];
  asks_reason?: boolean;
  is_late?: boolean;
}

type Parting = Pick<Parts, 'db' | 'pages' | 'now' | 'authority'>;

/** Whatever stops a text from being published on a day, by the checks of the site's own pages. */
export async function findingsIn(
  { db, now }: Pick<Parts, 'db' | 'now'>,
  app: HasRoute,
  content: BulletinContent,
  on?: Date,
): Promise<Finding[]> {
  const today = dayOf(now());
  const facts = (await pageFacts(db, app, today))({
    audience: 'professional',
    written_on: today,
    today: on ? dayOf(on) : today,
  });
  const own = new Set((await publishedBulletins(db)).map(addressOf));
  return checkPage(content, readPage(content.markdown), {
    ...facts,
    isThere: (path) => facts.isThere(path) || own.has(path),
  });
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
  const looked = shown ? await look(parts, app, shown) : nothingLooked;
  const clusters = await clusterNames(parts.db);
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
    href: given ? (latest?.is_public ? '' : '/school') + addressOf(given) : null,
    state: bulletin ? stateOf(bulletin) : [],
    is_published: given !== undefined,
    is_planned: bulletin?.publish_at != null,
    is_over: bulletin?.withdrawn_at != null || bulletin?.discarded_at != null,
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
    types: listed(types),
    boxes: [
      { list: 'roles', legend: 'For whom at the school', choices: listed(roleNames) },
      { list: 'kinds', legend: 'In which kinds of school', choices: listed(schoolKinds) },
      { list: 'phases', legend: 'In which stage of education', choices: listed(phaseNames) },
      ...(clusters.size > 0
        ? [
            {
              list: 'clusters',
              legend: `In which ${parts.authority.names.clusters}`,
              choices: listed(Object.fromEntries(clusters)),
            },
          ]
        : []),
    ],
    findings: looked.findings.map((one) => ({ ...one, where: one.line ? `Line ${one.line}` : 'Title and summary' })),
    reading: null,
    asks_reason: typed?.asks_reason ?? false,
    preview: looked.preview,
    conflict: typed?.is_late && latest ? conflictWith(latest, content) : null,
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

async function look(parts: Parting, app: HasRoute, content: BulletinContent) {
  try {
    const findings = await findingsIn(parts, app, content);
    const { html } = parts.pages.preview(await parts.pages.now(), content.markdown);
    return { findings, preview: { html, title: content.title, is_young: false }, unreadable: null };
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    return { ...nothingLooked, unreadable: error.message };
  }
}

const fieldNames: Record<string, string> = {
  type: 'What it is',
  title: 'Title',
  summary: 'Summary',
  markdown: 'Text',
  readers: 'Who may read it',
  audience: 'For whom',
  contact_role: 'Whom schools ask',
  contact_email: 'Mailbox',
  due_on: 'To be done by',
  event_on: 'Day',
  starts_at: 'Begins',
  ends_at: 'Ends',
  place: 'Place',
  because: 'Why it is corrected',
};

/** What is different in what two people wrote: struck out is only in theirs. */
function conflictWith(theirs: StaffBulletin['latest'], mine: BulletinContent | undefined): EditPage['conflict'] {
  const fields = (content: BulletinContent): Record<string, string> => {
    const { roles, kinds, phases, clusters } = content;
    return { ...fieldsOfBulletin(content), audience: [...roles, ...kinds, ...phases, ...clusters].join(', ') };
  };
  const [before, after] = [fields(theirs), mine ? fields(mine) : fields(theirs)];
  return {
    by: theirs.written_by,
    at: momentInWords(theirs.written_at),
    differences: Object.entries(fieldNames).flatMap(([field, name]) =>
      before[field] === after[field] ? [] : { name, stretches: compareTexts(before[field] ?? '', after[field] ?? '') },
    ),
  };
}

function listed(names: Record<string, string>): Choice[] {
  return Object.entries(names).map(([value, text]) => ({ value, text }));
}

/** How a bulletin stands, in words. */
export function stateOf(bulletin: StaffBulletin): EditPage['state'] {
  const { editions, draft_version, publish_at, withdrawn_at, discarded_at, latest } = bulletin;
  if (withdrawn_at) return [{ text: 'Withdrawn', tone: 'bad' }];
  if (discarded_at) return [{ text: 'Given up', tone: 'note' }];
  return [
    editions > 0 ? { text: 'Published', tone: 'good' } : { text: 'Not published', tone: 'note' },
    ...(draft_version && editions > 0 ? [{ text: 'A correction waits', tone: 'care' }] : []),
    ...(publish_at ? [{ text: `Goes out on ${momentInWords(publish_at)}`, tone: 'note' }] : []),
    ...(latest.is_public ? [] : [{ text: 'For schools only', tone: 'note' }]),
  ];
}
