import { sumOf } from './pounds-rules.ts';

/** The kinds of help that a school may pay for. */
export const provisions = {
  one_to_one: 'Help for one child at a time',
  small_group: 'Help in small groups',
  specialist_teaching: 'Specialist teaching',
  therapies: 'Therapies, such as speech and language',
  personal_care: 'Personal care',
  equipment: 'Equipment and technology',
  accessible_information: 'Symbols, large print and signs',
  note_takers: 'Note takers and interpreters',
  independence: 'Learning to get about and live more on one’s own',
  advice: 'Advice from specialists',
  training: 'Training for staff',
  senco_time: 'Time of the person who leads on special needs (SENCO)',
  other: 'Something else',
} as const;
export type Provision = keyof typeof provisions;

/** Out of which money. */
export const moneys = {
  notional: 'Element 2, for special needs',
  inclusion: 'Money for inclusion, beside it',
  top_up: 'Element 3, top-up',
} as const;
export type Money = keyof typeof moneys;

/** What a school thinks of before it gives money out. */
export const considerations = {
  expertise: 'What our own staff know and can do',
  training: 'What training our staff need',
  pathways: 'Which ways of help and referral there are already',
  advice: 'What specialists advise',
  resources: 'Which rooms, equipment and materials are there',
  plans: 'What education, health and care plans say must be given',
  interventions: 'Which help works, and what comes of it',
} as const;
export type Consideration = keyof typeof considerations;

/** What a school says it spends on one kind of help in a year. */
export interface SpendingLine {
  provision: Provision;
  what: string;
  /** pounds, to the penny */
  amount: string;
  paid_from: Money;
}

/** What lines come to by the money that pays for them; only where something is paid. */
export function spentByMoney(lines: readonly SpendingLine[]): { money: Money; sum: string }[] {
  return (Object.keys(moneys) as Money[])
    .map((money) => ({ money, lines: lines.filter(({ paid_from }) => paid_from === money) }))
    .filter((one) => one.lines.length > 0)
    .map((one) => ({ money: one.money, sum: sumOf(one.lines.map(({ amount }) => amount)) }));
}
