import { answerSearch } from '../directory/search-page.ts';
import { findServices } from '../directory/services.ts';
import type { Parts } from '../parts.ts';
import type { FindServices } from '../tools/tool-page.ts';

const mostServices = 3;

/** Lists the first services that a search finds, the nearest where it has a place that is known, and leads to all. */
export function servicesNearby(parts: Parts): FindServices {
  const find = async (query: { q: string; near?: string }) => {
    const { found } = await answerSearch(parts, query);
    const ids = found.hits.slice(0, mostServices).map(({ service_id }) => service_id);
    return { found, shown: await findServices(parts.db, ids) };
  };
  return async ({ q, near }) => {
    const query = near ? { q, near } : { q };
    const { found, shown } = await parts.kept(`services for ${q} near ${near ?? ''}`, () => find(query));
    const where = near && found.place ? ` near ${near}` : '';
    return {
      title: where ? `Services${where}` : 'Services that may help',
      services: shown.map(({ slug, name, organization }) => ({
        name,
        href: `/services/${slug}`,
        about: organization.name === name ? '' : organization.name,
      })),
      all: {
        text: found.total > 0 ? `All services for this${where}` : `Look for services${where}`,
        href: `/services?${new URLSearchParams(near ? { q, near } : { q })}`,
      },
    };
  };
}
