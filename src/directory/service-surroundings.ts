import type { Db } from '../db/database.ts';
import { dayOf, type Parts } from '../parts.ts';
import { nearbyServices, type RelatedService, similarServices } from './related-services.ts';
import { serviceMap } from './result-map.ts';
import type { ServiceDetail } from './service-detail.ts';
import type { Successor } from './service-notices-rules.ts';
import { type ServicePage, servicePage } from './service-page.ts';
import { findService } from './services.ts';

/** The services that stand beside one on its page. */
export interface Surroundings {
  similar: RelatedService[];
  nearby: RelatedService[];
  /** what follows it, where it closes */
  successor: Successor | undefined;
}

const mostBeside = 4;

/** What is like a service, what is near it, and what follows it. */
export async function surroundingsOf(db: Db, service: ServiceDetail): Promise<Surroundings> {
  const follows = service.closing?.successor_id;
  return {
    similar: await similarServices(db, service, mostBeside),
    nearby: await nearbyServices(db, service, mostBeside),
    successor: follows ? await findService(db, follows) : undefined,
  };
}

/** The page of a service as everybody sees it, and as its preview shows it: there is no other way to make one. */
export async function wholeServicePage(
  parts: Pick<Parts, 'db' | 'authority' | 'config' | 'now' | 'known'>,
  service: ServiceDetail,
  surroundings: Surroundings,
): Promise<ServicePage> {
  return servicePage(service, {
    ...surroundings,
    today: dayOf(parts.now()),
    area_name: parts.authority.short_name,
    base_url: parts.config.base_url,
    promises: (await parts.known()).promises,
    map: await serviceMap(parts, service),
  });
}
