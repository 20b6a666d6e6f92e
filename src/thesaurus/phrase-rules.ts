import { type Reading, takePattern } from './reading-rules.ts';

/** What stands in a query beside its subject: ages, distances, days, cost, how to get it and how it happens. */

const NUMBERS =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const N = `(\\d{1,3}|${NUMBERS.join('|')})`;
const PLURALS: Record<string, string> = {
  ones: 'one',
  twos: 'two',
  threes: 'three',
  fours: 'four',
  fives: 'five',
  sixes: 'six',
  sevens: 'seven',
  eights: 'eight',
  nines: 'nine',
  tens: 'ten',
};

function numberOf(text: string | undefined): number {
  const word = (text ?? '').replace(/^(\d+)s$/, '$1');
  const named = NUMBERS.indexOf(PLURALS[word] ?? word);
  return named >= 0 ? named + 1 : Number(word);
}

const words = (pattern: string): RegExp => new RegExp(`(?<![^ ])(?:${pattern})(?![^ ])`);
const YEARS = '(?:years?|yrs?|y|yo)';
const WHO = '(?: (?:son|daughter|boy|girl|lad|child|kid|kids|children|boys|girls|twins|brother|sister))?';

function asAge(age: number): string | undefined {
  return Number.isFinite(age) && age >= 0 && age <= 120 ? String(age) : undefined;
}

function middleAge(from: string | undefined, to: string | undefined): string | undefined {
  const [low, high] = [numberOf(from), numberOf(to)];
  // a range as wide as the whole offer (0 to 25) narrows nothing
  return low < high && high <= 30 && high - low <= 12 ? asAge(Math.floor((low + high) / 2)) : undefined;
}

interface AgePattern {
  pattern: RegExp;
  age: (match: RegExpExecArray) => string | undefined;
}

const AGES: AgePattern[] = [
  {
    pattern: words(`(?:for )?(?:ages?|aged)?(?: ?between )?${N} (?:to |and |or |till )?${N} ${YEARS}(?: olds?)?${WHO}`),
    age: (match) => middleAge(match[1], match[2]),
  },
  {
    pattern: words(
      `(?:for )?(?:(?:ages?|aged)(?: between)? ${N} (?:to|and|till) ${N}|(\\d{1,2}) to (\\d{1,2}))(?: olds)?(?! (?:miles?|minutes|weeks?|months?|hours?|am|pm|people|days?))`,
    ),
    age: (match) => middleAge(match[1] ?? match[3], match[2] ?? match[4]),
  },
  {
    pattern: words(`(?:for )?(?:a |my |our )?${N} (?:months?|mths?|mnths?|mos?) olds?${WHO}`),
    age: (match) => asAge(Math.floor(numberOf(match[1]) / 12)),
  },
  {
    pattern: words(
      `(?:for )?(?:a |an |my |our )?(?:whos |who is |aged? )?${N} (?:${YEARS} (?:olds?|of age)|yos?|y o)${WHO}`,
    ),
    age: (match) => asAge(numberOf(match[1])),
  },
  { pattern: words(`aged? ${N}(?: ${YEARS})?`), age: (match) => asAge(numberOf(match[1])) },
  { pattern: words(`(?:at )?(?:the )?age of ${N}`), age: (match) => asAge(numberOf(match[1])) },
  {
    pattern: words(`(?:for )?(?:a |an |my |our )?${N} ${YEARS} (?:son|daughter|boy|girl|lad|child|kid)`),
    age: (match) => asAge(numberOf(match[1])),
  },
  {
    pattern: words(
      `(?:is|hes|shes|turning|turned|just turned|nearly|almost) ${N}(?: ${YEARS})?(?! (?:miles?|minutes|weeks?|months?|hours?|days?|times?|of|year|yr|yrs|years|to))`,
    ),
    age: (match) => asAge(numberOf(match[1])),
  },
  {
    pattern: words(
      `(?:for )?(?:the )?unders? (?:the age of )?(\\d{1,2}s?|${Object.keys(PLURALS).join('|')}|${NUMBERS.join('|')})(?! (?:miles?|minutes|pounds))`,
    ),
    age: (match) => asAge(numberOf(match[1]) - 1),
  },
  {
    pattern: words(
      `(?:for )?(?:the )?over (?:the age of )?(\\d{1,2}s?|${NUMBERS.join('|')})(?! (?:miles?|minutes|pounds|weeks|months|years))`,
    ),
    age: (match) => asAge(numberOf(match[1])),
  },
  {
    pattern: words(`(?:for )?(?:ages? )?(\\d{1,2}) (?:plus|and over|or over|and above|and up|upwards|or older)`),
    age: (match) => asAge(numberOf(match[1])),
  },
  {
    // year 1 is the school year in which children turn 6
    pattern: words(`(?:in |into |starting |for )?(?:school )?(?:year|yr) (\\d{1,2})s?`),
    age: (match) => (numberOf(match[1]) >= 1 && numberOf(match[1]) <= 13 ? asAge(numberOf(match[1]) + 4) : undefined),
  },
  {
    pattern: new RegExp(`(?<![^ ])at (\\d{1,2})$`),
    age: (match) => (numberOf(match[1]) <= 15 ? asAge(numberOf(match[1])) : undefined),
  },
  { pattern: words('(?:in |into |starting )?reception(?: class| year| age)?'), age: () => '4' },
];

/** Takes an age in years out of the query: "9 year old", "aged 9", "15 months old", "under 5s", "18+", "year 6". */
export function takeAge(reading: Reading): number | undefined {
  for (const { pattern, age } of AGES) {
    if (takePattern(reading, pattern, 'age', age)) return Number(reading.taken.at(-1)?.value);
  }
  return undefined;
}

/** Takes "within 5 miles" out of the query: the distance in miles, 1 to 100. */
export function takeDistance(reading: Reading): number | undefined {
  const pattern = words(
    '(?:within |up to |less than |under |max |about |only )*(?:a )?(\\d{1,3}) (?:miles?|mi|mls?|km|kms|kilomet(?:re|er)s?)(?: radius| away| drive| max)?',
  );
  const taken = takePattern(reading, pattern, 'within', (match) => {
    const miles = / (?:km|kms|kilom)/.test(match[0]) ? Math.ceil(Number(match[1]) / 1.609) : Number(match[1]);
    return miles >= 1 && miles <= 100 ? String(miles) : undefined;
  });
  return taken ? Number(reading.taken.at(-1)?.value) : undefined;
}

export const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const DAY_NAMES =
  'mon(?:days?)?|tue(?:s|sdays?)?|wed(?:s|nesdays?|ensdays?)?|thu(?:r|rs|rsdays?)?|fri(?:days?)?|sat(?:urdays?|erdays?)|sun(?:days?)';
const LEAD = '(?:on |this |next |every |each |for |a |coming )*';

function dayOf(name: string): string {
  return name.slice(0, 2).toUpperCase();
}

function daysFrom(first: string, last: string): string {
  const [from, to] = [first, last].map((name) => DAYS.findIndex((day) => day === dayOf(name)));
  if (from === undefined || to === undefined || from < 0 || to < 0) return '';
  return DAYS.filter((_, at) => (from <= to ? at >= from && at <= to : at >= from || at <= to)).join(',');
}

/** The day of the week of a date (`YYYY-MM-DD`), some days later. */
function weekdayOf(date: string, later: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  return DAYS[(day.getUTCDay() + 6 + later) % 7] ?? 'MO';
}

/**
 * Takes days of the week out of the query, in the order of the week: "saturdays", "on Sat", "weekends", "mon to fri".
 * `today` (`YYYY-MM-DD`) is what "today" and "tomorrow" are counted from; without it they stay words.
 */
export function takeDays(reading: Reading, today?: string): string[] | undefined {
  const found: string[] = [];
  const take = (pattern: string, read: (match: RegExpExecArray) => string | undefined) => {
    const expression = words(pattern);
    while (takePattern(reading, expression, 'day', (match) => read(match) || undefined)) {
      found.push(...(reading.taken.at(-1)?.value.split(',') ?? []));
    }
  };
  take(`${LEAD}(${DAY_NAMES}|sat|sun) (?:to|till|until|through|thru) (${DAY_NAMES}|sat|sun)`, (match) =>
    daysFrom(match[1] ?? '', match[2] ?? ''),
  );
  take(
    '(?:at |on |over |this |next |the |every |during )*week ?ends?(?! (?:off|away|break|breaks|respite)(?![^ ]))',
    () => 'SA,SU',
  );
  take('(?:on |during |the )*week ?days?|during the week|term time week', () => 'MO,TU,WE,TH,FR');
  take(`${LEAD}(${DAY_NAMES})`, (match) => dayOf(match[1] ?? ''));
  take(
    '(?:on|this|next|every|each|and|or)(?: a)? (sat|sun|sats|suns)|(sat|sun)(?= (?:am|pm|morning|afternoon|evening|and|or|club|clubs)(?![^ ]))',
    (match) => dayOf(match[1] ?? match[2] ?? ''),
  );
  if (today) {
    take('(?:for )?(?:today|tonight|this evening|this afternoon)', () => weekdayOf(today, 0));
    take('(?:for )?tomor?row', () => weekdayOf(today, 1));
  }
  return found.length > 0 ? DAYS.filter((day) => found.includes(day)) : undefined;
}

// "free school meals" and "gluten free" are subjects, not a price
const NOT_A_PRICE_BEFORE =
  'gluten|dairy|nut|lactose|sugar|wheat|drug|smoke|hands|pain|stress|barrier|seizure|latex|carefree|nappy';
const NOT_A_PRICE_AFTER = 'school meals?|meals?|time|style|running|standing|childcare|hours|nursery|spirit|flow|play';
const FREE = words(
  `(?<!(?:${NOT_A_PRICE_BEFORE}) )(?:for )?free(?: of charge| of cost| entry)?(?! (?:${NOT_A_PRICE_AFTER})(?![^ ]))|(?:at )?no cost|(?:that )?(?:doesnt|dont) cost(?: anything| money| a lot)?|without paying|nothing to pay`,
);

/** Takes "free" out of the query, where it is a price. */
export function takeFree(reading: Reading): true | undefined {
  return takePattern(reading, FREE, 'free', () => 'true') ? true : undefined;
}

const SELF_REFER = words(
  [
    '(?:without|no)(?: a| any| needing a| need for a| gp| doctors?)* referrals?(?: (?:is )?(?:needed|required|necessary))?',
    '(?:without|no need to)(?: going| seeing| go| see| to| through| a| the| my)* (?:gp|doctor)',
    '(?:can i |i can )?self refer(?:ral|rals|red|ring)?',
    '(?:can i |i can |you can )?refer (?:myself|ourselves|yourself|himself|herself|themselves|my own child)',
    '(?:that )?(?:dont|doesnt|do not|does not)(?: you)? need a(?: gp)? referral',
  ].join('|'),
);

/** Takes "without a referral" or "self refer" out of the query. */
export function takeSelfReferral(reading: Reading): true | undefined {
  return takePattern(reading, SELF_REFER, 'self_refer', () => 'true') ? true : undefined;
}

const DELIVERY: [string, RegExp][] = [
  [
    'online',
    words(
      '(?<!(?:safe|safety|safely|bullied|groomed|bullying|gaming|time|life|friends|strangers) )(?:(?:over|on|by|via) )?(?:online|virtual|virtually|zoom|video calls?|ms teams)(?! (?:safety|bullying|grooming|abuse|gaming|games|safe|harm|forms?|application|payments?|friends|strangers|dangers?|school|reality)(?![^ ]))',
    ),
  ],
  [
    'phone',
    words(
      '(?:over|by|on|via)(?: the)? (?:tele)?phone|(?:tele)?phone(?= (?:counselling|counseling|support|advice|appointments?|sessions?|consultations?)(?![^ ]))',
    ),
  ],
  [
    'home_visit',
    words(
      'home visits?|home visiting|(?:who |that )?(?:can |will )?(?:comes?|coming|visits?|visiting)(?: to| us| me| at| in| out| and see us)* (?:our|my|your|the|her|his) (?:own )?(?:home|house)|(?:comes?|visits?|visiting)(?: to| us| me| you)* at home|(?:in|at) (?:our|my|your) (?:own )?(?:home|house)',
    ),
  ],
];

/** Takes a way of delivery out of the query where it is clearly meant: "online counselling", not "online safety". */
export function takeDelivery(reading: Reading): string[] | undefined {
  const found = DELIVERY.filter(([code, pattern]) => takePattern(reading, pattern, 'delivery', () => code));
  return found.length > 0 ? found.map(([code]) => code) : undefined;
}

const NEAR_ME = words(
  '(?:(?:near|close|nearest|closest|local|next)(?: by)?(?: to)? (?:me|us|here|where (?:i|we) (?:live|am|are)|(?:my|our) (?:home|house|area|town|village))|nearby|near by|locally|around (?:here|me|us)|(?:in )?(?:my|our|the) local area|in (?:my|our) area|round here)',
);

/** Takes "near me" out of the query; which place that is, only the page can ask. */
export function takeNearMe(reading: Reading): true | undefined {
  return takePattern(reading, NEAR_ME, undefined, () => '') ? true : undefined;
}
