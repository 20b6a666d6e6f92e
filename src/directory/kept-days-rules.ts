import type { ServiceRecord } from './records.ts';

type Pause = NonNullable<ServiceRecord['local_offer']['pause']>;
/** A record's break as its page has it: it may have lasted, lasts, or is still to come. */
export interface PauseFacts {
  status: string;
  pause?: Pause | undefined;
}

/**
 * How a break stands on a day (`YYYY-MM-DD`): `lasts`, `comes`, or undefined where there is none any more. The day on
 * which it is back is open again. What is closed for now without a break's days lasts until somebody says otherwise.
 */
export function pauseOn({ status, pause }: PauseFacts, today: string): 'lasts' | 'comes' | undefined {
  if (pause?.back_on !== undefined && pause.back_on <= today) return undefined;
  if (pause && pause.starts_on > today) return 'comes';
  return pause || status === 'temporarily closed' ? 'lasts' : undefined;
}

/** Whether a day (`YYYY-MM-DD`) is one of a break. */
export function isInPause(day: string, { pause }: Pick<PauseFacts, 'pause'>): boolean {
  return pause !== undefined && day >= pause.starts_on && (pause.back_on === undefined || day < pause.back_on);
}

/**
 * What a record becomes by itself on a day (`YYYY-MM-DD`): a break begins and ends, what was to close has closed on the
 * day after its last. Undefined where nothing is due.
 */
export function onItsDay(record: ServiceRecord, today: string): ServiceRecord | undefined {
  const { pause, closing, ...others } = record.local_offer;
  const { commitment } = others;
  if (closing && closing.last_day < today && commitment.commitment !== 'closed')
    return {
      ...record,
      status: record.status === 'temporarily closed' ? 'active' : record.status,
      local_offer: { ...others, closing, commitment: { ...commitment, commitment: 'closed' } },
    };
  if (!pause) return undefined;
  const stands = pauseOn({ status: record.status, pause }, today);
  if (stands === undefined)
    return {
      ...record,
      status: record.status === 'temporarily closed' ? 'active' : record.status,
      local_offer: { ...others, ...(closing ? { closing } : {}) },
    };
  if (stands === 'lasts' && record.status === 'active') return { ...record, status: 'temporarily closed' };
  return undefined;
}
