import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { transaction } from '../db/database.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { record } from '../people/audit.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { type EditPage, editPage, findingsIn, type Typed } from './edit-page.ts';
import type { PageContent } from './page-content-rules.ts';
import { makePage } from './page-deeds.ts';
import { readMoment, readPageForm } from './page-form-rules.ts';
import { publishPage } from './page-publishing.ts';
import { listSections } from './page-sections.ts';
import { readPage, UnreadableText } from './page-tree-rules.ts';
import { allPages, findPage, latestVersion, type StaffPage } from './page-versions.ts';
import { changePage, isSameContent, saveDraft, whyNotAt } from './page-writing.ts';
import { type LookedThrough, type PagesPage, pagesPage } from './pages-page.ts';
import { staffDocumentRoutes } from './staff-documents.ts';
import { staffEasyRead } from './staff-easy-read.ts';
import { staffPageHistory } from './staff-history.ts';
import { staffSections } from './staff-sections.ts';
import { staffPageStates } from './staff-states.ts';

declare module '../web/render.ts' {
  interface Pages {
    'content/staff-pages': PagesPage;
    'content/staff-page': EditPage;
    'content/staff-preview-page': {
      preview: EditPage['preview'];
      findings: EditPage['findings'];
      reading: string | null;
      errors: EditPage['errors'];
    };
  }
}

type OfPage = FastifyRequest<{ Params: { id: string } }>;

/** What the address says was done, in words. */
const deeds: Record<string, string> = {
  saved: 'Saved. Nobody but you and your colleagues sees it until it is published.',
  published: 'Published. Everybody reads this text now.',
  planned: 'Saved. It goes out at the time that you chose.',
  same: 'Nothing was changed, so nothing was saved.',
  changed: 'Done.',
};

/** `/staff/pages`: writing, previewing, publishing and taking down the Local Offer's own pages. */
export function staffPages(staff: FastifyInstance, parts: Parts): void {
  const { db, now, pages } = parts;
  const looked: LookedThrough = new Map();

  const guarded =
    (work: (request: OfPage, reply: FastifyReply, page: StaffPage) => Promise<FastifyReply>) =>
    async (request: OfPage, reply: FastifyReply) => {
      if (!may(request.who.role, 'edit_pages')) return answerError(request, reply, 403);
      const { id } = request.params;
      const page = /^\d{1,15}$/.test(id) ? await findPage(db, Number(id)) : undefined;
      return page ? work(request, reply, page) : answerError(request, reply, 404);
    };
  staffPageStates(staff, parts, guarded);
  staffPageHistory(staff, parts, guarded);
  staffEasyRead(staff, parts, guarded);
  staffDocumentRoutes(staff, parts);
  staffSections(staff, parts);

  staff.get('/staff/pages', async (request, reply) => {
    if (!may(request.who.role, 'edit_pages')) return answerError(request, reply, 403);
    return reply.page(
      'content/staff-pages',
      await pagesPage(parts, staff, { all: await allPages(db), looked, query: fieldsOf(request.query) }),
    );
  });

  staff.get('/staff/pages/new', async (request, reply) => {
    if (!may(request.who.role, 'edit_pages')) return answerError(request, reply, 403);
    // a gap of the coverage leads here with what the page is to serve
    const { serves = '' } = fieldsOf(request.query);
    const typed = { values: { serves: serves.slice(0, 200) } };
    return reply.page('content/staff-page', await editPage(parts, staff, undefined, { content: undefined, typed }));
  });

  staff.get(
    '/staff/pages/:id',
    guarded(async (request, reply, page) => {
      const done = deeds[fieldsOf(request.query).done ?? ''] ?? null;
      return reply.page('content/staff-page', await editPage(parts, staff, page, { content: undefined, done }));
    }),
  );

  // for the script that shows the preview while somebody writes
  staff.post(
    '/staff/pages/preview',
    { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } },
    async (request, reply) => {
      if (!may(request.who.role, 'edit_pages')) return answerError(request, reply, 403);
      const form = readPageForm({ title: '-', summary: '-', ...filled(fieldsOf(request.body)) });
      const content = form.ok ? form.content : undefined;
      const shown = await editPage(parts, staff, undefined, {
        content,
        typed: { values: {}, errors: form.ok ? [] : form.errors },
      });
      return reply.page('content/staff-preview-page', shown);
    },
  );

  staff.post('/staff/pages/new', async (request, reply) => {
    if (!may(request.who.role, 'edit_pages')) return answerError(request, reply, 403);
    const values = fieldsOf(request.body);
    const form = readPageForm(values);
    const at = { section: values.section ?? '', name: (values.name ?? '').trim() };
    const isKnown = (await listSections(db)).includes(at.section);
    const whyNot = isKnown
      ? at.name === ''
        ? 'Write the end of its address, like sen-support'
        : await whyNotAt(db, at)
      : 'Choose a section';
    const errors = [
      ...(form.ok ? [] : form.errors),
      ...(whyNot ? [{ field: isKnown ? 'name' : 'section', text: whyNot }] : []),
    ];
    const content = form.ok ? form.content : undefined;
    if (content && values.action === 'preview') return again(reply, undefined, content, { values, errors: [] }, 200);
    if (!content || errors.length > 0 || !readable(content))
      return again(reply, undefined, content, { values, errors }, 422);
    const id = await makePage(db, request.who, at, content, now());
    if (id === undefined) {
      // somebody else was quicker, or this was sent twice
      const late = [{ field: 'name', text: (await whyNotAt(db, at)) ?? '' }];
      return again(reply, undefined, content, { values, errors: late }, 422);
    }
    return reply.redirect(`/staff/pages/${id}?done=saved`, 303);
  });

  async function again(
    reply: FastifyReply,
    page: StaffPage | undefined,
    content: PageContent | undefined,
    typed: Typed,
    status: number,
  ) {
    return reply.code(status).page('content/staff-page', await editPage(parts, staff, page, { content, typed }));
  }

  staff.post(
    '/staff/pages/:id',
    guarded(async (request, reply, page) => {
      const values = fieldsOf(request.body);
      const form = readPageForm({ ...values });
      const planned = readMoment(values.publish_at ?? '');
      const isPublishing = values.action === 'publish';
      const errors = form.ok ? [] : [...form.errors];
      if (planned === null) errors.push({ field: 'publish_at', text: 'Write a day and a time' });
      if (planned && planned <= now() && isPublishing)
        errors.push({ field: 'publish_at', text: 'Choose a time that is still to come, or leave it empty' });
      if (!form.ok) return again(reply, page, undefined, { values, errors }, 422);
      const { content } = form;
      if (errors.length > 0 || !readable(content)) return again(reply, page, content, { values, errors }, 422);
      if (values.action === 'preview') return again(reply, page, content, { values }, 200);
      const seen = /^\d{1,9}$/.test(values.version ?? '') ? Number(values.version) : -1;
      if (seen !== page.version) return late(reply, page, content, values);
      const findings = isPublishing ? await findingsIn(parts, staff, content, planned ?? undefined) : [];
      const reason = (values.override_reason ?? '').trim().slice(0, 1000) || null;
      if (findings.length > 0 && !reason) {
        const [keeps, them] =
          findings.length === 1 ? ['One thing keeps', 'it'] : [`${findings.length} things keep`, 'them'];
        const text = `${keeps} this page from being published. Mend ${them}, or say below why it goes out as it is.`;
        return again(reply, page, content, { values, errors: [{ field: 'findings', text }], asks_reason: true }, 422);
      }
      const stored = await latestVersion(db, page);
      const isSame = isSameContent(stored, content);
      if (!isPublishing && isSame) return reply.redirect(`/staff/pages/${page.id}?done=same`, 303);
      const by = nameOf(request);
      const note = (values.note ?? '').trim().slice(0, 500);
      const done = await transaction(db, async (tx) => {
        const isSaved =
          isSame && page.draft_version
            ? await changePage(tx, page.id, seen, {})
            : await saveDraft(tx, page.id, seen, content, { by, now: now(), note });
        if (!isSaved) return undefined;
        const deed = { entity: 'page', entity_id: String(page.id) };
        const kept = {
          ...(reason && findings.length > 0 ? { override_reason: reason } : {}),
          findings: findings.length,
        };
        if (!isPublishing) {
          await record(tx, request.who, { ...deed, action: 'saved_page' }, now());
          return 'saved';
        }
        if (planned) {
          await changePage(tx, page.id, seen + 1, {
            publish_at: planned,
            publish_reason: findings.length > 0 ? reason : null,
            planned_by: by,
          });
          await record(
            tx,
            request.who,
            { ...deed, action: 'planned_page', detail: { ...kept, at: planned.toISOString() } },
            now(),
          );
          return 'planned';
        }
        const override_reason = findings.length > 0 ? reason : null;
        await publishPage(tx, page.id, { by, now: now(), places: pages.places, override_reason, findings });
        await record(tx, request.who, { ...deed, action: 'published_page', detail: kept }, now());
        return 'published';
      });
      if (!done) return late(reply, (await findPage(db, page.id)) ?? page, content, values);
      return reply.redirect(`/staff/pages/${page.id}?done=${done}`, 303);
    }),
  );

  function late(reply: FastifyReply, page: StaffPage, content: PageContent, values: Record<string, string>) {
    const text =
      'Somebody else has changed this page meanwhile. What you wrote is below, and what is different in theirs.';
    return again(reply, page, content, { values, errors: [{ field: 'markdown', text }], is_late: true }, 409);
  }
}

function nameOf({ who }: FastifyRequest): string {
  return who.name || who.email;
}

function filled(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
}

function readable({ markdown }: PageContent): boolean {
  try {
    return readPage(markdown) !== undefined;
  } catch (error) {
    if (error instanceof UnreadableText) return false;
    throw error;
  }
}
