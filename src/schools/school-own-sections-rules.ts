import { placesInWords } from './base-words-rules.ts';
import { needNames } from './need-rules.ts';
import {
  type KnownSchool,
  line,
  optional,
  paragraphs,
  phoneHref,
  phoneInWords,
  type Section,
  webLine,
} from './school-line-rules.ts';
import { hasFiveDuties, owesReport } from './school-shown-sections-rules.ts';
import { addressLines, agesInWords, kindNames } from './school-words-rules.ts';
import type { School } from './schools.ts';

/** What a school is, offers and who is there. */
export const ownSections = {
  school: ({ detail: { school }, area_name }) => ({
    title: 'What kind of school is it?',
    lines: [
      line(kindNames[school.kind], { label: 'Kind', note: school.type }),
      ...optional('Ages', agesInWords(school)),
      ...optional('Pupils', school.gender && school.gender !== 'Not applicable' ? pupilsInWords(school.gender) : null),
      ...(school.has_nursery ? [line('Yes', { label: 'Nursery' })] : []),
      ...(school.has_sixth_form ? [line('Yes', { label: 'Sixth form' })] : []),
      ...optional('Faith', faithOf(school)),
      ...optional('Run by', school.trust),
      line(school.area === 'in_area' ? `In ${area_name}` : `Outside ${area_name}`, {
        label: 'Area',
        note: school.area === 'in_area' ? null : school.la_name,
        tone: school.area === 'in_area' ? 'plain' : 'care',
      }),
      ...(school.is_section_41_approved
        ? [line('A plan can name this school (section 41)', { label: 'Plans', tone: 'good' })]
        : []),
    ],
    otherwise: '',
  }),
  contact: ({ detail: { school, website } }) => ({
    title: 'How do we reach it?',
    lines: [
      ...optional('Phone', school.phone && phoneInWords(school.phone), {
        href: school.phone && phoneHref(school.phone),
      }),
      ...webLine('Website', website, (website ?? '').replace(/^https?:\/\/(?:www\.)?|\/$/gi, '')),
      ...optional('Address', addressLines(school).join(', ')),
    ],
    otherwise: 'We do not know how to reach it. Call us, and we help you.',
  }),
  offer: ({ detail: { addition, school } }) => ({
    title: 'What does it offer?',
    lines: paragraphs(addition.about),
    otherwise: `The school has not told us yet. ${owesReport(school) ? 'Its own report on special needs says more.' : 'Ask it what help it can give.'}`,
  }),
  needs: ({ detail: { needs, school } }) => ({
    title: 'Which needs does it know well?',
    lines: needNames(needs).map((name) => line(name)),
    otherwise: `No need is named. ${hasFiveDuties(school) ? 'Each ordinary school must help children with any need.' : 'Ask which needs it knows well.'}`,
  }),
  bases: ({ detail: { bases }, fewest }) => ({
    title: 'Does it have a specialist base?',
    lines: bases.flatMap((base) => [
      line([needNames(base.needs).join(', '), placesInWords(base, fewest)].filter(Boolean).join('. '), {
        label: base.name,
        note: baseAges(base),
      }),
      ...(base.how_decided ? [line(base.how_decided, { label: 'How places are decided' })] : []),
    ]),
    otherwise: 'None that we know of.',
  }),
  senco: ({ detail: { sen_contact, school } }) => ({
    title: 'Who leads on special needs?',
    lines: [
      ...optional('SENCO', sen_contact.name),
      ...optional('E-mail', sen_contact.email, { href: `mailto:${sen_contact.email}` }),
      ...optional('Phone', sen_contact.phone, { href: sen_contact.phone ? phoneHref(sen_contact.phone) : null }),
    ],
    otherwise: `Call the school, and ask for the ${school.kind === 'college' ? 'learning support team' : 'SENCO'}.`,
  }),
  coordinator: ({ detail: { coordinator, school } }) => ({
    title: 'Who at the council looks after its plans?',
    lines: coordinator
      ? [
          line(coordinator.name, { label: 'EHC plan co-ordinator' }),
          line(coordinator.email, { label: 'E-mail', href: `mailto:${coordinator.email}` }),
          ...optional('Phone', coordinator.phone, { href: coordinator.phone ? phoneHref(coordinator.phone) : null }),
        ]
      : [],
    otherwise:
      school.area === 'in_area'
        ? 'We do not know yet. Call us, and we find out.'
        : 'Ask the council where the child lives.',
  }),
  cluster: ({ detail: { cluster, school }, cluster_word }) => ({
    title: 'Schools that it works with',
    lines: cluster
      ? [
          line(cluster.name, { label: capital(cluster_word) }),
          ...cluster.members
            .filter(({ urn }) => urn !== school.urn)
            .map(({ urn, name, is_lead }) =>
              line(name, { href: `/schools/${urn}`, note: is_lead ? 'leads the group' : null }),
            ),
        ]
      : [],
    otherwise: `It is in no ${cluster_word} that we know of.`,
  }),
} satisfies Record<string, (known: KnownSchool) => Section>;

function pupilsInWords(gender: string): string {
  return gender === 'Mixed' ? 'Girls and boys' : gender;
}

function faithOf({ religious_character }: School): string | null {
  return religious_character && !/^(?:none|does not apply|not applicable)$/i.test(religious_character)
    ? religious_character
    : null;
}

function baseAges(base: { low_age: number | null; high_age: number | null }): string | null {
  const ages = agesInWords(base);
  return ages && `Ages ${ages}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
