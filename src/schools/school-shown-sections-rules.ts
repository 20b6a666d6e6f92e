import { longDate } from '../directory/date-rules.ts';
import type { ShownFigure } from './figure-rules.ts';
import type { MoneyAside, ReportAside } from './school-asides.ts';
import {
  type KnownSchool,
  line,
  optional,
  paragraphs,
  type SchoolLine,
  type Section,
  webLine,
} from './school-line-rules.ts';
import type { School } from './schools.ts';

/**
 * Whether the five duties of mainstream schools are a school's (Children and Families Act 2014, ss. 35 and 66 to 69):
 * those of maintained schools and nurseries, and of academies.
 */
export function hasFiveDuties({ kind, governance }: Pick<School, 'kind' | 'governance'>): boolean {
  return ['mainstream', 'nursery'].includes(kind) && ['maintained', 'academy'].includes(governance);
}

/** What a school has to show for itself, and where there is more about it. */
export const shownSections = {
  report: ({ detail: { school }, report }) => ({
    title: 'Its yearly report on special needs',
    lines: report
      ? [
          line(report.state, { label: 'State' }),
          ...optional('Date of the report', report.dated),
          ...(report.href ? [line('Read the report', { label: 'Report', href: report.href })] : []),
        ]
      : [],
    otherwise: owesReport(school)
      ? 'Nobody has checked it yet. Look on the school’s own website.'
      : 'The law does not ask this kind of school for one. Ask the school what it can tell you.',
  }),
  duties: ({ detail: { school }, report }) => ({
    title: 'Five things that it must do',
    lines: hasFiveDuties(school) ? dutyLines(report) : [],
    otherwise: hasFiveDuties(school)
      ? 'Not known yet: nobody has looked at what the school shows.'
      : 'These five are for ordinary state schools. The Equality Act is for every school.',
  }),
  money: ({ detail: { school }, money }) => {
    const otherwise = hasFiveDuties(school)
      ? 'Not known yet. Ask the school what it gets for special needs, and how it uses it.'
      : 'The notional SEN budget is for ordinary state schools.';
    return {
      title: 'Money for special needs',
      lines: money ? moneyLines(money, otherwise) : [],
      otherwise,
    };
  },
  figures: ({ figures }) => ({
    title: 'How many children',
    lines: figureLines(figures),
    otherwise: 'Not known.',
  }),
  admissions: ({ detail: { addition } }) => ({
    title: 'How to get a place',
    lines: [
      ...webLine('Admissions', addition.admissions_url, 'How this school admits children'),
      line('How to apply for a place', { label: 'In general', href: '/education-and-training/school-admissions' }),
      line('Ask for a school in a plan', { label: 'With a plan', href: '/support-for-learning/naming-a-school' }),
    ],
    otherwise: '',
  }),
  travel: ({ detail: { addition } }) => ({
    title: 'Getting there',
    lines: [
      ...webLine('Travel', addition.transport_url, 'How to get to this school'),
      line('Help with travel to school', { label: 'Help', href: '/education-and-training/school-travel' }),
    ],
    otherwise: '',
  }),
  access: ({ detail: { addition }, report }) => ({
    title: 'Getting in and around',
    lines: [
      ...paragraphs(addition.access),
      ...(report?.href ? [line('See what its report says', { label: 'This school', href: report.href })] : []),
      line('What every school must do for disabled children', {
        label: 'All schools',
        href: '/education-and-training/buildings-and-access',
      }),
    ],
    otherwise: '',
  }),
  inspection: ({ detail: { school }, inspection_href }) => ({
    title: 'What inspectors say',
    lines:
      school.status === 'proposed'
        ? []
        : [
            line('Inspection reports from Ofsted', {
              label: 'Ofsted',
              href: inspection_href,
              note: school.inspected_on ? `Last visit that we know of: ${longDate(school.inspected_on)}` : null,
            }),
          ],
    otherwise: 'It has not been inspected yet.',
  }),
} satisfies Record<string, (known: KnownSchool) => Section>;

const dutyTones = { met: 'good', 'not shown': 'care', unknown: 'plain' } as const;
const dutyWords = { met: 'Met', 'not shown': 'Not shown', unknown: 'Not known yet' } as const;

function dutyLines(report: ReportAside | undefined): SchoolLine[] {
  return (report?.duties ?? []).map(({ duty, state, evidence }) =>
    line(dutyWords[state], { label: duty, note: evidence, tone: dutyTones[state] }),
  );
}

// The day and who counted stand once where all counts are of one day.
function figureLines(figures: readonly ShownFigure[]): SchoolLine[] {
  const sources = new Set(figures.flatMap(({ source }) => source ?? []));
  if (sources.size === 0) return [];
  const isOneDay = sources.size === 1;
  return [
    ...figures.map(({ title, words, share, source }) =>
      line(share ? `${words}, ${share}` : words, { label: title, note: isOneDay ? null : source }),
    ),
    ...(isOneDay ? [line([...sources].join(), { label: 'Counted' })] : []),
    ...(figures.some(({ count, source }) => source && count === null)
      ? [line('Small numbers are left out, so that nobody can tell who is meant.')]
      : []),
  ];
}

/** Whether a school must publish a SEN information report (SEND Regulations 2014, reg. 51). */
export function owesReport({ kind, governance }: Pick<School, 'kind' | 'governance'>): boolean {
  return ['mainstream', 'nursery', 'special'].includes(kind) && ['maintained', 'academy'].includes(governance);
}

function moneyLines({ years, expected, spent, href }: MoneyAside, otherwise: string): SchoolLine[] {
  const isKnown = years.length > 0;
  return [
    ...(isKnown ? years.map(({ year, amount }) => line(amount, { label: year })) : [line(otherwise)]),
    ...optional('What we expect it to pay for itself', expected.join(' ')),
    ...(spent
      ? [
          line(spent.total, { label: `What it says it spent, ${spent.year}`, note: spent.note }),
          ...spent.uses.map(({ use, amount }) => line(amount, { label: use })),
        ]
      : []),
    ...(isKnown && !spent ? [line('The school has not told us yet.', { label: 'What it says it spent' })] : []),
    ...(isKnown
      ? [line('How it is worked out, and what the school says it did with it', { label: 'More', href })]
      : []),
  ];
}
