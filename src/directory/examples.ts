import type { Db } from '../db/database.ts';
import type { FreshnessPromise, Promises } from './freshness-rules.ts';
import { type ServiceRecordInput, serviceRecord } from './records.ts';
import { saveImported } from './save-imported.ts';
import { saveServices, saveSource } from './save-services.ts';
import { refreshVocabulary } from './search-index.ts';
import type { ServiceDetail } from './service-detail.ts';
import { findService } from './services.ts';
import { seedTaxonomies } from './taxonomies.ts';

/** A plain, published service record: a Saturday swimming club in a town, sensible in every field. */
export function exampleRecord(fields: Partial<ServiceRecordInput> = {}): ServiceRecordInput {
  return {
    source_id: 'example',
    name: 'Splash Saturday swimming',
    summary: 'Relaxed swimming for children who find busy pools hard.',
    description: 'A quiet hour in a warm pool, with two teachers in the water.',
    minimum_age: 5,
    maximum_age: 12,
    email: 'swim@example.org',
    application_process: 'Send an e-mail. We answer within a week.',
    organization: { name: 'Splash', description: 'A swimming charity.' },
    service_at_locations: [
      {
        location: {
          name: 'Example Pool',
          latitude: 52.93,
          longitude: 1.3,
          addresses: [{ address_1: '1 Pool Lane', city: 'Cromer', state_province: 'Norfolk', postal_code: 'NR27 9AA' }],
          accessibility: [{ description: 'Step-free' }],
        },
      },
    ],
    schedules: [{ freq: 'WEEKLY', byday: 'SA', opens_at: '09:00', closes_at: '10:00' }],
    phones: [{ number: '01632 960001' }],
    terms: [
      'category:sport',
      'need:ASD',
      'delivery:in_person',
      'route:self',
      'provision:social_care',
      'schedule_2:LO-15e',
    ],
    local_offer: {
      membership: { state: 'approved', decided_at: '2026-01-10T09:00:00Z', decided_by: 'Local Offer officer' },
      confirmation: { confirmed_at: '2026-10-01T09:00:00Z', confirmed_by: 'Splash' },
    },
    ...fields,
  };
}

/** Saves an example service, published unless `publish` is false, and returns it as the public sees it. */
export async function exampleService(
  db: Db,
  fields: Partial<ServiceRecordInput> = {},
  { publish = true, now = new Date('2026-11-22T12:00:00Z') } = {},
): Promise<ServiceDetail> {
  const { id } = await saveExample(db, fields, { publish, now });
  const detail = await findService(db, id);
  if (!detail) throw new Error('The example is not public: save it with saveExample.');
  return detail;
}

/** Saves an example service and returns its id; with `publish: false` as an import would whose records wait. */
export async function saveExample(
  db: Db,
  fields: Partial<ServiceRecordInput> = {},
  { publish = true, now = new Date('2026-11-22T12:00:00Z') } = {},
): Promise<{ id: string }> {
  await seedTaxonomies(db);
  await saveSource(db, { code: 'example', name: 'Examples' });
  const record = serviceRecord.parse(exampleRecord(fields));
  const save = publish ? saveServices : saveImported;
  const saved = await save(db, [record], { source: 'example', changed_by: 'a test', now, publish });
  await refreshVocabulary(db);
  return { id: saved.ids[0] ?? '' };
}

/** A year, with what is done before it ends and after. */
export const yearPromise: FreshnessPromise = {
  category: 'any',
  holds_from: '2026-01-01',
  months: 12,
  ask_days: 28,
  remind_days: 14,
  others_days: 7,
  phone_days: 7,
  warn_days: 14,
  drop_days: 42,
  lapse_days: 42,
  hide_days: 90,
  link_days: 60,
};

/** A year for everything, and six months for clubs: a confirmation of things to do does not hold as long. */
export const examplePromises: Promises = {
  promises: [yearPromise, { ...yearPromise, category: 'things-to-do', months: 6 }],
  parentOf: new Map([['sport', 'things-to-do']]),
};
