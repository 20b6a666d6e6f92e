import { dayInWords, momentInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import type { FormError } from '../web/form.ts';
import { differencesOf, type FieldDifference } from './difference-rules.ts';
import type { KnownPages } from './known-pages.ts';
import { checkPage, type Finding } from './page-check-rules.ts';
import { audiences, type PageContent } from './page-content-rules.ts';
import { type HasRoute, pageFacts } from './page-facts.ts';
import { fieldsOfPage, momentInField, typedAgain } from './page-form-rules.ts';
import { listSections } from './page-sections.ts';
import { readPage, UnreadableText } from './page-tree-rules.ts';
import { latestVersion, type PageVersion, type StaffPage } from './page-versions.ts';
import { sectionChoices } from './public-pages.ts';
import { readingAge, sentencesOf } from './reading-age-rules.ts';

/** What the editor of a page shows. */
export interface EditPage {
  /** undefined for a page that is being made */
  id: number | null;
  path: string;
  state: { text: string; tone: 'good' | 'care' | 'note' | 'bad' }[];
  is_document: boolean;
  is_public: boolean;
  has_draft: boolean;
  errors: FormError[];
  values: Record<string, string>;
  audiences: { value: string; text: string }[];
  sections: { value: string; text: string }[];
  findings: (Finding & { where: string })[];
  /** "Reading age 9.4; 11 is the most" */
  reading: string | null;
  /** the findings stop what was asked for: a reason may be given */
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
  /** the page was changed by somebody else while this was written */
  is_late?: boolean;
}

type Around = Pick<Parts, 'db' | 'pages' | 'now'>;

/** Whatever stops a text from being published, on the day that it is to be. */
export async function findingsIn(
  { db, now }: Around,
  app: HasRoute,
  content: PageContent,
  on?: Date,
): Promise<Finding[]> {
  const today = dayOf(now());
  const facts = (await pageFacts(db, app, today))({
    audience: content.audience,
    written_on: today,
    today: on ? dayOf(on) : today,
  });
  return checkPage(content, readPage(content.markdown), facts);
}

/** What the editor shows of a page, or of what was typed into it; `content` is what could be read of that. */
export async function editPage(
  around: Around,
  app: HasRoute,
  page: StaffPage | undefined,
  { content, typed, done }: { content: PageContent | undefined; typed?: Typed; done?: string | null },
): Promise<EditPage> {
  const { pages, db, now } = around;
  const known = await pages.now();
  const stored = page && (await latestVersion(db, page));
  const shown = content ?? stored;
  const looked = shown
    ? await look(around, app, known, shown)
    : { findings: [], reading: null, preview: null, unreadable: null };
  const sections = await listSections(db);
  const errors = [
    ...(typed?.errors ?? []),
    ...(looked.unreadable ? [{ field: 'markdown', text: looked.unreadable }] : []),
  ];
  return {
    id: page?.id ?? null,
    path: page?.path ?? '',
    state: page ? stateOf(page, stored, now()) : [],
    is_document: page?.section === 'documents',
    is_public: Boolean(page?.published_version),
    has_draft: Boolean(page?.draft_version && page.published_version),
    errors: errors.filter(({ field }, at) => errors.findIndex((one) => one.field === field) === at),
    values: {
      ...empty,
      ...(stored ? fieldsOfPage(stored) : {}),
      publish_at: momentInField(page?.publish_at ?? null),
      ...(typed ? typedAgain(typed.values) : {}),
      version: page ? String(page.version) : '',
    },
    audiences: Object.entries(audiences).map(([value, text]) => ({ value, text })),
    sections: await sectionChoices(pages, sections),
    findings: looked.findings.map((finding) => ({
      ...finding,
      where: finding.line ? `Line ${finding.line}` : 'Title and summary',
    })),
    reading: looked.reading,
    asks_reason: typed?.asks_reason ?? false,
    preview: looked.preview,
    conflict: typed?.is_late && stored ? conflictWith(stored, content) : null,
    written: stored
      ? `Version ${stored.number}, written on ${momentInWords(stored.written_at)} by ${stored.written_by}`
      : null,
    done: done ?? null,
  };
}

const empty = {
  title: '',
  summary: '',
  audience: 'family',
  owner: 'Local Offer officer',
  review_months: '12',
  order: '100',
  easy_read: '',
  serves: '',
  acceptance: '',
  words: '',
  law: '',
  replaces: '',
  markdown: '',
  section: '',
  name: '',
  note: '',
  publish_at: '',
  override_reason: '',
};

async function look(around: Around, app: HasRoute, known: KnownPages, content: PageContent) {
  try {
    const { findings, reading } = await judged(around, app, content);
    const { html } = around.pages.preview(known, content.markdown);
    const preview = { html, title: around.pages.say(content.title), is_young: content.audience === 'young-people' };
    return { findings, reading, preview, unreadable: null };
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    return { findings: [], reading: null, preview: null, unreadable: error.message };
  }
}

async function judged({ db, now }: Around, app: HasRoute, content: PageContent) {
  const today = dayOf(now());
  const facts = (await pageFacts(db, app, today))({ audience: content.audience, written_on: today, today });
  const tree = readPage(content.markdown);
  const { years, words } = readingAge(sentencesOf(tree));
  const most = facts.target === undefined ? '' : `; ${facts.target} is the most for these readers`;
  return {
    findings: checkPage(content, tree, facts),
    reading: `Reading age ${years.toFixed(1)}${most}. ${words} words.`,
  };
}

function conflictWith(theirs: PageVersion, mine: PageContent | undefined): EditPage['conflict'] {
  return {
    by: theirs.written_by,
    at: momentInWords(theirs.written_at),
    differences: mine ? differencesOf(theirs, mine) : [],
  };
}

/** How a page stands, in words. */
export function stateOf(page: StaffPage, latest: { easy_read?: boolean } | undefined, now: Date): EditPage['state'] {
  const today = dayOf(now);
  const state: EditPage['state'] = [];
  if (page.published_version) state.push({ text: 'Public', tone: 'good' });
  else state.push({ text: latest ? 'Not public' : 'Empty', tone: 'note' });
  if (page.draft_version)
    state.push({ text: page.published_version ? 'A newer text waits' : 'A text waits', tone: 'care' });
  if (page.publish_at) state.push({ text: `Goes out on ${momentInWords(page.publish_at)}`, tone: 'note' });
  if (page.remove_at) state.push({ text: `Comes down on ${momentInWords(page.remove_at)}`, tone: 'note' });
  if (page.rewriting_until) {
    const isLate = page.rewriting_until < today;
    state.push({
      text: `Being rewritten, back on ${dayInWords(page.rewriting_until)}${isLate ? ': late' : ''}`,
      tone: isLate ? 'bad' : 'care',
    });
  }
  if (page.published_version && page.review_by && page.review_by < today)
    state.push({ text: `Was to be looked through by ${dayInWords(page.review_by)}`, tone: 'bad' });
  return state;
}
