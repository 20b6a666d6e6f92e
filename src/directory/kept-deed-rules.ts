import { longDate } from './date-rules.ts';
import type { KeptDeed } from './kept-states.ts';

const day = (values: Record<string, string>, name: string) => {
  const parts = ['year', 'month', 'day'].map((part) => (values[`${name}-${part}`] ?? '').trim());
  if (parts.every((part) => part === '')) return undefined;
  const [year = 0, month = 0, date = 0] = parts.map(Number);
  const at = new Date(Date.UTC(year, month - 1, date));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return isReal && year > 2000 && year < 2200 ? at.toISOString().slice(0, 10) : 'wrong';
};

/** What somebody asks to do to a record, from its form; or what is wrong. `today` is `YYYY-MM-DD`. */
export function readDeed(
  values: Record<string, string>,
  today: string,
): KeptDeed | { errors: { field: string; text: string }[] } {
  const refuse = (field: string, text: string) => ({ errors: [{ field, text }] });
  switch (values.deed) {
    case 'confirm':
    case 'reopen':
      return { deed: values.deed };
    case 'withdraw': {
      const reason = (values.reason ?? '').trim();
      if (reason.length < 3) return refuse('reason', 'Write why it is taken down');
      return { deed: 'withdraw', reason: reason.slice(0, 500) };
    }
    case 'pause': {
      const until = day(values, 'until');
      if (until === 'wrong') return refuse('until-day', 'Write a real date, such as 5 1 2027');
      if (until !== undefined && until < today)
        return refuse('until-day', `The break must end in the future: ${longDate(until)} has passed`);
      return { deed: 'pause', until };
    }
    case 'close': {
      const on = day(values, 'on');
      if (on === undefined || on === 'wrong')
        return refuse('on-day', 'Write the day on which it closes, such as 31 3 2027');
      const successor = (values.successor ?? '').trim().slice(0, 500);
      return { deed: 'close', on, successor: successor || undefined };
    }
    default:
      return refuse('state', 'Choose what to do');
  }
}
