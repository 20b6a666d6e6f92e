import type { Dated, Limit } from '../calendar/limit-rules.ts';
import type { Tool } from './tool.ts';

/** The two answers to a plain question. */
export const yesNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

/** Whom anybody can ask; stands below every answer about rights. */
export const adviceLink = {
  text: 'Find free advice that takes no side',
  href: '/services?q=information+advice+and+support+service',
};

/** How a letter to copy is signed: we ask for no names. */
export const signature = '[Your name, and how to reach you]';

/** The limits of some names from each set of rules, with from when they hold, for the page on how a tool works. */
export function limitsOf<Name extends string>(
  sets: readonly (Dated & { name: string; limits: Readonly<Record<Name, Limit>> })[],
  names: readonly Name[],
): Tool['limits'] {
  return sets.map(({ name, effective_from, effective_to, limits }) => ({
    name,
    from: effective_from,
    to: effective_to,
    limits: names.map((one) => limits[one]),
  }));
}
