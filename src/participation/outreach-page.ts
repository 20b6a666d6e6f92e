import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayInWords, momentInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { csvLine } from '../web/csv.ts';
import { answerError } from '../web/errors.ts';
import { aDay, type FormError, fieldsOf, readForm } from '../web/form.ts';
import { topicNames, topics } from './comments.ts';
import { cleanText, oneOf, upTo, written } from './message-rules.ts';
import {
  addOutreach,
  changeOutreach,
  findOutreach,
  listOutreach,
  type NewOutreach,
  type Outreach,
  type OutreachWanted,
  outreachInYear,
  yearsOfOutreach,
} from './outreach.ts';
import { type OutreachKind, type OutreachWay, outreachKinds, outreachWays } from './outreach-rules.ts';

type Choice = { value: string; text: string };

declare module '../web/render.ts' {
  interface Pages {
    'participation/outreach': {
      officer: { title: string; email: string; phone: string | null };
      year: string;
      told: number;
      asked: number;
      people: number;
      /** each of the three topics of the law, and how often it was asked about in the year */
      sought: { topic: string; n: number }[];
      values: Record<'q' | 'year' | 'kind', string>;
      years: Choice[];
      kinds: Choice[];
      entries: {
        href: string | null;
        day: string;
        kind: string;
        who: string;
        how: string;
        what: string;
        people: number | null;
        came_of: string | null;
      }[];
      next: string | null;
      csv_href: string;
      may_log: boolean;
    };
    'participation/outreach-entry': {
      errors: FormError[];
      values: Record<string, string>;
      action: string;
      is_new: boolean;
      today: string;
      kinds: Choice[];
      ways: Choice[];
      topics: Choice[];
      changed: string | null;
      /** as it stands now, where somebody else was quicker */
      meanwhile: { name: string; text: string }[] | null;
    };
  }
}

const onPage = 50;
const choices = (of: Record<string, string>): Choice[] => Object.entries(of).map(([value, text]) => ({ value, text }));
const codes = <Code extends string>(of: Record<Code, string>) => Object.keys(of) as [Code, ...Code[]];

const entry = z.object({
  on_day: aDay('Write the day, like 2026-11-16'),
  kind: oneOf(codes<OutreachKind>(outreachKinds), 'Choose whether people were told or asked'),
  who: written(300, 'Who it was', 'Write which group or organisation it was'),
  how: oneOf(codes<OutreachWay>(outreachWays), 'Choose how'),
  topic: z.enum(['', ...topics], { error: 'Choose a topic of the list' }).default(''),
  what: written(3000, 'What you told or asked', 'Write what you told or asked'),
  people: z
    .string()
    .default('')
    .refine((text) => /^\s*\d{0,7}\s*$/.test(text), 'Write how many people as a number, or leave it empty'),
  came_of: upTo(3000, 'What came of it'),
  version: z.string().default(''),
});

/** `/staff/outreach`: whom the Local Offer officer told and asked, when and how, and what came of it. */
export function logOutreach(staff: FastifyInstance, { db, now, authority }: Parts): void {
  type OfEntry = { Params: { id: string } };

  function wantedOf(query: Record<string, string>): OutreachWanted & { page: number } {
    const kind = Object.hasOwn(outreachKinds, query.kind ?? '') ? (query.kind as OutreachKind) : undefined;
    const year = /^20\d\d$/.test(query.year ?? '') ? Number(query.year) : undefined;
    const page = Math.max(1, Math.min(1000, Math.floor(Number(query.page ?? '1')) || 1));
    return { q: cleanText(query.q ?? '').slice(0, 200), year, kind, page };
  }

  staff.get('/staff/outreach', async (request, reply) => {
    if (!may(request.who.role, 'see_desk')) return answerError(request, reply, 403);
    const wanted = wantedOf(fieldsOf(request.query));
    const found = await listOutreach(db, wanted, { limit: onPage + 1, offset: (wanted.page - 1) * onPage });
    const thisYear = Number(dayOf(now()).slice(0, 4));
    const year = wanted.year ?? thisYear;
    const { topics: asked, ...counts } = await outreachInYear(db, year);
    const years = [...new Set([thisYear, ...(await yearsOfOutreach(db))])].sort((a, b) => b - a);
    const values = { q: wanted.q, year: wanted.year ? String(wanted.year) : '', kind: wanted.kind ?? '' };
    const may_log = may(request.who.role, 'log_outreach');
    const address = (path: string, more: Record<string, string> = {}) => {
      const query = new URLSearchParams(Object.entries({ ...values, ...more }).filter(([, value]) => value !== ''));
      return query.size > 0 ? `${path}?${query}` : path;
    };
    return reply.page('participation/outreach', {
      officer: authority.officer,
      year: String(year),
      ...counts,
      sought: topics
        .filter((topic) => topic !== 'other')
        .map((topic) => ({ topic: topicNames[topic], n: asked.find((one) => one.topic === topic)?.n ?? 0 })),
      values,
      years: [{ value: '', text: 'All years' }, ...years.map((one) => ({ value: String(one), text: String(one) }))],
      kinds: [{ value: '', text: 'Told and asked' }, ...choices(outreachKinds)],
      entries: found.slice(0, onPage).map((one) => ({
        href: may_log ? `/staff/outreach/${one.id}` : null,
        day: dayInWords(one.on_day),
        kind: outreachKinds[one.kind],
        who: one.who,
        how: outreachWays[one.how],
        what: one.what,
        people: one.people,
        came_of: one.came_of,
      })),
      next: found.length > onPage ? address('/staff/outreach', { page: String(wanted.page + 1) }) : null,
      csv_href: address('/staff/outreach.csv'),
      may_log,
    });
  });

  staff.get('/staff/outreach.csv', async (request, reply) => {
    if (!may(request.who.role, 'see_desk')) return answerError(request, reply, 403);
    const entries = await listOutreach(db, wantedOf(fieldsOf(request.query)), { limit: 10_000 });
    const head = ['Day', 'Told or asked', 'Who', 'How', 'About', 'What', 'People', 'What came of it'];
    const lines = entries.map((one) => [
      one.on_day,
      outreachKinds[one.kind],
      one.who,
      outreachWays[one.how],
      one.topic ? topicNames[one.topic] : '',
      one.what,
      one.people === null ? '' : String(one.people),
      one.came_of ?? '',
    ]);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="outreach.csv"')
      .send(`\uFEFF${[head, ...lines].map(csvLine).join('')}`);
  });

  staff.get<OfEntry>('/staff/outreach/:id', async (request, reply) => {
    if (!may(request.who.role, 'log_outreach')) return answerError(request, reply, 403);
    if (request.params.id === 'new') return show(reply, { on_day: dayOf(now()) });
    const found = await findOutreach(db, request.params.id);
    return found ? show(reply, valuesOf(found), { found }) : answerError(request, reply, 404);
  });

  function show(
    reply: FastifyReply,
    values: Record<string, string>,
    {
      found,
      errors = [],
      is_late = false,
    }: { found?: Outreach | undefined; errors?: FormError[]; is_late?: boolean } = {},
  ) {
    return reply.code(is_late ? 409 : errors.length > 0 ? 422 : 200).page('participation/outreach-entry', {
      errors,
      values: { ...values, version: found ? String(found.version) : '' },
      action: `/staff/outreach/${found?.id ?? 'new'}`,
      is_new: found === undefined,
      today: dayOf(now()),
      kinds: choices(outreachKinds),
      ways: choices(outreachWays),
      topics: [
        { value: '', text: 'Nothing in particular' },
        ...topics.map((value) => ({ value, text: topicNames[value] })),
      ],
      changed: found ? `${found.changed_by}, ${momentInWords(found.changed_at)}` : null,
      meanwhile: found && is_late ? inWords(found) : null,
    });
  }

  staff.post<OfEntry>('/staff/outreach/:id', async (request: FastifyRequest<OfEntry>, reply) => {
    if (!may(request.who.role, 'log_outreach')) return answerError(request, reply, 403);
    const isNew = request.params.id === 'new';
    const found = isNew ? undefined : await findOutreach(db, request.params.id);
    if (!isNew && !found) return answerError(request, reply, 404);
    const values = fieldsOf(request.body);
    const form = readForm(entry, values);
    if (!form.ok) return show(reply, values, { found, errors: form.errors });
    const { version, people, topic, came_of, ...told } = form.value;
    if (told.on_day > dayOf(now()))
      return show(reply, values, { found, errors: [{ field: 'on_day', text: 'That day is still to come' }] });
    const said: NewOutreach = {
      ...told,
      topic: topic === '' ? null : topic,
      people: people.trim() === '' ? null : Number(people),
      came_of: came_of || null,
    };
    if (!found) await addOutreach(db, request.who, said, now());
    else if (!(await changeOutreach(db, request.who, { id: found.id, version: Number(version) || 0 }, said, now()))) {
      const text = 'Somebody else has changed this meanwhile. Both stand below: theirs first, then what you wrote.';
      const there = await findOutreach(db, request.params.id);
      return show(reply, values, { found: there, errors: [{ field: 'who', text }], is_late: true });
    }
    return reply.redirect('/staff/outreach', 303);
  });
}

function valuesOf({ on_day, kind, who, how, topic, what, people, came_of }: Outreach): Record<string, string> {
  return { on_day, kind, who, how, topic: topic ?? '', what, people: String(people ?? ''), came_of: came_of ?? '' };
}

function inWords({ on_day, kind, who, how, what, people, came_of }: Outreach): { name: string; text: string }[] {
  return [
    { name: 'Day', text: dayInWords(on_day) },
    { name: 'Who', text: `${outreachKinds[kind]}: ${who}. ${outreachWays[how]}.` },
    { name: 'What', text: what },
    { name: 'People', text: people === null ? 'nobody counted' : String(people) },
    { name: 'What came of it', text: came_of ?? 'nothing yet' },
  ];
}
