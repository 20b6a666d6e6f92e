import { Decimal } from 'decimal.js';

/** Exact decimals of forty figures: no sum of a council's money needs more. What is cut is rounded half up. */
export const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** An amount in pounds, rounded half up to the penny: "72186.90". */
export function toPenny(amount: Decimal.Value): string {
  return new Exact(amount).toFixed(2);
}

/** The sum of amounts in pounds, to the penny; "0.00" of none. */
export function sumOf(amounts: readonly string[]): string {
  return toPenny(amounts.reduce((sum, amount) => sum.plus(amount), new Exact(0)));
}

/** An amount as people read it: "£72,186.90", "−£7,213.10". */
export function pounds(amount: Decimal.Value): string {
  const penny = toPenny(amount);
  const sign = penny.startsWith('-') && Number(penny) !== 0 ? '−' : '';
  return `${sign}£${withThousands(penny.replace('-', ''))}`;
}

/** An amount as people say it, without pennies where there are none: "£6,000", "£4.20". */
export function roundPounds(amount: Decimal.Value): string {
  return pounds(amount).replace(/\.00$/, '');
}

/** A difference as people read it: "+£1,200.00", "−£80.00", "£0.00". */
export function signedPounds(amount: Decimal.Value): string {
  return new Exact(toPenny(amount)).gt(0) ? `+${pounds(amount)}` : pounds(amount);
}

/** A number without zeros at its end, with thousands: "1,250", "210.5". */
export function plainNumber(value: Decimal.Value): string {
  return withThousands(new Exact(value).toFixed());
}

/** A share in percent: "3%", "62.5%". */
export function percent(value: Decimal.Value): string {
  return `${plainNumber(value)}%`;
}

/** A number that somebody typed, like 1250, 1,250.50 or £60.89, as plain figures; undefined where it is none. */
export function readNumber(typed: string): string | undefined {
  const text = typed.trim().replace(/^£\s?/, '');
  if (!/^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/.test(text)) return undefined;
  return new Exact(text.replaceAll(',', '')).toFixed();
}

/** Why a number that somebody typed cannot be used, as the end of a sentence; undefined where it can. */
export function whyNotNumber(
  typed: string,
  { decimals, most, is_signed = false }: { decimals: number; most: number; is_signed?: boolean },
): string | undefined {
  if (typed.trim() === '') return 'is empty';
  const number = readNumber(typed);
  if (number === undefined) return `is “${typed.trim().slice(0, 30)}”, which is not a number`;
  const value = new Exact(number);
  if (value.isNegative() && !value.isZero() && !is_signed) return `is ${number}, which is less than nothing`;
  if (value.decimalPlaces() > decimals)
    return `is ${number.slice(0, 30)}, which has more than ${decimals} decimal places`;
  if (value.abs().gt(most)) return `is ${number.slice(0, 30)}, which is more than ${plainNumber(most)}`;
  return undefined;
}

function withThousands(figures: string): string {
  const [whole = '', rest] = figures.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}
