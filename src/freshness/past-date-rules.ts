import { type Period, periodsIn } from './period-rules.ts';

/** Words that speak of a day that has passed as if it were ahead. */
export interface PastDate {
  /** as it stands: "closes on 29 September 2017" */
  text: string;
  /** the last day of which it can be true */
  passed_on: string;
}

/** What looks ahead: before its day it is a promise, after it wrong. */
const ahead =
  /\b(?:will|shall|clos(?:es|ing)|ends?|ending|until|till|til|by|before|deadline|due|expect(?:s|ed)?|plan(?:s|ned|ning)?|hop(?:e|es|ing)|going to|opens|opening|re-?opens|re-?opening|starts|starting|begins|beginning|launches|launching|coming|next|valid (?:to|until)|apply|book(?:ing)?s?|resum(?:e|es|ing)|runs? (?:from|to)|from|is on|are on|takes? place|join us|available from|timetable|programme|dates|prices|fees|tickets|calendar|admissions|applications)\b/i;

/** What looks back: a day in it is history and stays true. */
const back =
  /\b(?:since|found(?:ed|ing)|establish(?:ed|ment)|form(?:ed|ation)|set up|started|began|begun|created|opened|built|launched|registered|inspect(?:ed|ion)|ofsted|rated|judged|reports?|published|updated|reviewed|checked|awarded|award|won|winner|act|regulations?|code of practice|copyright|version|edition|was|were|has been|have been|had|incorporated|born|celebrated|moved|merged|took over|closed|renamed|re-?opened|relocated|replaced|resumed|previously|formerly|joined|changed|raised|helped|supported|named|used to|accounts|audited|statistics)\b|©/i;

/** Right before a day, these decide alone, whatever else the sentence says. */
const directlyBack =
  /(?:\b(?:since|founded in|established in|formed in|opened in|started in|act|regulations|code(?: of practice)?|covid(?:-19)?|coronavirus|pandemic|lockdown)(?:\s+(?:of|in))?|©|\biso[\s\d]+:)\W*$/i;

/** Nor does it count that a sentence looks back, where this stands right before a day: "closed until summer 2020". */
const directlyAhead = /\b(?:until|till|by|due|due to open|opening|re-?opening)(?:\s+in)?\W*$/i;
const longGone = /\b(?:previously|formerly|was|were|used to)\b/i;

/** A day of birth says how old somebody is, whenever it is read. */
const ofBirth = /\b(?:born|birth|d\.?o\.?b)\b/i;

/** A school year is history where it is told of: "refurbished 2016/17", "in 2023/24 we supported". */
const toldOfPast = /\b(?:in|during)\s*$|\b\w{3,}ed\b/i;
const backAfter = /^[^.]*\b(?:was|were|had|ran|saw|gave|\w{3,}ed)\b/i;

/** After a day, these make it a name: "the 2014 Act". */
const nameAfter = /^\W*(?:inspection|reports?|award|edition|act|regulations?|code|census|accounts|review)\b/i;

/** Said of what comes again every year. */
const yearly =
  /\b(?:every|each|annual(?:ly)?|yearly|usually|normally|always|generally|typically|often|(?:a|per|of the|all|the next|the following|the coming) (?:school )?year|term[- ]time|season(?:al)?)\b/i;
const monthName = /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/g;

/** Right before a month without a year, and for a day without one: it is a certain one that is meant. */
const untilMonth =
  /\b(?:from|until|till|by|before)\s+(?:the\s+)?(?:(?:start|beginning|middle|end)\s+of\s+)?(?:early|mid|late)?[\s-]*$/i;
const inMonth =
  /\b(?:will|shall|hop(?:e|es|ing)|plan(?:s|ned|ning)?|due|going to|expect(?:s|ed)?|launch(?:es|ing)?|re-?open(?:s|ing)?)\b.*\bin\s+(?:early|mid|late)?[\s-]*$/i;
const onDay =
  /\b(?:deadline|clos(?:e|es|ing)|apply|book(?:ing)?s?|register|enter|reply|rsvp|will|launch(?:es|ing)?)\b/i;

/** What every text has in which there is anything to find: most have nothing, and are not looked at closely. */
const mayNameDays =
  /(?:19|20)\d\d|\d[/.]\d{1,2}[/.]\d\d|\b(?:this|next)\s+(?:\w+\s+)?(?:year|month|week|weekend|term|spring|summer|autumn|winter|easter|christmas)|\bnew year\b|\bend of (?:the|this) year\b|\bsoon\b|\bnear future\b|\bcoming (?:weeks|months)\b/i;

const monthInText = new RegExp(monthName.source);

/** Months during which what is to come "soon" may be awaited. */
const soonLasts = 6;

/** How a text is read: on which day, when it was last written or confirmed, and whether it is the site's own. */
export interface Reading {
  today: string;
  written_on: string;
  is_own_page?: boolean;
}

/**
 * Finds in a text the days that it speaks of as if they were ahead, though they have passed: "closes on 29 September 2017",
 * "will launch in autumn 2019", "this year" in a text of an earlier one. `written_on` is when somebody last wrote or
 * confirmed it. What only tells of the past is left alone: "since 2009", "founded in 1985", "Children and Families Act 2014".
 */
export function findPastDates(text: string, { today, written_on, is_own_page = false }: Reading): PastDate[] {
  if (!mayNameDays.test(text) && !monthInText.test(text)) return [];
  const found: PastDate[] = [];
  for (const sentence of text.split(/(?<=[.!?;])\s+(?=\P{Ll})|\n+|(?<=[a-z)])\. /u).flatMap(bounded)) {
    for (const period of periodsIn(sentence, { written_on, soonLasts })) {
      if (period.ends_on >= today) continue;
      if (!isPromise(sentence, period, is_own_page)) continue;
      found.push({ text: phraseAround(sentence, period), passed_on: period.ends_on });
    }
  }
  return found.filter(({ text: one }, n) => found.findIndex((other) => other.text === one) === n);
}

// Each day is read with its whole sentence: what goes on without an end is read in parts, cut between words.
const bounded = (sentence: string) => sentence.match(/[^]{1,1000}(?!\S)|[^]{1,1000}/g) ?? [];

function isPromise(sentence: string, period: Period, is_own_page: boolean): boolean {
  const before = sentence.slice(0, period.at);
  const after = sentence.slice(period.at + period.text.length);
  const clause = before
    .split(/[,;()–]|\s-\s/)
    .slice(-2)
    .join(',');
  if (directlyBack.test(before) || ofBirth.test(clause)) return false;
  if (period.is_yearless) return isOneOff(sentence, before, clause, period);
  const looksAhead = ahead.test(clause);
  const looksBack = back.test(clause) || nameAfter.test(after);
  if (directlyAhead.test(before) && !longGone.test(sentence)) return true;
  // what holds from a day on holds still: the site's own pages speak of law
  if (is_own_page && /\bfrom\s*$/i.test(before) && !period.is_relative) return false;
  // a list of days, or "you need not do it all this week", says nothing of what is ahead; "come on 3 March 2024" does
  const saysWhen = period.is_day && !period.is_relative && before.trim() !== '';
  if (is_own_page && !looksAhead && !saysWhen && !/soon$/i.test(period.text)) return false;
  if (looksAhead && period.is_day) return true;
  if (looksBack) return false;
  if (period.is_school_year && !looksAhead) return !toldOfPast.test(clause) && !backAfter.test(after);
  return looksAhead || period.is_relative || period.is_day;
}

// Whether a month or a day without a year is a certain one, and not one of every year.
function isOneOff(sentence: string, before: string, clause: string, { text }: Period): boolean {
  if (yearly.test(sentence) || back.test(clause)) return false;
  const names = sentence.match(monthName) ?? [];
  if (names.length > 1) return false;
  return /^\d/.test(text) ? onDay.test(clause) : untilMonth.test(before) || inMonth.test(before);
}

// The day with up to four words before it, from the word that looks ahead; with two where none is that near.
function phraseAround(sentence: string, { at, text }: { at: number; text: string }): string {
  const words = sentence.slice(0, at).trimEnd().split(/\s+/).filter(Boolean).slice(-4);
  const from = words.findIndex((word) => ahead.test(word));
  return [...(from < 0 ? words.slice(-2) : words.slice(from)), text].join(' ').replace(/^[^\p{L}\p{N}]+/u, '');
}
