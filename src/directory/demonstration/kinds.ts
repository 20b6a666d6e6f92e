import { ADULTHOOD_KINDS } from './adulthood-kinds.ts';
import { CHILDCARE_KINDS } from './childcare-kinds.ts';
import { CLINIC_KINDS } from './clinic-kinds.ts';
import { FAMILY_KINDS } from './family-kinds.ts';
import { FEELINGS_KINDS } from './feelings-kinds.ts';
import { HEALTH_KINDS } from './health-kinds.ts';
import type { Kind } from './kind.ts';
import { LEISURE_KINDS } from './leisure-kinds.ts';
import { PLAN_KINDS } from './plan-kinds.ts';
import { PRACTICAL_KINDS } from './practical-kinds.ts';
import { SCHOOL_KINDS } from './school-kinds.ts';
import { SOCIAL_CARE_KINDS } from './social-care-kinds.ts';
import { SPORT_KINDS } from './sport-kinds.ts';
import { WORK_KINDS } from './work-kinds.ts';

/** Every kind of service of the demonstration directory. */
export const DEMONSTRATION_KINDS: readonly Kind[] = [
  ...CHILDCARE_KINDS,
  ...SCHOOL_KINDS,
  ...PLAN_KINDS,
  ...WORK_KINDS,
  ...CLINIC_KINDS,
  ...HEALTH_KINDS,
  ...FEELINGS_KINDS,
  ...SOCIAL_CARE_KINDS,
  ...SPORT_KINDS,
  ...LEISURE_KINDS,
  ...FAMILY_KINDS,
  ...PRACTICAL_KINDS,
  ...ADULTHOOD_KINDS,
];

/** The kind's slug that a demonstration record's `source_id` begins with. */
export function kindOf(sourceId: string): string {
  return sourceId.split('--')[0] ?? sourceId;
}
