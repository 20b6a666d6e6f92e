import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply } from 'fastify';
import nunjucks from 'nunjucks';
import { type Acronyms, explainAcronyms } from './acronyms.ts';

/** Every page by its name, `<domain>/<view>`, with the model that its view is given. Each domain extends it. */
export interface Pages {}

declare module 'fastify' {
  interface FastifyReply {
    /** Renders `src/<domain>/views/<view>.njk`. The view is given the model, `site` and `page`, and nothing else. */
    page<Name extends keyof Pages>(name: Name, model: Pages[Name]): FastifyReply;
  }
  interface FastifyRequest {
    /** what stands above a page for somebody who has signed in */
    bar: SignedInBar | undefined;
  }
}

/** Who has signed in, in which role, and where they can go. */
export interface SignedInBar {
  name: string;
  /** "Provider: owner, Splash" */
  role: string | null;
  has_several_roles: boolean;
  links: { text: string; href: string }[];
}

const source = fileURLToPath(new URL('../', import.meta.url));
const govuk = fileURLToPath(new URL('../../node_modules/govuk-frontend/dist/', import.meta.url));

/** Which views have been rendered in this process: the tests ask that each was, at least once. */
export const renderedViews = new Set<string>();

let made: nunjucks.Environment | undefined;

/**
 * The template engine, one for this process: our views by `<domain>/views/<view>.njk`, the shared ones by `web/views/…`,
 * and govuk-frontend's macros.
 */
export function templates(): nunjucks.Environment {
  if (made) return made;
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([source, govuk]), {
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  environment.addFilter('thousands', (n: number) => n.toLocaleString('en-GB'));
  made = environment;
  return environment;
}

/** Gives every reply `page()`. `site` is what every page shows of the council; it is the same for all requests. */
export function renderPages(app: FastifyInstance, site: object, acronyms: Acronyms): void {
  const environment = templates();
  app.decorateRequest('bar', undefined);
  app.decorateReply('page', function page(this: FastifyReply, name: string, model: object) {
    const [domain, view] = name.split('/');
    const path = this.request.url.split('?')[0] ?? '/';
    const html = environment.render(`${domain}/views/${view}.njk`, {
      ...model,
      site,
      page: { path, bar: this.request.bar ?? null },
    });
    renderedViews.add(name);
    return this.type('text/html; charset=utf-8').send(explainAcronyms(html, acronyms));
  });
}
