import type { ServiceRecord } from '../directory/records.ts';
import { scheduleInWords } from '../directory/schedule-rules.ts';
import { agesInWords, costInWords } from '../directory/service-words-rules.ts';

/** A fact of a record as whoever keeps it reads it through. */
export interface Fact {
  term: string;
  lines: string[];
}

/** A record in short, in the order in which families ask. Of a hidden place the town only: a link can be passed on. */
export function factsOf(record: ServiceRecord, today: string): Fact[] {
  const isHidden = record.local_offer.is_place_hidden;
  const places = record.service_at_locations.map(({ location }) =>
    withoutRepeats([
      isHidden ? undefined : location.name,
      ...location.addresses.flatMap(({ address_1, city, postal_code }) =>
        isHidden ? [city] : [address_1, city, postal_code],
      ),
    ]).join(', '),
  );
  const schedules = [...record.schedules, ...record.service_at_locations.flatMap((at) => at.schedules)];
  const { open_to_all } = record.local_offer;
  const facts: [string, (string | undefined)[]][] = [
    ['In short', [record.summary]],
    ['What it is', [record.description === record.summary ? undefined : record.description]],
    ['Please note', [record.alert]],
    ['Ages', [agesInWords({ ...record, open_to_all })]],
    ['Who can use it', [open_to_all ? 'Open to all' : undefined, ...record.eligibility.map((one) => one.description)]],
    ['Where', places],
    ['When', schedules.map((schedule) => scheduleInWords(schedule, today))],
    ['Cost', [record.fees ?? costOf(record)]],
    ['How to get it', [record.application_process]],
    ['Phone', [...record.phones, ...record.contacts.flatMap(({ phones }) => phones)].map(({ number }) => number)],
    ['E-mail', [record.email, ...record.contacts.map(({ email }) => email)]],
    ['Website', [record.url]],
  ];
  return facts.flatMap(([term, lines]) => {
    const said = [...new Set(lines.filter((line): line is string => Boolean(line?.trim())))];
    return said.length > 0 ? [{ term, lines: said }] : [];
  });
}

function costOf({ cost_options, fees }: ServiceRecord): string | undefined {
  const options = cost_options.map((option) => ({ ...option, id: '', service_id: '' }));
  return costInWords({ cost_options: options, fees });
}

function withoutRepeats(parts: readonly (string | undefined)[]): string[] {
  const said = parts.filter((part): part is string => Boolean(part?.trim()));
  return said.filter((part, n) => n === 0 || part !== said[n - 1]);
}
