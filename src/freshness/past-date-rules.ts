import { periodsIn } from './period-rules.ts';

/** Words that speak of a day that has passed as if it were ahead. */
export interface PastDate {
  /** as it stands: "closes on 29 September 2017" */
  text: string;
  /** the last day of which it can be true */
  passed_on: string;
}

/** What looks ahead: before its day it is a promise, after it wrong. */
const ahead =
  /\b(?:will|shall|clos(?:es|ing)|ends?|ending|until|till|til|by|before|deadline|due|expect(?:s|ed)?|plan(?:s|ned|ning)?|hop(?:e|es|ing)|going to|opens|opening|re-?opens|re-?opening|starts|starting|begins|beginning|launches|launching|coming|next|valid (?:to|until)|apply|book(?:ing)?s?|resum(?:e|es|ing)|runs? (?:from|to)|from|is on|are on|takes? place|join us|available from)\b/i;

/** What looks back: a day in it is history and stays true. */
const back =
  /\b(?:since|found(?:ed|ing)|establish(?:ed|ment)|form(?:ed|ation)|set up|started|began|begun|created|opened|built|launched|registered|inspect(?:ed|ion)|ofsted|rated|judged|reports?|published|updated|reviewed|checked|awarded|award|won|winner|act|regulations?|code of practice|copyright|version|edition|was|were|has been|have been|had|incorporated|born|celebrated|moved|merged|took over|closed|renamed|re-?opened|relocated|replaced|resumed|previously|formerly|joined|changed|raised|helped)\b|©/i;

/** Right before a day, these decide alone, whatever else the sentence says. */
const directlyBack =
  /(?:\b(?:since|founded in|established in|formed in|opened in|started in|act|regulations|code of practice)|©)\W*$/i;

/** Nor does it count that a sentence looks back, where this stands right before a day: "closed until summer 2020". */
const directlyAhead = /\b(?:until|till|by|due|due to open|opening|re-?opening)(?:\s+in)?\W*$/i;
const longGone = /\b(?:previously|formerly|was|were)\b/i;

/** What every text has in which there is anything to find: most have nothing, and are not looked at closely. */
const mayNameDays =
  /(?:19|20)\d\d|\d[/.]\d{1,2}[/.]\d\d|\b(?:this|next)\s+(?:\w+\s+)?(?:year|month|week|term|spring|summer|autumn|winter|easter|christmas)|\bsoon\b|\bnear future\b|\bcoming (?:weeks|months)\b/i;

/** Months during which what is to come "soon" may be awaited. */
const soonLasts = 6;

/**
 * Finds in a text the days that it speaks of as if they were ahead, though they have passed: "closes on 29 September 2017",
 * "will launch in autumn 2019", "this year" in a text of an earlier one. `written_on` is when somebody last wrote or
 * confirmed it. What only tells of the past is left alone: "since 2009", "founded in 1985", "Children and Families Act 2014".
 */
export function findPastDates(text: string, { today, written_on }: { today: string; written_on: string }): PastDate[] {
  if (!mayNameDays.test(text)) return [];
  const found: PastDate[] = [];
  for (const sentence of text.split(/(?<=[.!?;])\s+(?=\P{Ll})|\n+|(?<=[a-z)])\. /u)) {
    for (const period of periodsIn(sentence, { written_on, soonLasts })) {
      if (period.ends_on >= today) continue;
      const before = sentence.slice(0, period.at);
      const clause = before
        .split(/[,;()–]|\s-\s/)
        .slice(-2)
        .join(',');
      if (directlyBack.test(before)) continue;
      const looksAhead = ahead.test(clause);
      const isCertain = directlyAhead.test(before) && !longGone.test(sentence);
      const looksBack =
        back.test(clause) ||
        /^\W*(?:inspection|report|award|edition)\b/i.test(sentence.slice(period.at + period.text.length));
      const isPromise =
        isCertain ||
        (looksAhead && period.is_day) ||
        (!looksBack && (looksAhead || period.is_relative || period.is_day));
      if (!isPromise) continue;
      found.push({ text: phraseAround(sentence, period), passed_on: period.ends_on });
    }
  }
  return found.filter(({ text: one }, n) => found.findIndex((other) => other.text === one) === n);
}

// The day with up to four words before it, from the word that looks ahead; with two where none is that near.
function phraseAround(sentence: string, { at, text }: { at: number; text: string }): string {
  const words = sentence.slice(0, at).trimEnd().split(/\s+/).filter(Boolean).slice(-4);
  const from = words.findIndex((word) => ahead.test(word));
  return [...(from < 0 ? words.slice(-2) : words.slice(from)), text].join(' ').replace(/^[^\p{L}\p{N}]+/u, '');
}
