import { dayInWords } from '../date-rules.ts';
import { qualificationNames, type SencoStanding } from './senco-rules.ts';

/** Where a SENCO stands with the qualification, in a few words for a list: "qualification due by 6 January 2028". */
export function qualificationWords({ state, due_on }: SencoStanding): string {
  if (state === 'held') return 'qualified';
  if (state === 'not_asked' || due_on === null) return 'no qualification asked for';
  const day = dayInWords(due_on);
  if (state === 'overdue') return `qualification was due by ${day}`;
  return state === 'due_soon' ? `qualification due soon, by ${day}` : `qualification due by ${day}`;
}

/** The same in sentences, with which qualification counts and what is wrong. */
export function standingSentences(standing: SencoStanding): string[] {
  const { state, due_on, accepted, does_not_count, is_no_teacher, not_asked_because, unless_over_months } = standing;
  const names = accepted.map((code) => qualificationNames[code]).join(' or the ');
  const asked =
    state === 'held'
      ? ['They hold the qualification that the law asks for.']
      : state === 'not_asked' || due_on === null
        ? [
            not_asked_because === 'senco_before'
              ? 'They had been a SENCO for long enough before, so the law asks for no qualification.'
              : 'They became SENCO before the law asked for a qualification.',
          ]
        : [
            state === 'overdue'
              ? `They had to hold a qualification by ${dayInWords(due_on)}, three years after they became SENCO.`
              : `They must hold a qualification by ${dayInWords(due_on)}, three years after they became SENCO.`,
            `What counts: the ${names}.`,
            ...(unless_over_months === null
              ? []
              : [
                  `This does not hold for somebody who had been a SENCO for more than ${unless_over_months} months before.`,
                ]),
          ];
  const teacher = is_no_teacher ? ['A SENCO must be a qualified teacher who works at the school, or its head.'] : [];
  return [...asked, ...(does_not_count ? [does_not_count] : []), ...teacher];
}
