import { z } from 'zod';
import { aDay, emailAddress, neededWords, oneOf, words } from '../web/form.ts';
import type { WrittenBase } from './bases.ts';
import { schoolNeeds } from './need-rules.ts';
import type { SchoolAddition } from './school-additions.ts';
import type { WrittenSenco } from './sencos.ts';

const webAddress = words(500, 'the address').refine(
  (text) => text === '' || (/^https?:\/\//i.test(text) && URL.canParse(text)),
  'Write an address that begins with https://, or nothing',
);
const phone = words(40, 'the phone number').refine(
  (text) => text === '' || /^[\d ()+-]{6,40}$/.test(text),
  'Write a phone number, like 01632 960 001, or nothing',
);
const maybeDay = (missing: string) => z.union([z.literal(''), aDay(missing)], { error: missing }).default('');
const maybeEmail = z
  .union([z.literal(''), emailAddress], { error: 'Write an e-mail address, like senco@example.org, or nothing' })
  .default('');
const count = (what: string) =>
  words(6, what)
    .refine((text) => /^\d{0,5}$/.test(text), `Write ${what} as a number, or nothing`)
    .transform((text) => (text === '' ? null : Number(text)));
/** a box that is ticked */
const box = z.string().default('');
const needBoxes = Object.fromEntries(schoolNeeds.map(({ code }) => [`need_${code}`, box]));

function needsIn(form: Record<string, unknown>): string[] {
  return schoolNeeds.filter(({ code }) => form[`need_${code}`] === 'yes').map(({ code }) => code);
}

/** What the school offers, as the school or the council writes it. */
export const additionForm = z
  .object({
    version: box,
    about: words(8000, 'what the school offers'),
    access: words(4000, 'what helps people to get in and around'),
    sen_email: maybeEmail,
    sen_phone: phone,
    website: webAddress,
    admissions_url: webAddress,
    transport_url: webAddress,
    ...needBoxes,
  })
  .transform((form) => {
    const { version, about, access, sen_email, sen_phone, website, admissions_url, transport_url } = form;
    const said = Object.entries({ about, access, sen_email, sen_phone, website, admissions_url, transport_url });
    const needs = needsIn(form);
    const addition: SchoolAddition = {
      ...Object.fromEntries(said.filter(([, text]) => text !== '')),
      ...(needs.length > 0 ? { needs } : {}),
    };
    return { version, addition };
  });

/** The fields of the form for what stands now. */
export function additionValues(addition: SchoolAddition, version: number): Record<string, string> {
  const { needs = [], ...texts } = addition;
  return {
    ...Object.fromEntries(
      ['about', 'access', 'sen_email', 'sen_phone', 'website', 'admissions_url', 'transport_url'].map((name) => [
        name,
        '',
      ]),
    ),
    ...texts,
    ...Object.fromEntries(schoolNeeds.map(({ code }) => [`need_${code}`, needs.includes(code) ? 'yes' : ''])),
    version: String(version),
  };
}

const qualifications = {
  '': 'None yet',
  nasenco: 'National Award for SEN Co-ordination',
  npq: 'National Professional Qualification for SENCOs',
} as const;
const answers = { '': 'We do not know', yes: 'Yes', no: 'No' } as const;

/** Who the SENCO is; `today` is the last day that can have been. */
export const sencoForm = (today: string) =>
  z
    .object({
      version: box,
      name: neededWords(120, 'the name', 'Write the name'),
      is_name_public: box,
      email: maybeEmail,
      is_qualified_teacher: oneOf(answers, 'Choose an answer'),
      appointed_on: aDay('Write the day on which they became SENCO'),
      months_before: count('the months'),
      course_started_on: maybeDay('Write the day on which the course began, or nothing'),
      qualification: oneOf(qualifications, 'Choose a qualification'),
      qualified_on: maybeDay('Write the day on which it was awarded, or nothing'),
      is_new_person: box,
    })
    .check(({ value, issues }) => {
      const wrong = (path: string, message: string) =>
        issues.push({ code: 'custom', message, path: [path], input: value });
      if (value.qualification !== '' && value.qualified_on === '')
        wrong('qualified_on', 'Write the day on which it was awarded');
      if (value.qualification === '' && value.qualified_on !== '')
        wrong('qualification', 'Choose which qualification it is');
      if ((value.months_before ?? 0) > 720) wrong('months_before', 'Write the months of one working life');
      for (const field of ['appointed_on', 'course_started_on', 'qualified_on'] as const)
        if (value[field] > today) wrong(field, 'Write a day that has been');
      if (value.qualified_on !== '' && value.qualified_on < value.course_started_on)
        wrong('qualified_on', 'Write a day after the one on which the course began');
    })
    .transform(({ version, is_new_person, ...form }) => {
      const senco: WrittenSenco = {
        name: form.name,
        is_name_public: form.is_name_public === 'yes',
        email: form.email || null,
        is_qualified_teacher: form.is_qualified_teacher === '' ? null : form.is_qualified_teacher === 'yes',
        appointed_on: form.appointed_on,
        months_before: form.months_before,
        course_started_on: form.course_started_on || null,
        qualification: form.qualification || null,
        qualified_on: form.qualified_on || null,
      };
      return { version, is_new_person: is_new_person === 'yes', senco };
    });

/** The fields of the form for who is SENCO now. */
export function sencoValues(senco: WrittenSenco | undefined, version: string): Record<string, string> {
  const known = senco?.is_qualified_teacher;
  return {
    version,
    name: senco?.name ?? '',
    is_name_public: senco?.is_name_public ? 'yes' : '',
    email: senco?.email ?? '',
    is_qualified_teacher: known == null ? '' : known ? 'yes' : 'no',
    appointed_on: senco?.appointed_on ?? '',
    months_before: String(senco?.months_before ?? ''),
    course_started_on: senco?.course_started_on ?? '',
    qualification: senco?.qualification ?? '',
    qualified_on: senco?.qualified_on ?? '',
    is_new_person: '',
  };
}

/** What a form about a SENCO lets people choose from. */
export const sencoChoices = { qualifications, answers };

const baseKinds = { resource_base: 'Specialist resource base', sen_unit: 'SEN unit' } as const;

/** A specialist base of a school; `today` is the last day on which its places can have been counted. */
export const baseForm = (today: string) =>
  z
    .object({
      version: box,
      kind: oneOf(baseKinds, 'Choose what it is'),
      name: neededWords(120, 'the name', 'Write what it is called'),
      places: count('the places'),
      occupied: count('the places that are taken'),
      low_age: count('the lowest age'),
      high_age: count('the highest age'),
      how_decided: words(2000, 'how places are decided'),
      counted_on: aDay('Write the day of this count'),
      ...needBoxes,
    })
    .check(({ value, issues }) => {
      const wrong = (path: string, message: string) =>
        issues.push({ code: 'custom', message, path: [path], input: value });
      if (value.counted_on > today) wrong('counted_on', 'Write a day that has been');
      if (needsIn(value).length === 0) wrong('needs', 'Choose at least one need');
      for (const field of ['low_age', 'high_age'] as const)
        if ((value[field] ?? 0) > 25) wrong(field, 'Write an age up to 25');
      if (value.low_age !== null && value.high_age !== null && value.high_age < value.low_age)
        wrong('high_age', 'Write a highest age that is not below the lowest');
    })
    .transform((form) => {
      const { version, kind, name, places, occupied, low_age, high_age, how_decided, counted_on } = form;
      const base: WrittenBase = {
        ...{ kind, name, places, occupied, low_age, high_age, counted_on, needs: needsIn(form) },
        how_decided: how_decided || null,
      };
      return { version, base };
    });

/** The fields of the form for a base as it stands now. */
export function baseValues(base: WrittenBase | undefined, version: string, today: string): Record<string, string> {
  const text = (value: string | number | null | undefined) => String(value ?? '');
  return {
    version,
    kind: base?.kind ?? 'resource_base',
    name: text(base?.name),
    places: text(base?.places),
    occupied: text(base?.occupied),
    low_age: text(base?.low_age),
    high_age: text(base?.high_age),
    how_decided: text(base?.how_decided),
    counted_on: base?.counted_on ?? today,
    ...Object.fromEntries(schoolNeeds.map(({ code }) => [`need_${code}`, base?.needs.includes(code) ? 'yes' : ''])),
  };
}

/** What a form about a base lets people choose from. */
export const baseChoices = { kinds: baseKinds };
