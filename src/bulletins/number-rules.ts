/** The number of a bulletin: the how manyth of which year. */
export interface BulletinNumber {
  year: number;
  number: number;
}

/** A number as people say it: `74/19`, the 74th of 2019. */
export function numberInWords({ year, number }: BulletinNumber): string {
  return `${number}/${String(year % 100).padStart(2, '0')}`;
}

/** Where a bulletin stands for ever: `/bulletins/2019/74`. */
export function addressOf({ year, number }: BulletinNumber): string {
  return `/bulletins/${year}/${number}`;
}

/** A number as it is typed or stands in a short address, `74/19`, `74-19` or `74/2019`; undefined where it is none. */
export function readNumber(typed: string): BulletinNumber | undefined {
  const [, number, century = '20', year] = /^\s*([1-9]\d{0,4})\s*[/-]\s*(20)?(\d\d)\s*$/.exec(typed) ?? [];
  return number === undefined ? undefined : { year: Number(century + year), number: Number(number) };
}

/** The number that a question names, with whatever people say before it: `MI number: 74/19`, `sheet 74/19`. */
export function numberIn(question: string): BulletinNumber | undefined {
  return readNumber(question.replace(/^\D+/, ''));
}

/** The two parts of an address as a number; undefined where they are none. */
export function readAddress(year: string, number: string): BulletinNumber | undefined {
  return /^2\d{3}$/.test(year) && /^[1-9]\d{0,4}$/.test(number)
    ? { year: Number(year), number: Number(number) }
    : undefined;
}
