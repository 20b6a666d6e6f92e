/** One alternative of when a service runs; days are RFC 5545 (`MO`, `MO,WE`, `2SA`), alternatives parted by `|`. */
export type Times = {
  days: string;
  /** `10:00-11:30`; alternatives parted by `|`, one for each of the days' */
  hours: string;
  season: 'term' | 'holidays' | 'summer' | 'all';
  freq?: 'MONTHLY';
  note?: string;
};

/** A criterion: what it is about, its value for a computer, its words for a family. */
export type Criterion = [
  'age' | 'residence' | 'ehc_plan' | 'diagnosis' | 'need' | 'referral' | 'benefit' | 'school' | 'other',
  string,
  string,
];

/** A price: what for, how many pounds (0 is free) and the small print. */
export type Price = [string, number | 'varies', string?];

export type VenueKind =
  | 'hall'
  | 'hub'
  | 'nursery'
  | 'school'
  | 'special-school'
  | 'college'
  | 'clinic'
  | 'surgery'
  | 'hospital'
  | 'office'
  | 'sports'
  | 'pool'
  | 'library'
  | 'arts'
  | 'cinema'
  | 'park'
  | 'farm'
  | 'centre'
  | 'house';

/** Where a kind of service is placed, and so how many records there are of it. */
export type Where = {
  /** so many towns (more), one record in each */
  towns?: number;
  /** these places, one record in each, before the others */
  at?: string[];
  /** one record in each district, with so many places (0: staff travel) */
  districts?: number;
  /** one record for the whole area, with so many places */
  county?: number;
  /** one record for everybody, by phone or online */
  national?: true;
  /** one record in each of these places outside the area */
  out?: string[];
};

/**
 * A kind of service, from which one or many demonstration records are made. In every text `{place}` becomes the town,
 * the district or the whole area, and `{area}` the whole area.
 */
export type Kind = {
  slug: string;
  /** what it is, in a few words */
  title: string;
  names: string[];
  by: string[];
  summary: string;
  /** whole descriptions; records take them in turn */
  about: string[];
  ages: [number, number];
  /** `taxonomy:code,code` parted by spaces */
  terms: string;
  how: string;
  who: 'all' | Criterion[];
  cost: Price[];
  times: Times[];
  /** least and most weeks that anybody waits */
  wait?: [number, number];
  venue?: VenueKind;
  /** a refuge or a home: only the town is ever shown */
  hidden?: true;
  languages?: string[];
  /** the role to ask for, never a name */
  contact: string;
  /** a service that the law or the NHS keeps going: never planned, closed or out of the Local Offer */
  lasting?: true;
  accreditation?: string;
  where: Where;
};

export const FREE: Price[] = [['Free', 0]];
export const LIVES_HERE: Criterion = ['residence', '{area_code}', 'You live in {area}.'];
export const NO_DIAGNOSIS: Criterion = ['diagnosis', 'not_required', 'You do not need a diagnosis.'];
export const NO_PLAN: Criterion = [
  'ehc_plan',
  'not_required',
  'You do not need an education, health and care plan (EHC plan).',
];
export const PLAN: Criterion = [
  'ehc_plan',
  'required',
  'Your child has an education, health and care plan (EHC plan) that names this support.',
];
export const YOUNG_PLAN: Criterion = [
  'ehc_plan',
  'required',
  'You have an education, health and care plan (EHC plan).',
];
export const DISABLED: Criterion = ['need', 'any', 'Your child has special educational needs or a disability.'];
export const GP_ASKS: Criterion = ['referral', 'gp', 'Your GP (family doctor) or a health worker must ask for you.'];
export const PROFESSIONAL_ASKS: Criterion = [
  'referral',
  'professional',
  'Somebody who works with your child must ask, such as a teacher, nurse or social worker.',
];
export const SCHOOL_ASKS: Criterion = ['referral', 'school', 'The school or college must ask, after talking with you.'];
export const ANYONE_ASKS: Criterion = ['referral', 'self', 'Anyone can ask. You do not need a letter.'];
export const DOCTOR_HERE: Criterion = ['residence', '{area_code}', 'Your GP (family doctor) is in {area}.'];
