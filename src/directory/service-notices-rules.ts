import { checkedOf } from './checked-rules.ts';
import { longDate } from './date-rules.ts';
import type { Promises } from './freshness-rules.ts';
import { pauseOn } from './kept-days-rules.ts';
import type { ServiceDetail } from './service-detail.ts';
import { stageOf } from './service-words-rules.ts';

/** Something to know before all else. */
export interface Notice {
  tone: 'note' | 'care' | 'bad';
  title: string;
  text: string;
  /** where to go on */
  link: { href: string; text: string } | null;
}

/** A public service that follows one that closes. */
export interface Successor {
  slug: string;
  name: string;
}

/** What a notice depends on beside the service; `today` is `YYYY-MM-DD`. */
export interface NoticeContext {
  today: string;
  area_name: string;
  promises: Promises;
  successor?: Successor | undefined;
}

/** What to know before all else: made up, planned or closed, outside the area, somebody else's record, out of date. */
export function noticesOf(service: ServiceDetail, { today, area_name, promises, successor }: NoticeContext): Notice[] {
  const notices: (Omit<Notice, 'link'> & Partial<Notice>)[] = [];
  const { source } = service;
  if (source.is_demonstration)
    notices.push({
      tone: 'care',
      title: 'This is a made-up service',
      text: 'It is here to show how the site works. Nobody will answer its phone or e-mail.',
    });
  const stage = stageOf(service, today);
  const follows = successor && { href: `/services/${successor.slug}`, text: successor.name };
  if (stage)
    notices.push({
      tone: stage.is_closed ? 'bad' : 'care',
      title: stage.tag,
      text: follows ? `${stage.sentence} It is followed by` : stage.sentence,
      link: follows ?? null,
    });
  if (pauseOn(service, today) === 'comes')
    notices.push({ tone: 'care', title: 'A break is coming', text: breakAhead(service) });
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
  const checked = checkedOf(service, promises, today);
  if (checked.is_stale && !stage?.is_closed)
    notices.push({
      tone: 'care',
      title: 'This may be out of date',
      text: `${checked.words} Call or write before you go.`,
    });
  return notices.map((notice) => ({ link: null, ...notice }));
}

function breakAhead({ pause }: ServiceDetail): string {
  const back = pause?.back_on ? `, and is back on ${longDate(pause.back_on)}` : '';
  return `It has a break from ${longDate(pause?.starts_on ?? '')} on${back}.`;
}
