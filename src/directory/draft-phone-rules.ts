import type { ServiceRecord } from './records.ts';
import { dialOf } from './service-words-rules.ts';

type Phone = ServiceRecord['phones'][number];

/** A phone number as somebody would write it: `01632 960001 extension 12 (mornings only)`. */
export function spokenPhone({ number, extension, description }: Phone): string {
  const words = [extension ? `${number} extension ${extension}` : number, description && `(${description})`];
  return words.filter(Boolean).join(' ');
}

/**
 * The phone numbers of typed lines, one on each: a known one that nobody touched stays what it was. Lines that are none
 * come back as `wrong`.
 */
export function readPhones(lines: readonly string[], known: readonly Phone[]): { phones: Phone[]; wrong: string[] } {
  const read = lines.map((line) => ({
    line,
    phone: known.find((one) => spokenPhone(one) === line) ?? readPhone(line),
  }));
  return {
    phones: read.flatMap(({ phone }) => phone ?? []),
    wrong: read.flatMap(({ line, phone }) => (phone ? [] : [line])),
  };
}

/** What is said of a line that is no phone number. */
export function notAPhone(line: string): string {
  return `“${line.slice(0, 60)}” is not a phone number. Write it like 01632 960001`;
}

function readPhone(line: string): Phone | undefined {
  const [, number = '', extension, description] =
    /^([+\d][\d\s()-]{5,20}\d)(?:\s*(?:extension|ext\.?|x)\s*(\d{1,6}))?\s*(?:\(([^()]+)\)|[,:-]?\s+(\D.*))?$/i.exec(
      line,
    ) ?? [];
  const words = description ?? /\d\s*[,:-]?\s+([^\d()]+)$/.exec(line)?.[1];
  if (!dialOf(number)) return undefined;
  return {
    number: number.replace(/\s+/g, ' ').trim(),
    ...(extension ? { extension } : {}),
    ...(words ? { description: words.trim() } : {}),
  };
}
