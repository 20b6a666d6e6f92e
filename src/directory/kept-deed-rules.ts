import { longDate } from './date-rules.ts';
import { personalInText } from './personal-details-rules.ts';

/** What those who keep a record may do to it at once, without the desk: none of it says anything new about a service. */
export type KeptDeed =
  | { deed: 'confirm' }
  | { deed: 'withdraw'; reason: string }
  /** closed for now, from a day (`YYYY-MM-DD`) on, and back on another where one is known */
  | { deed: 'pause'; starts_on: string; back_on: string | undefined }
  | { deed: 'reopen' }
  /** closes for good after its last day; the service that follows it as it was typed, and where else to turn */
  | { deed: 'close'; last_day: string; follows: string | undefined; words: string | undefined };

type Refused = { errors: { field: string; text: string }[] };

const mostWords = 500;

function readDay(values: Record<string, string>, name: string): string | undefined {
  const parts = ['year', 'month', 'day'].map((part) => (values[`${name}-${part}`] ?? '').trim());
  if (parts.every((part) => part === '')) return undefined;
  const [year = 0, month = 0, date = 0] = parts.map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : 0));
  const at = new Date(Date.UTC(year, month - 1, date));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return isReal && year > 2000 && year < 2200 ? at.toISOString().slice(0, 10) : 'wrong';
}

/** What somebody asks to do to a record, from its form; or what is wrong. `today` is `YYYY-MM-DD`. */
export function readDeed(values: Record<string, string>, today: string): KeptDeed | Refused {
  switch (values.deed) {
    case 'confirm':
    case 'reopen':
      return { deed: values.deed };
    case 'withdraw': {
      const reason = (values.reason ?? '').trim();
      if (reason.length < 3) return refuse('reason', 'Write why it is taken down');
      return { deed: 'withdraw', reason: reason.slice(0, mostWords) };
    }
    case 'pause':
      return readPause(values, today);
    case 'close':
      return readClosing(values);
    default:
      return refuse('state', 'Choose what to do');
  }
}

function readPause(values: Record<string, string>, today: string): KeptDeed | Refused {
  const starts_on = readDay(values, 'from') ?? today;
  if (starts_on === 'wrong') return refuse('from-day', 'Write a real date, such as 21 12 2026');
  const back_on = readDay(values, 'back');
  if (back_on === 'wrong') return refuse('back-day', 'Write a real date, such as 5 1 2027');
  if (back_on !== undefined && back_on <= today)
    return refuse('back-day', `It must be back in the future: ${longDate(back_on)} is not`);
  if (back_on !== undefined && back_on <= starts_on)
    return refuse('back-day', 'The day on which it is back must be after the first day of the break');
  return { deed: 'pause', starts_on, back_on };
}

function readClosing(values: Record<string, string>): KeptDeed | Refused {
  const last_day = readDay(values, 'on');
  if (last_day === undefined || last_day === 'wrong')
    return refuse('on-day', 'Write the last day on which it is there, such as 31 3 2027');
  const words = (values.words ?? '').replace(/\s+/g, ' ').trim();
  if (words.length > mostWords) return refuse('words', `Write ${mostWords} characters or fewer`);
  if (personalInText(words, []).length > 0)
    return refuse(
      'words',
      'Leave out people’s names, their own addresses and mobile numbers: families see this before anybody has read it',
    );
  const follows = (values.follows ?? '').trim().slice(0, 300);
  return { deed: 'close', last_day, follows: follows || undefined, words: words || undefined };
}

const refuse = (field: string, text: string): Refused => ({ errors: [{ field, text }] });
