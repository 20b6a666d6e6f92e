import type { ServiceRecord } from './records.ts';

/** A typed text without the space around it, its lines ended as we end them; undefined where nothing was typed. */
export function typed(value: string | undefined): string | undefined {
  return (value ?? '').replace(/\r\n?/g, '\n').trim() || undefined;
}

/** The lines of a typed text that say something. */
export function typedLines(value: string | undefined): string[] {
  return (typed(value) ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A record with these scalar fields, left out where they are undefined. */
export function withFields(
  record: ServiceRecord,
  fields: Partial<Record<keyof ServiceRecord, unknown>>,
): ServiceRecord {
  const all = Object.entries({ ...record, ...fields }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(all) as unknown as ServiceRecord;
}

/** The codes that a record has of one of our taxonomies. */
export function codesOf(record: ServiceRecord, taxonomy: string): string[] {
  return record.terms.flatMap((term) => (term.startsWith(`${taxonomy}:`) ? [term.slice(taxonomy.length + 1)] : []));
}

/** Ticked boxes of a taxonomy's terms, as the fields `need_ASD: yes`. */
export function ticksOf(record: ServiceRecord, taxonomy: string): Record<string, string> {
  return Object.fromEntries(codesOf(record, taxonomy).map((code) => [`${taxonomy}_${code}`, 'yes']));
}

/** A record with those terms of a taxonomy that are ticked, in their order; what it had keeps its place. */
export function withTicks(
  record: ServiceRecord,
  taxonomy: string,
  codes: readonly string[],
  values: Record<string, string>,
): ServiceRecord {
  const isTicked = (code: string) => values[`${taxonomy}_${code}`] === 'yes';
  const kept = record.terms.filter((term) => {
    const [of, code = ''] = term.split(':');
    return of !== taxonomy || !codes.includes(code) || isTicked(code);
  });
  const added = codes.filter((code) => isTicked(code) && !kept.includes(`${taxonomy}:${code}`));
  return { ...record, terms: [...kept, ...added.map((code) => `${taxonomy}:${code}`)] };
}
