import { type FormError, words } from '../web/form.ts';
import { readNumber, toPenny, whyNotNumber } from './pounds-rules.ts';
import type { Statement } from './spending.ts';
import {
  type Consideration,
  considerations,
  type Money,
  moneys,
  type Provision,
  provisions,
  type SpendingLine,
} from './spending-rules.ts';

/** What a school wrote of what it spends, or what is wrong with it. */
export type ReadSpending =
  | { ok: true; value: Pick<Statement, 'lines' | 'considered' | 'note'> }
  | { ok: false; errors: FormError[] };

const most = 20_000_000;
const note = words(2000, 'what you add');
const what = words(300, 'it');

/**
 * Reads the form of what a school spends: for each kind of help what it is, how much, and out of which money. Kinds of which
 * nothing is said are left out. To publish, there must be at least one.
 */
export function readSpending(
  values: Record<string, string>,
  chosen: readonly string[],
  { is_published }: { is_published: boolean },
): ReadSpending {
  const errors: FormError[] = [];
  const lines: SpendingLine[] = [];
  for (const provision of Object.keys(provisions) as Provision[]) {
    const amount = values[`amount_${provision}`] ?? '';
    const typed = values[`what_${provision}`] ?? '';
    const paid_from = values[`from_${provision}`] ?? '';
    if (amount.trim() === '' && typed.trim() === '') continue;
    const why = whyNotNumber(amount, { decimals: 2, most });
    const isLong = !what.safeParse(typed).success;
    const name = provisions[provision];
    if (why) errors.push({ field: `amount_${provision}`, text: `${name}: the amount ${why}` });
    if (isLong) errors.push({ field: `what_${provision}`, text: `${name}: make it 300 characters or fewer` });
    if (!Object.hasOwn(moneys, paid_from))
      errors.push({ field: `from_${provision}`, text: `${name}: choose out of which money it is paid` });
    lines.push({
      provision,
      what: typed.trim(),
      amount: why ? '0.00' : toPenny(readNumber(amount) ?? '0'),
      paid_from: paid_from as Money,
    });
  }
  const added = note.safeParse(values.note);
  if (!added.success) errors.push({ field: 'note', text: 'Make what you add 2,000 characters or fewer' });
  if (is_published && lines.length === 0)
    errors.push({ field: `amount_${Object.keys(provisions)[0]}`, text: 'Write at least one thing that you spend on' });
  const considered = (Object.keys(considerations) as Consideration[]).filter((one) => chosen.includes(one));
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: { lines, considered, note: added.data ?? '' } };
}

/** What a school wrote, as its form shows it again. */
export function spendingValues(statement: Statement | undefined): Record<string, string> {
  const blank = (Object.keys(provisions) as Provision[]).flatMap((provision) => [
    [`amount_${provision}`, ''],
    [`what_${provision}`, ''],
    [`from_${provision}`, ''],
  ]);
  const written = (statement?.lines ?? []).flatMap(({ provision, what: typed, amount, paid_from }) => [
    [`amount_${provision}`, amount],
    [`what_${provision}`, typed],
    [`from_${provision}`, paid_from],
  ]);
  return {
    ...Object.fromEntries([...blank, ...written]),
    note: statement?.note ?? '',
    seen: String(statement?.id ?? 0),
  };
}
