import type { Setting } from '../sen-support/statement-rules.ts';
import type { School } from './schools.ts';

const settings: Partial<Record<School['kind'], Setting>> = {
  nursery: 'early_years',
  special: 'special_school',
  hospital_special: 'special_school',
  non_maintained_special: 'special_school',
  independent_special: 'special_school',
  alternative_provision: 'alternative_provision',
  college: 'post_16',
  specialist_college: 'post_16',
};

/** Which of the settings of which the council says what it expects a kind of school is. */
export function settingOf({ kind }: Pick<School, 'kind'>): Setting {
  return settings[kind] ?? 'school';
}
