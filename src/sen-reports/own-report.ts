import type { Around } from '../content/page-block-rules.ts';
import { type Places, placeNames } from '../content/place-rules.ts';
import type { Parts } from '../parts.ts';
import { additionOf } from '../schools/school-additions.ts';
import { findSchool, type School } from '../schools/schools.ts';
import { sencoOf } from '../schools/sencos.ts';
import { type DraftAnswer, draftOf } from './drafts.ts';
import { findPublication, type Publication, type ReportContent } from './publications.ts';
import { type ReportSection, sectionsFor } from './section-rules.ts';
import { type KnownOfSchool, suggestedAnswer } from './suggestion-rules.ts';

/** Everything about the report that a school writes here. */
export interface OwnReport {
  school: School;
  sections: ReportSection[];
  draft: Map<string, DraftAnswer>;
  published: Publication | undefined;
  /** how an answer may begin that the site can begin by itself */
  suggested: (key: string) => string;
}

/** The report that a school writes here, as it stands; undefined where there is no such school. */
export async function ownReport(
  { db, authority, config }: Pick<Parts, 'db' | 'authority' | 'config'>,
  urn: string,
): Promise<OwnReport | undefined> {
  const school = await findSchool(db, urn);
  if (!school) return undefined;
  const { addition } = await additionOf(db, urn);
  const known: KnownOfSchool = {
    senco: await sencoOf(db, urn),
    sen_email: addition.sen_email ?? null,
    sen_phone: addition.sen_phone ?? school.phone,
    school: school.name,
    advice: { name: authority.names.information_service, contact: authority.contacts.information_service },
    local_offer: { name: authority.site_name, area: authority.short_name, address: config.base_url },
  };
  return {
    school,
    sections: sectionsFor(school),
    draft: await draftOf(db, urn),
    published: await findPublication(db, urn),
    suggested: (key) => suggestedAnswer(key, known),
  };
}

/** What would be published of a draft now. */
export function contentOfDraft(
  { school, sections, draft }: OwnReport,
  { is_demonstration }: { is_demonstration: boolean },
): ReportContent {
  const answered = sections.flatMap(({ key, title, is_required }) => {
    const text = draft.get(key)?.text.trim() ?? '';
    return { key, heading: title, text, is_required };
  });
  return {
    school: school.name,
    is_demonstration,
    items: answered.flatMap(({ key, heading, text }) => (text === '' ? [] : { key, heading, text })),
    missing: answered.flatMap(({ key, heading, text, is_required }) =>
      text === '' && is_required ? { key, heading } : [],
    ),
  };
}

const asTyped = Object.fromEntries(placeNames.map((name) => [name, `{${name}}`])) as Places;

/**
 * What the blocks of a report's text take from around them. A school's text is no template: `{area}` stays as it was typed,
 * on the page as in what is searched, so that a published report says the same for ever.
 */
export function aroundReports({ authority }: Pick<Parts, 'authority'>): Around {
  const { team, phone, email } = authority.contact;
  return {
    places: asTyped,
    contacts: { local_offer: { name: team, phone, email }, ...authority.contacts },
    documents: new Map(),
  };
}

/** What stands around a report that leaves this site. */
export function imprintOf(
  { config, authority }: Pick<Parts, 'config' | 'authority'>,
  { urn, report_date }: { urn: string; report_date: string },
) {
  const { base_url } = config;
  return { report_date, address: `${base_url}/schools/${urn}/report`, base_url, site_name: authority.site_name };
}
