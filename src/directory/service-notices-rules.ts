import { longDate, monthAndYear } from './date-rules.ts';
import { isStale } from './freshness-rules.ts';
import type { ServiceDetail } from './service-detail.ts';
import { stageOf } from './service-words-rules.ts';

/** Something to know before all else. */
export interface Notice {
  tone: 'note' | 'care' | 'bad';
  title: string;
  text: string;
}

/** When a record was last checked, as a sentence. */
export interface Checked {
  words: string;
  is_stale: boolean;
}

/** What to know before all else: made up, planned or closed, outside the area, somebody else's record, out of date. */
export function noticesOf(
  service: ServiceDetail,
  { today, area_name }: { today: string; area_name: string },
): Notice[] {
  const notices: Notice[] = [];
  const { source } = service;
  if (source.is_demonstration)
    notices.push({
      tone: 'care',
      title: 'This is a made-up service',
      text: 'It is here to show how the site works. Nobody will answer its phone or e-mail.',
    });
  const stage = stageOf(service, today);
  if (stage) notices.push({ tone: stage.is_closed ? 'bad' : 'care', title: stage.tag, text: stage.sentence });
  if (service.alert) notices.push({ tone: 'care', title: 'Please note', text: service.alert });
  if (service.area === 'out_of_area' && !source.is_neighbour)
    notices.push({
      tone: 'note',
      title: `This is outside ${area_name}`,
      text: `Families from ${area_name} may be able to use it. Ask before you travel.`,
    });
  if (source.is_neighbour)
    notices.push({
      tone: 'note',
      title: `From ${source.name}`,
      text: `${service.area === 'out_of_area' ? `This is outside ${area_name}. ` : ''}We show it so that you can look across the border. Ask before you travel: it may be only for families there.`,
    });
  const checked = checkedOf(service, today);
  if (checked.is_stale && !stage?.is_closed)
    notices.push({
      tone: 'care',
      title: 'This may be out of date',
      text: `${checked.words} Call or write before you go.`,
    });
  return notices;
}

/** When and by whom a record was last checked. A neighbour's date of assurance counts where there is no confirmation. */
export function checkedOf(service: ServiceDetail, today: string): Checked {
  const { confirmation, assured_date } = service;
  const checked = confirmation?.confirmed_at ?? assured_date;
  const isOld = isStale(checked, today);
  const is_stale = isOld || service.past_promise_since !== undefined;
  if (!checked) return { words: 'Nobody has checked this with the service yet.', is_stale };
  const by = confirmation ? ` by ${confirmation.confirmed_by}` : '';
  return {
    words: is_stale
      ? `This was last checked in ${monthAndYear(checked)}${by}${isOld ? ', more than a year ago' : '. We have asked since, and nobody has answered'}.`
      : `Checked on ${longDate(checked)}${by}.`,
    is_stale,
  };
}
