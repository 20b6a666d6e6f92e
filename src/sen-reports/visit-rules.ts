import { momentInWords } from '../date-rules.ts';

/** How it stands with looking at a school's report on its own website. */
export interface ReportVisit {
  /** who wants it looked at now, and since when; null: nobody */
  asked: { by: string; at: Date } | null;
  /** when it was looked at last; null: never */
  tried_at: Date | null;
  /** why it is not looked at there at all; null: it is */
  why_not: 'made_up' | 'here' | 'no_website' | null;
}

/** What is said of that, and whether somebody can ask for it now. */
export interface VisitWords {
  words: string[];
  may_ask: boolean;
}

const whyNot: Record<NonNullable<ReportVisit['why_not']>, string> = {
  made_up: 'This school is made up: it has no website to look at.',
  here: 'Its report is published here: no website is looked at.',
  no_website: 'Nobody knows a website of this school, or where its report stands.',
};

/** The words for how it stands; `found_at` is when a check last found out something. */
export function visitWords({ asked, tried_at, why_not }: ReportVisit, found_at: Date | null): VisitWords {
  if (why_not) return { words: [whyNot[why_not]], may_ask: false };
  const words = [tried_at ? `It was looked at last on ${momentInWords(tried_at)}.` : 'It has not been looked at yet.'];
  if (tried_at && (!found_at || found_at < tried_at))
    words.push('The website did not answer then, or asks programs not to look. It is tried again by night.');
  if (asked)
    words.unshift(
      `It is being checked: ${asked.by} asked on ${momentInWords(asked.at)}. Open this page again in a minute or two.`,
    );
  return { words, may_ask: !asked };
}
