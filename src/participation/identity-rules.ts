/** Something in a text that may show who wrote it, or whom it is about. */
export interface Trace {
  /** as it stands in the text */
  found: string;
  kind: string;
  /** a person cannot decide that it may stay: it is a way to reach somebody, or a number that only one person has */
  must_go: boolean;
}

const kinds: { kind: string; must_go: boolean; sign: RegExp }[] = [
  { kind: 'an e-mail address', must_go: true, sign: /[^\s@<>()]+@[^\s@<>()]+\.[a-z]{2,}/giu },
  { kind: 'a phone number', must_go: true, sign: /(?:\+44|\(?0)[\s()-]*\d(?:[\s()-]*\d){7,11}/g },
  { kind: 'a postcode', must_go: true, sign: /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/gi },
  {
    kind: 'a number of the NHS or of National Insurance',
    must_go: true,
    sign: /\b(?:\d{3}[ -]\d{3}[ -]\d{4}|[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D])\b/gi,
  },
  {
    kind: 'a day of birth',
    must_go: true,
    sign: /\b(?:born(?: on)?|date of birth|birthday|dob)\b[^.\n]{0,24}\d{1,4}[^\s.,;]*/gi,
  },
  { kind: 'an account with a social network', must_go: true, sign: /(?<![\p{L}\p{N}.])@[\p{L}\p{N}_.]{3,}/gu },
  {
    kind: 'the address of a house',
    must_go: false,
    sign: /\b\d{1,4}[a-z]?,? (?:\p{Lu}[\p{L}'’]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Close|Lane|Drive|Way|Court|Crescent|Gardens|Place|Terrace)\b/gu,
  },
  {
    kind: 'a name',
    must_go: false,
    sign: /\b(?:(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir)\s+(?:\p{Ll}+\s+){0,2}?(?:son|daughter|child|boy|girl|twins?|brother|sister|grandson|granddaughter|nephew|niece|husband|wife|partner|friend|lad)s?|named?|called|I am|I'm|I’m|[Mm]y name is)[,\s]+\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+)?/gu,
  },
  {
    kind: 'a name with a title',
    must_go: false,
    sign: /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Rev)\.?\s+\p{Lu}[\p{L}'’-]+/gu,
  },
  {
    kind: 'a signature',
    must_go: false,
    sign: /(?:^|\n)\s*(?:(?:kind|best|many|warm)\s+)?(?:regards|wishes|thanks|sincerely|from|love)\b[,\s]+\p{Lu}\p{L}+(?:\s+\p{Lu}\p{L}+)?\s*$/giu,
  },
  {
    kind: 'a school by its name',
    must_go: false,
    sign: /\b(?:\p{Lu}[\p{L}'’.]+\s+){1,4}(?:School|Academy|College|Nursery|Infants?|Juniors?|Primary|Secondary|High)\b/gu,
  },
  {
    kind: 'an age or a year at school',
    must_go: false,
    sign: /\b(?:(?:aged?\s+)?\d{1,2}[ -]years?[ -]old|aged?\s+\d{1,2}|year\s+(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven))\b/gi,
  },
  {
    kind: 'a diagnosis',
    must_go: false,
    sign: /\b(?:autis\w+|asd|asc|adhd|add|pda|down(?:’s|'s|s)?\s+syndrome|cerebral palsy|epilep\w+|dyslexi\w+|dyspraxi\w+|tourette\w*|deaf|blind|\p{Lu}\p{L}+\s+syndrome|downs)\b/giu,
  },
];

/**
 * What in a text may show who wrote it or whom it is about (CFA 2014 s.30(7): nobody is identified). Ways to reach
 * somebody must go. Names, and a school with a year or a diagnosis beside it, are shown for a person to decide: no rule
 * knows every name. An age, a year or a diagnosis by itself says nothing, and is not given.
 */
export function tracesIn(text: string): Trace[] {
  const found = kinds.flatMap(({ kind, must_go, sign }) =>
    [...text.matchAll(sign)].map(([match]) => ({ found: match.trim(), kind, must_go })),
  );
  const has = (kind: string) => found.some((trace) => trace.kind === kind);
  const together = [has('a school by its name'), has('an age or a year at school'), has('a diagnosis')];
  const isTelling = together.filter(Boolean).length > 1;
  const alone = new Set(['an age or a year at school', 'a diagnosis']);
  return found.filter(({ kind }) => isTelling || !alone.has(kind));
}
