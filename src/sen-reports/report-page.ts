import { dayInWords } from '../date-rules.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import type { MoneyAside } from '../schools/school-asides.ts';
import type { School } from '../schools/schools.ts';
import { datedWords, type ShownSection, titleOf } from './document-rules.ts';
import { isItemKey, itemOf } from './item-rules.ts';
import type { Publication } from './publications.ts';
import { type ReportWords, reportState, reportWords } from './report-state-rules.ts';
import type { SchoolReport } from './report-states.ts';

/** What `/schools/<urn>/report` shows: the report that was published here, or what is known of one elsewhere. */
export interface ReportPage {
  title: string;
  school: { urn: string; name: string; href: string };
  here: {
    dated: string;
    dated_words: string;
    is_old: boolean;
    is_demonstration: boolean;
    sections: ShownSection[];
    missing: string[];
    /** the newest one, where this is an earlier one */
    newer_href: string | null;
    editions: { href: string; text: string }[];
    pdf_href: string;
  } | null;
  words: ReportWords;
  /** what the school gets for special needs in the newest year, and where it says what it spent; null where nobody knows */
  money: { year: string; amount: string; href: string } | null;
  /** of a report elsewhere that a person looked at: what is in it */
  checked: { title: string; is_there: boolean }[];
}

/** The page of a school's report; `shown` are the parts of the edition, the newest or an earlier one. */
export function reportPage(
  school: Pick<School, 'urn' | 'name'>,
  known: SchoolReport,
  {
    edition,
    editions,
    sections,
    today,
    stale_months,
    money,
  }: {
    edition: Publication | undefined;
    editions: readonly { edition: string; report_date: string }[];
    sections: ShownSection[];
    today: string;
    stale_months: number;
    money: MoneyAside | undefined;
  },
): ReportPage {
  const { urn, name } = school;
  const at = `/schools/${urn}/report`;
  const newest = editions[0]?.edition;
  const state = reportState(known.facts, { today, stale_months });
  return {
    title: edition ? titleOf(edition.content) : `SEN information report: ${name}`,
    school: { urn, name, href: `/schools/${urn}` },
    here: edition
      ? {
          dated: dayInWords(edition.report_date),
          dated_words: datedWords(edition.report_date),
          is_old: edition.edition === newest && addMonths(edition.report_date, stale_months) < today,
          is_demonstration: edition.content.is_demonstration,
          sections,
          missing: edition.content.missing.map(({ heading }) => heading),
          newer_href: edition.edition === newest ? null : at,
          editions: editions
            .filter((one) => one.edition !== edition.edition)
            .map((one) => ({
              href: one.edition === newest ? at : `${at}/${one.edition}`,
              text: `Report of ${dayInWords(one.report_date)}`,
            })),
          pdf_href: `${at}.pdf`,
        }
      : null,
    words: reportWords(known.facts, state, at),
    money: money?.years[0] ? { ...money.years[0], href: money.href } : null,
    checked: edition
      ? []
      : [...known.items].flatMap(([key, { is_there }]) =>
          isItemKey(key) ? { title: itemOf(key).title, is_there } : [],
        ),
  };
}
