import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf } from '../web/form.ts';
import { orderSections } from './page-sections.ts';
import { titleOfSection } from './public-pages.ts';

interface SectionsPage {
  /** `place` is what stands in its field: a number from 1, or what was typed */
  sections: { section: string; title: string; place: string }[];
  errors: FormError[];
  done: boolean;
}

declare module '../web/render.ts' {
  interface Pages {
    'content/staff-sections': SectionsPage;
  }
}

/** `/staff/pages/sections`: in which order the sections stand, wherever they are listed. */
export function staffSections(staff: FastifyInstance, parts: Parts): void {
  const { db, pages, now } = parts;

  async function modelOf(typed: Record<string, string> = {}): Promise<Pick<SectionsPage, 'sections'>> {
    const known = await pages.now();
    const sections = known.sections.map(({ section, own }, at) => ({
      section,
      title: pages.say(own?.title ?? titleOfSection(section)),
      place: (typed[section] ?? String(at + 1)).slice(0, 10),
    }));
    return { sections };
  }

  staff.get('/staff/pages/sections', async (request, reply) => {
    if (!may(request.who.role, 'edit_pages')) return answerError(request, reply, 403);
    const done = fieldsOf(request.query).done === 'yes';
    return reply.page('content/staff-sections', { ...(await modelOf()), errors: [], done });
  });

  staff.post('/staff/pages/sections', async (request, reply) => {
    if (!may(request.who.role, 'edit_pages')) return answerError(request, reply, 403);
    const typed = fieldsOf(request.body);
    const model = await modelOf(typed);
    const errors = model.sections.flatMap(({ section, title, place }) =>
      /^\s*\d{1,4}\s*$/.test(place) ? [] : [{ field: section, text: `Write a number for ${title}` }],
    );
    if (errors.length > 0) return reply.code(422).page('content/staff-sections', { ...model, errors, done: false });
    const order = model.sections
      .toSorted((one, other) => Number(one.place) - Number(other.place))
      .map(({ section }) => section);
    await orderSections(db, request.who, order, now());
    return reply.redirect('/staff/pages/sections?done=yes', 303);
  });
}
