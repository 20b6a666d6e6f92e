import type { FastifyInstance } from 'fastify';
import { dayInWords, momentInWords } from '../date-rules.ts';
import { addDays } from '../directory/date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { differencesOf, type FieldDifference } from './difference-rules.ts';
import type { Finding } from './page-check-rules.ts';
import { beginAnew } from './page-deeds.ts';
import { readMoment } from './page-form-rules.ts';
import { findVersion, latestVersion, publicationsOf, versionAsOn, versionsOf } from './page-versions.ts';
import type { Guarded } from './staff-states.ts';

interface HistoryPage {
  id: number;
  title: string;
  path: string;
  day: string;
  error: string | null;
  versions: { number: number; title: string; written: string; note: string; href: string }[];
  publications: { text: string; at: string; by: string; path: string; reason: string | null; findings: Finding[] }[];
}

interface VersionPage {
  id: number;
  heading: string;
  /** "Version 3, written on … by …" */
  about: string;
  path: string;
  title: string;
  summary: string;
  html: string;
  law: string[];
  is_young: boolean;
  /** against which it is compared */
  before: string | null;
  differences: FieldDifference[];
  /** to begin anew from it */
  version: number | null;
  number: number;
}

declare module '../web/render.ts' {
  interface Pages {
    'content/staff-page-history': HistoryPage;
    'content/staff-page-version': VersionPage;
  }
}

/** The versions of a page: each whole, what is different, the page as it stood on a day, and back to an older one. */
export function staffPageHistory(staff: FastifyInstance, parts: Parts, guarded: Guarded): void {
  const { db, now, pages } = parts;

  staff.get(
    '/staff/pages/:id/versions',
    guarded(async (request, reply, page) => {
      const { day = '' } = fieldsOf(request.query);
      const midnight = day ? readMoment(day.slice(0, 10)) : undefined;
      if (midnight && day.length >= 10 && Number(day.slice(0, 4)) < 9999) {
        const asOn = await versionAsOn(db, page.id, readMoment(addDays(day.slice(0, 10), 1)) ?? midnight);
        if (asOn) {
          const heading = `As it stood on ${dayInWords(day.slice(0, 10))}, at ${asOn.path}`;
          const about = `Version ${asOn.number}, public since ${momentInWords(asOn.at)}`;
          return reply.page('content/staff-page-version', {
            ...(await shown(asOn)),
            id: page.id,
            heading,
            about,
            path: asOn.path,
            before: null,
            differences: [],
            version: null,
          });
        }
      }
      const error =
        day === '' ? null : midnight ? `On ${dayInWords(day.slice(0, 10))}, this page was not public.` : 'Write a day';
      const latest = await latestVersion(db, page);
      const model: HistoryPage = {
        id: page.id,
        title: latest.title,
        path: page.path,
        day: midnight ? day.slice(0, 10) : dayOf(now()),
        error,
        versions: (await versionsOf(db, page.id)).map(({ number, title, written_at, written_by, note }) => ({
          number,
          title,
          written: `${momentInWords(written_at)}, ${written_by}`,
          note,
          href: `/staff/pages/${page.id}/versions/${number}`,
        })),
        publications: (await publicationsOf(db, page.id)).map((one) => ({
          text: one.number === null ? 'Taken down' : `Version ${one.number} became public`,
          at: momentInWords(one.at),
          by: one.by,
          path: one.path,
          reason: one.override_reason,
          findings: one.findings,
        })),
      };
      return reply.code(error ? 404 : 200).page('content/staff-page-history', model);
    }),
  );

  async function shown(version: {
    title: string;
    summary: string;
    markdown: string;
    law: string[];
    audience: string;
    number: number;
  }) {
    const { html } = pages.preview(await pages.now(), version.markdown);
    const { number, law } = version;
    return {
      number,
      law,
      title: pages.say(version.title),
      summary: pages.say(version.summary),
      html,
      is_young: version.audience === 'young-people',
    };
  }

  staff.get(
    '/staff/pages/:id/versions/:number',
    guarded(async (request, reply, page) => {
      const { number } = request.params as { id: string; number: string };
      const version = /^\d{1,6}$/.test(number) ? await findVersion(db, page.id, Number(number)) : undefined;
      if (!version) return answerError(request, reply, 404);
      const typed = fieldsOf(request.query).with ?? '';
      const other = /^\d{1,6}$/.test(typed) ? Number(typed) : version.number - 1;
      const before = await findVersion(db, page.id, other);
      return reply.page('content/staff-page-version', {
        ...(await shown(version)),
        id: page.id,
        path: page.path,
        heading: `Version ${version.number} of ${page.path}`,
        about: `Written on ${momentInWords(version.written_at)} by ${version.written_by}${version.note ? `: ${version.note}` : ''}`,
        before: before ? `version ${before.number}` : null,
        differences: before ? differencesOf(before, version) : [],
        version: page.version,
      });
    }),
  );

  staff.post(
    '/staff/pages/:id/versions/:number',
    guarded(async (request, reply, page) => {
      const { number } = request.params as { id: string; number: string };
      const version = /^\d{1,6}$/.test(number) ? await findVersion(db, page.id, Number(number)) : undefined;
      if (!version) return answerError(request, reply, 404);
      await beginAnew(db, request.who, page, version, now());
      return reply.redirect(`/staff/pages/${page.id}?done=saved`, 303);
    }),
  );
}
