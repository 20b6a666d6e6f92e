import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ItemPages } from '../desk/item-page.ts';
import type { Parts } from '../parts.ts';
import { may, type RoleName } from '../people/access-rules.ts';
import { csvLine } from '../web/csv.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf, readForm } from '../web/form.ts';
import { type GapState, gapStates } from './gap-rules.ts';
import { findGaps, type Gap, peopleForGaps, rolesForGaps, saveGap } from './gaps.ts';
import {
  type GapPage,
  type GapsPage,
  gapPage,
  gapsIn,
  gapsPage,
  type RefusedGap,
  readPeriod,
  whereInWords,
} from './gaps-page.ts';

declare module '../web/render.ts' {
  interface Pages {
    'gaps/gaps': GapsPage;
    'gaps/gap': GapPage;
  }
}

const change = z
  .object({
    meaning: z.string().max(2000).default(''),
    version: z.string().default(''),
    name: z
      .string()
      .trim()
      .min(1, 'Write what you call it, in plain words')
      .max(120, 'Make the name 120 characters or fewer'),
    assigned: z.string().default(''),
    state: z.enum(Object.keys(gapStates) as [GapState, ...GapState[]], { error: 'Choose how far it is' }),
    answer: z.string().trim().max(5000, 'Make the answer 5,000 characters or fewer').default(''),
    published: z.string().default(''),
  })
  .refine(({ answer, state, published }) => answer !== '' || (state !== 'answered' && published === ''), {
    path: ['answer'],
    message: 'Write the answer: what you found out, and what is done about it',
  });

const right = 'work_on_gaps';

/** `/staff/gaps`: what people searched for and did not find, and what becomes of it. Gives the desk's page for gaps. */
export function staffGaps(staff: FastifyInstance, parts: Parts): ItemPages {
  const { db, now, letterhead } = parts;

  staff.get('/staff/gaps', async (request, reply) => {
    if (!may(request.who.role, right)) return answerError(request, reply, 403);
    return reply.page('gaps/gaps', await gapsPage(parts, readPeriod(fieldsOf(request.query), now())));
  });

  staff.get('/staff/gaps.csv', async (request, reply) => {
    if (!may(request.who.role, right)) return answerError(request, reply, 403);
    const { groups, rest, fewest } = await gapsIn(parts, readPeriod(fieldsOf(request.query), now()));
    const lines = [
      ['What people looked for', 'Searches', 'Where'],
      ...groups.map((group) => [group.name, String(group.searches), whereInWords(group)]),
      [`Other things, each searched for fewer than ${fewest} times`, String(rest.searches), ''],
    ];
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="gaps.csv"')
      .send(`\uFEFF${lines.map(csvLine).join('')}`);
  });

  staff.get('/staff/gaps/new', async (request, reply) => {
    if (!may(request.who.role, right)) return answerError(request, reply, 403);
    const { meaning = '' } = fieldsOf(request.query);
    const [gap] = meaning.includes('\0') ? [] : await findGaps(db, { meaning });
    if (gap) return reply.redirect(`/staff/gaps/${gap.id}`, 303);
    return show(request, reply, { gap: undefined, meaning });
  });

  staff.get<{ Params: { id: string } }>('/staff/gaps/:id', async (request, reply) => {
    if (!may(request.who.role, right)) return answerError(request, reply, 403);
    const gap = await gapOf(request.params.id);
    return gap ? show(request, reply, { gap, meaning: gap.meaning }) : answerError(request, reply, 404);
  });

  async function gapOf(id: string): Promise<Gap | undefined> {
    return /^\d{1,15}$/.test(id) ? (await findGaps(db, { id: Number(id) }))[0] : undefined;
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    of: { gap: Gap | undefined; meaning: string },
    refused?: RefusedGap,
  ) {
    const page = await gapPage(parts, of, refused);
    if (!page) return answerError(request, reply, 404);
    return reply.code(refused ? (refused.is_late ? 409 : 422) : 200).page('gaps/gap', page);
  }

  staff.post<{ Params: { id: string } }>('/staff/gaps/:id', async (request, reply) => {
    if (!may(request.who.role, right)) return answerError(request, reply, 403);
    const values = fieldsOf(request.body);
    const isNew = request.params.id === 'new';
    const gap = isNew
      ? (await findGaps(db, { meaning: (values.meaning ?? '').replaceAll('\0', '') }))[0]
      : await gapOf(request.params.id);
    if (!gap && !isNew) return answerError(request, reply, 404);
    const of = { gap, meaning: gap?.meaning ?? values.meaning ?? '' };
    const form = readForm(change, values);
    if (!form.ok) return show(request, reply, of, form);
    // what too few people looked for is taken up by nobody: its words would be shown
    if (!gap && !(await gapPage(parts, of))) return answerError(request, reply, 404);
    const assigned = await readAssigned(form.value.assigned);
    if (!assigned)
      return show(request, reply, of, {
        values,
        errors: [{ field: 'assigned', text: 'Choose somebody from the list' }],
      });
    const { name, state, answer, published, version } = form.value;
    const seen = { version: /^\d{1,9}$/.test(version) ? Number(version) : null };
    const saved = await saveGap(
      db,
      request.who,
      seen,
      { ...assigned, meaning: of.meaning, name, state, answer: answer || null, is_published: published !== '' },
      { now: now(), ...letterhead },
    );
    if (saved === undefined) {
      const text = 'Somebody else has changed this meanwhile. Both stand below: theirs first, then what you wrote.';
      const [there = of.gap] = await findGaps(db, { meaning: of.meaning });
      return show(request, reply, { ...of, gap: there }, { values, errors: [{ field: 'name', text }], is_late: true });
    }
    await parts.soon('send-mail');
    return reply.redirect(`/staff/gaps/${saved}`, 303);
  });

  async function readAssigned(typed: string): Promise<Pick<Gap, 'assigned_to' | 'assigned_role'> | undefined> {
    const [kind, value = ''] = typed.split(':');
    if (typed === '') return { assigned_to: null, assigned_role: null };
    if (kind === 'role' && rolesForGaps().includes(value as RoleName))
      return { assigned_to: null, assigned_role: value as RoleName };
    const isKnown = kind === 'person' && (await peopleForGaps(db)).some(({ id }) => id === value);
    return isKnown ? { assigned_to: value, assigned_role: null } : undefined;
  }

  return {
    gap: { right, show: async (_, reply, item) => reply.redirect(`/staff/gaps/${item.subject_id}`, 303) },
  };
}
