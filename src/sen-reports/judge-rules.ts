import { monthsBefore } from '../date-rules.ts';
import { type AdviceServiceLink, adviceServiceLink, holds } from './advice-service-rules.ts';
import { type Evidence, evidenceFor, isLawList, isVoid } from './cue-rules.ts';
import { type ItemKey, itemKeys, itemsOfKind, type ReportKind } from './item-rules.ts';
import { addressesIn, hostOf, type LocalOfferLink, localOfferLink, type OwnCouncil } from './link-rules.ts';
import { type Passage, type Sections, sectionsOf } from './passage-rules.ts';
import { reportDate } from './report-date-rules.ts';
import type { CheckState } from './report-state-rules.ts';
import type { ReportText } from './report-text-rules.ts';
import { sencoIn } from './senco-rules.ts';

/** Whether an item is in a report. */
export interface JudgedItem {
  found: boolean;
  /** 0 to 1: how much in the report speaks for the item; found from 0.5 on */
  confidence: number;
  /** the words of the report that say it best; null where it is not found */
  passage: string | null;
}

/** What a report turned out to be. */
export type DocumentKind = 'report' | 'policy' | 'accessibility_plan' | 'other';

/** What is said of a report: each item with its evidence, its date, its links, and what all that comes to. */
export interface Judgement {
  kind: ReportKind;
  document: DocumentKind;
  items: Record<ItemKey, JudgedItem>;
  missing: ItemKey[];
  date: string | null;
  date_text: string | null;
  next_review: string | null;
  local_offer: LocalOfferLink;
  /** whose advice and information service it names */
  advice_service: AdviceServiceLink;
  /** where the accessibility plan can be read */
  accessibility_plan: string | null;
  state: CheckState;
  /** what is wrong, in words */
  problems: string[];
}

export interface JudgeOptions {
  /** YYYY-MM-DD */
  today: string;
  stale_months: number;
  council: OwnCouncil;
  /** of the advice and information service, besides its usual names: a phone number, a mail address, a name */
  advice_service: readonly string[];
  /** undefined: told from the report itself */
  kind?: ReportKind;
}

const foundFrom = 0.5;
/** What calls itself a policy and says as much as this is a report all the same. */
const itemsOfReport = 15;
/** Fewer letters than this are no text; a scanned PDF may bear a title. */
const fewestLetters = { pdf: 150, docx: 50, html: 50, text: 50 };
const usualWords = /\b(?:the|and|of|to|we|our|is|for|in|with|are|you|your|a)\b/gi;

/** Says of a report what is in it and what is not, from its words alone. Pure: the same text gives the same answer. */
export function judgeReport(report: ReportText, options: JudgeOptions): Judgement {
  const { today, stale_months, council } = options;
  const text = report.blocks.map(({ label, text }) => `${label} ${text}`).join('\n');
  const kind = options.kind ?? kindIn(text);
  const parts = sectionsOf(report, isVoid, isLawList);
  const offer = localOfferLink(parts.passages, council);
  const advice = adviceServiceLink(parts.passages, council, options.advice_service);
  const plan = accessibilityPlanIn(parts.passages);
  const items = Object.fromEntries(
    itemKeys.map((key) => [key, judged(key, evidenceOf(key, parts, options), { offer, advice })]),
  ) as Record<ItemKey, JudgedItem>;
  const asked = itemsOfKind(kind).map(({ key }) => key);
  const missing = asked.filter((key) => !items[key].found);
  const { date, text: date_text, next_review } = reportDate(report, today);
  const found = asked.length - missing.length;
  const document = documentIn(report, found);
  const isReadable = isLegible(text, fewestLetters[report.format]);
  const problems: string[] = [];
  const isMissing = document !== 'report' || found === 0;
  const isStale = date !== null && date < dayBefore(today, stale_months);
  if (!isReadable) problems.push('It has no text that can be read: it may be a scanned picture.');
  else if (isMissing) problems.push(notAReport[document]);
  if (isReadable && date === null && next_review === null) problems.push('It does not say of when it is.');
  if (isStale) problems.push(`It is older than ${stale_months} months.`);
  if (offer.state === 'wrong') problems.push('Its link to the Local Offer leads to another council.');
  if (advice.state === 'wrong') problems.push('The advice service that it names is that of another council.');
  if (isReadable && missing.length > 0)
    problems.push(`${missing.length} of ${asked.length} things were not found in it.`);
  const state = stateOf();
  return {
    kind,
    document,
    items,
    missing,
    date,
    date_text,
    next_review,
    local_offer: offer,
    advice_service: advice,
    accessibility_plan: plan,
    state,
    problems,
  };

  // what makes the rest worthless comes first
  function stateOf(): CheckState {
    if (!isReadable) return 'unreadable';
    if (isMissing) return 'missing';
    if (offer.state === 'wrong') return 'wrong_local_offer_link';
    if (isStale) return 'stale';
    return missing.length > 0 || (date === null && next_review === null) ? 'incomplete' : 'current';
  }
}

/** A judgement with what its links answered: an accessibility plan that does not is a fault of the report. */
export function withLinks(
  judgement: Judgement,
  { accessibility_plan }: { accessibility_plan: boolean | null },
): Judgement & { is_plan_alive: boolean | null } {
  const isBroken = accessibility_plan === false;
  const problems = isBroken ? ['Its link to the accessibility plan leads nowhere.'] : [];
  // what is worse stays
  const isOtherwiseGood = ['current', 'stale', 'incomplete'].includes(judgement.state);
  return {
    ...judgement,
    is_plan_alive: accessibility_plan,
    state: isBroken && isOtherwiseGood ? 'broken_link' : judgement.state,
    problems: [...judgement.problems, ...problems],
  };
}

const notAReport: Record<DocumentKind, string> = {
  report: 'It says next to nothing of what a report has to say.',
  policy: 'It is a policy, and not the SEN information report.',
  accessibility_plan: 'It is an accessibility plan, and not the SEN information report.',
  other: 'It is not a SEN information report.',
};

function evidenceOf(key: ItemKey, parts: Sections, { advice_service }: JudgeOptions): Evidence {
  if (key === 'IR-4') return sencoIn(parts.passages);
  const evidence = evidenceFor(key, parts);
  if (key !== 'IR-11' || evidence.confidence >= 0.85) return evidence;
  const known = parts.passages.find(
    ({ folded, is_void }) => !is_void && advice_service.some((word) => holds(folded, word)),
  );
  return known ? { confidence: 0.9, passage: known } : evidence;
}

const offerConfidence: Record<LocalOfferLink['state'], number> = {
  right: 0.95,
  named: 0.6,
  unclear: 0.5,
  wrong: 0.1,
  none: 0,
};

function judged(
  key: ItemKey,
  { confidence, passage }: Evidence,
  { offer, advice }: { offer: LocalOfferLink; advice: AdviceServiceLink },
): JudgedItem {
  // another council's advice service is no better than another council's Local Offer
  const link = key === 'IR-13' ? offer : key === 'IR-11' && advice.state === 'wrong' ? advice : undefined;
  const certain = Math.round((link ? offerConfidence[link.state] : Math.min(0.99, confidence)) * 100) / 100;
  const words = link ? link.passage : passage?.text;
  const found = certain >= foundFrom;
  const shown = found || link?.state === 'wrong';
  return { found, confidence: certain, passage: shown && words ? cut(words) : null };
}

const longestPassage = 400;

function cut(text: string): string {
  return text.length <= longestPassage ? text : text.slice(0, text.lastIndexOf(' ', longestPassage));
}

function accessibilityPlanIn(passages: readonly Passage[]): string | null {
  for (const { folded, context, links, text } of passages) {
    const about = links.find((link) => /access(?:ibility)?[\s_-]*plan/i.test(`${link.text} ${link.address}`));
    if (about) return about.address;
    if (!/access(?:ibility)? plan/.test(`${folded} ${context}`)) continue;
    const [address] = [...links.map((link) => link.address), ...addressesIn(text)].filter((one) => hostOf(one) !== '');
    if (address && !/local-?offer/i.test(address)) return address;
  }
  return null;
}

function kindIn(text: string): ReportKind {
  const head = text.slice(0, 6000);
  const says =
    /\b(?:we are|is|as) (?:a|an) (?:\w+[ ,]+){0,6}special (?:school|academy)|\bspecial (?:school|academy) for\b|all (?:of )?(?:our|the) (?:pupils|students|children|learners) (?:\w+ )?have (?:an? )?(?:education,? health|ehc)|most have [^.]{0,80}\ball have an ehc/i;
  const title = /^[^\n]{0,80}\b(?:special school|special academy)\b/im.test(head.slice(0, 400));
  return (says.test(head) || title) &&
    !/special school (?:outreach|placement|next door|nearby)/i.test(head.slice(0, 400))
    ? 'special'
    : 'mainstream';
}

function documentIn({ title, blocks }: ReportText, found: number): DocumentKind {
  const headings = blocks.filter(({ kind }) => kind === 'heading').slice(0, 5);
  const heads = headings.length > 0 ? headings : blocks.slice(0, 3);
  const name = [title, ...heads.map(({ text }) => text)].join('\n').toLowerCase();
  const all = blocks
    .map(({ label, text }) => `${label} ${text}`)
    .join(' ')
    .toLowerCase();
  const isNamed =
    /information\s+report|\b(?:sen|send|sen\/d|s\.e\.n\.?)\s+(?:report|information\b(?!\s+polic))|(?:annual|school'?s?)\s+(?:sen|send|special)[^\n]{0,40}report|local\s+offer|(?:sen|send)\s+offer|school\s+offer/;
  if (isNamed.test(name) || /(?:this is|our) (?:\w+ ){0,3}(?:sen|send) (?:information )?report/.test(all))
    return 'report';
  if (found >= itemsOfReport) return 'report';
  if (/accessibility\s+plan/.test(name)) return 'accessibility_plan';
  if (/polic(?:y|ies)/.test(name)) return 'policy';
  return found >= 6 ? 'report' : 'other';
}

function isLegible(text: string, fewest: number): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < fewest) return false;
  const words = text.split(/\s+/).length;
  return words < 100 || (text.match(usualWords)?.length ?? 0) > words * 0.05;
}

/** The day so many months before a day (`YYYY-MM-DD`). */
function dayBefore(day: string, months: number): string {
  return monthsBefore(new Date(`${day}T12:00:00Z`), months)
    .toISOString()
    .slice(0, 10);
}
