import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { aDay, type FormError, fieldsOf } from '../web/form.ts';
import { stateOf } from './edit-page.ts';
import { doToPage, type Work } from './page-deeds.ts';
import { momentInField, readMoment } from './page-form-rules.ts';
import { takeDownPage } from './page-publishing.ts';
import { listSections } from './page-sections.ts';
import { findPage, latestVersion, type StaffPage } from './page-versions.ts';
import { changePage, movePage, sayRewriting, whyNotAt } from './page-writing.ts';
import { sectionChoices } from './public-pages.ts';

type OfPage = FastifyRequest<{ Params: { id: string } }>;
/** Finds the page of an address, for who may edit pages. */
export type Guarded = (
  work: (request: OfPage, reply: FastifyReply, page: StaffPage) => Promise<FastifyReply>,
) => (request: OfPage, reply: FastifyReply) => Promise<FastifyReply>;

/** What `/staff/pages/<n>/state` shows: when a page comes and goes, being rewritten, its address. */
export interface StatePage {
  id: number;
  path: string;
  title: string;
  state: ReturnType<typeof stateOf>;
  is_public: boolean;
  has_draft: boolean;
  is_planned: boolean;
  errors: FormError[];
  values: Record<string, string>;
  sections: { value: string; text: string }[];
  old_addresses: string[];
  done: boolean;
}

declare module '../web/render.ts' {
  interface Pages {
    'content/staff-page-state': StatePage;
  }
}

/** What is done to a page as a whole, apart from its words. */
export function staffPageStates(staff: FastifyInstance, parts: Parts, guarded: Guarded): void {
  const { db, now } = parts;

  async function show(
    reply: FastifyReply,
    page: StaffPage,
    { values = {}, errors = [], done = false, status = 200 }: Partial<StatePage> & { status?: number },
  ) {
    const sections = await listSections(db);
    const old = await db
      .selectFrom('page_redirect')
      .select('path')
      .where('page_id', '=', page.id)
      .orderBy('path')
      .execute();
    const { title } = await latestVersion(db, page);
    return reply.code(status).page('content/staff-page-state', {
      id: page.id,
      path: page.path,
      title,
      state: stateOf(page, {}, now()),
      is_public: page.published_version !== null,
      has_draft: page.draft_version !== null,
      is_planned: page.publish_at !== null || page.remove_at !== null,
      errors,
      sections: await sectionChoices(parts.pages, sections),
      old_addresses: old.map(({ path }) => path),
      done,
      values: {
        remove_at: momentInField(page.remove_at),
        rewriting_until: page.rewriting_until ?? '',
        rewriting_note: page.rewriting_note ?? '',
        rewriting_hides: page.rewriting_hides ? 'yes' : '',
        section: page.section,
        name: page.name,
        ...values,
        version: String(page.version),
      },
    });
  }

  staff.get(
    '/staff/pages/:id/state',
    guarded((request, reply, page) => show(reply, page, { done: fieldsOf(request.query).done === 'yes' })),
  );

  staff.post(
    '/staff/pages/:id/state',
    guarded(async (request, reply, page) => {
      const values = fieldsOf(request.body);
      const seen = /^\d{1,9}$/.test(values.version ?? '') ? Number(values.version) : -1;
      const refuse = (field: string, text: string, status = 422) =>
        show(reply, page, { values, errors: [{ field, text }], status });
      if (seen !== page.version)
        return refuse(
          'state',
          'Somebody else has changed this page meanwhile. Look at it as it is now, and try again.',
          409,
        );
      const change = await readChange(values, page);
      if ('error' in change) return refuse(change.error.field, change.error.text);
      const { detail, work } = change;
      const deed = { page_id: page.id, action: `${values.action}_page`, detail, now: now() };
      const isDone = await doToPage(db, request.who, deed, work);
      if (!isDone)
        return show(reply, (await findPage(db, page.id)) ?? page, {
          errors: [{ field: 'state', text: 'Somebody else was quicker. Look at it as it is now.' }],
          status: 409,
        });
      return reply.redirect(`/staff/pages/${page.id}/state?done=yes`, 303);
    }),
  );

  type Change = { work: Work; detail: Record<string, unknown> } | { error: FormError };

  async function readChange(values: Record<string, string>, page: StaffPage): Promise<Change> {
    const wrong = (field: string, text: string): Change => ({ error: { field, text } });
    const set = (change: Parameters<typeof changePage>[3], detail: Record<string, unknown> = {}): Change => ({
      work: (tx) => changePage(tx, page.id, page.version, change),
      detail,
    });
    switch (values.action) {
      case 'take_down':
        return {
          detail: {},
          work: async (tx, by) => {
            // what was to go out would bring it back
            if (!(await changePage(tx, page.id, page.version, { publish_at: null, publish_reason: null })))
              return false;
            await takeDownPage(tx, page.id, { by, now: now() });
            return true;
          },
        };
      case 'plan_removal': {
        const at = readMoment(values.remove_at ?? '');
        if (!at || at <= now()) return wrong('remove_at', 'Write a day and a time that are still to come');
        return {
          detail: { at: at.toISOString() },
          work: (tx, by) => changePage(tx, page.id, page.version, { remove_at: at, planned_by: by }),
        };
      }
      case 'unplan':
        return set({ publish_at: null, remove_at: null, publish_reason: null });
      case 'discard':
        if (!page.published_version) return wrong('discard', 'Nothing else of this page is there: it stays.');
        return set({ draft_version: null, publish_at: null, publish_reason: null });
      case 'rewrite': {
        const whyNot = 'Write the day on which it is back: today or later';
        const until = aDay(whyNot).safeParse(values.rewriting_until);
        if (!until.success || until.data < dayOf(now())) return wrong('rewriting_until', whyNot);
        const note = (values.rewriting_note ?? '').replaceAll('\0', '').trim().slice(0, 500);
        const rewriting = { until: until.data, note, hides: values.rewriting_hides === 'yes' };
        return {
          detail: { until: until.data },
          work: (tx, by) => sayRewriting(tx, page, rewriting, { by, now: now() }),
        };
      }
      case 'rewritten':
        return { detail: {}, work: (tx, by) => sayRewriting(tx, page, undefined, { by, now: now() }) };
      case 'move': {
        const to = { section: values.section ?? '', name: (values.name ?? '').trim() };
        const isKnown = (await listSections(db)).includes(to.section);
        const why = isKnown ? await whyNotAt(db, to, page.id) : 'Choose a section';
        if (why) return wrong('name', why);
        if (to.section === page.section && to.name === page.name) return wrong('name', 'That is its address already');
        return {
          detail: { from: page.path, to },
          work: (tx, by) => movePage(tx, page, page.version, to, { by, now: now() }),
        };
      }
      default:
        return wrong('state', 'Choose what to do');
    }
  }
}
