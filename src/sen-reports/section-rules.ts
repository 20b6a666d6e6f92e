import type { School } from '../schools/schools.ts';
import { itemsFor } from './item-rules.ts';

/** A part of a report that a school writes: one of the items of the law, or what families ask beside it. */
export interface ReportSection {
  /** `IR-3a`; `money` */
  key: string;
  title: string;
  /** what the law asks for; null where no law does */
  law: string | null;
  citation: string | null;
  question: string;
  /** whether the law asks this school for it */
  is_required: boolean;
}

/** What a school says it did with its money for special needs: no item of the law, but what families and the council ask. */
export const moneyKey = 'money';

const money: ReportSection = {
  key: moneyKey,
  title: 'How we use our money for special needs',
  law: null,
  citation: null,
  question: 'What does the school get for special needs, and what did it do with it?',
  is_required: false,
};

/** The parts of a school's report in their order: the items that are asked of a school of its kind, then the money. */
export function sectionsFor(school: Pick<School, 'kind' | 'governance'>): ReportSection[] {
  const { duty, items } = itemsFor(school);
  return [
    ...items.map(({ key, title, law, citation, question }) => ({
      key,
      title,
      law,
      citation,
      question,
      is_required: duty === 'required',
    })),
    money,
  ];
}
