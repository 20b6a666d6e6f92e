import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, readForm, versionOf } from '../web/form.ts';
import {
  balanceNames,
  type Entries,
  type EntryField,
  type EntryKind,
  entryForms,
  entryKinds,
  joiningNames,
  needNames,
} from './entry-kinds.ts';
import { figureNames } from './figure-rules.ts';
import { entriesOf, findEntry, type MoneyEntry, saveEntry } from './money-entries.ts';
import { pounds } from './pounds-rules.ts';
import { findRecipient } from './recipients.ts';
import { topUpSchemes } from './top-up-rules.ts';

interface EntriesPage {
  title: string;
  one: string;
  public_href: string;
  new_href: string;
  entries: { href: string; title: string; about: string; is_demonstration: boolean }[];
}
interface EntryPage {
  errors: FormError[];
  values: Record<string, string>;
  title: string;
  list_href: string;
  action: string;
  end: string | null;
  fields: EntryField[];
  is_demonstration: boolean;
}

declare module '../web/render.ts' {
  interface Pages {
    'funding/staff-entries': EntriesPage;
    'funding/staff-entry': EntryPage;
  }
}

type OfKind = FastifyRequest<{ Params: { kind: string } }>;
type OfEntry = FastifyRequest<{ Params: { kind: string; thing: string } }>;

const late: FormError = {
  field: 'entry',
  text: 'Somebody else has changed this meanwhile. Nothing of yours was written. Look at it as it stands now, and try again.',
};

/** `/staff/money/facts/…`: what the council says about its money, kind by kind. Every change is kept. */
export function staffEntries(money: FastifyInstance, { db, now }: Pick<Parts, 'db' | 'now'>): void {
  const kindOf = (typed: string): EntryKind | undefined =>
    Object.hasOwn(entryKinds, typed) ? (typed as EntryKind) : undefined;
  const find = async (kind: EntryKind, thing: string) =>
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(thing) ? findEntry(db, kind, thing) : undefined;

  function show(
    reply: FastifyReply,
    kind: EntryKind,
    one: MoneyEntry<EntryKind> | undefined,
    {
      errors = [],
      values = {},
      status = 422,
    }: { errors?: FormError[]; values?: Record<string, string>; status?: number } = {},
  ) {
    const { fields, one: name } = entryKinds[kind];
    const blank = Object.fromEntries(fields.map((field) => [field.name, '']));
    const path = `/staff/money/facts/${kind}`;
    return reply.code(errors.length > 0 ? status : 200).page('funding/staff-entry', {
      errors,
      values: { ...blank, ...one?.entry, ...values, seen: String(one?.id ?? '') },
      title: one ? `Change ${name}` : `Add ${name}`,
      list_href: path,
      action: `${path}/${one?.thing ?? 'new'}`,
      end: one ? `${path}/${one.thing}/end` : null,
      fields,
      is_demonstration: one?.is_demonstration ?? false,
    });
  }

  money.get('/staff/money/facts/:kind', async (request: OfKind, reply) => {
    const kind = kindOf(request.params.kind);
    if (!kind) return answerError(request, reply, 404);
    const path = `/staff/money/facts/${kind}`;
    const { title, one, public_href } = entryKinds[kind];
    const entries = (await entriesOf(db, kind)).map(({ thing, entry, is_demonstration }) => ({
      href: `${path}/${thing}`,
      ...inWords(kind, entry),
      is_demonstration,
    }));
    return reply.page('funding/staff-entries', { title, one, public_href, new_href: `${path}/new`, entries });
  });

  money.get('/staff/money/facts/:kind/:thing', async (request: OfEntry, reply) => {
    const kind = kindOf(request.params.kind);
    if (!kind) return answerError(request, reply, 404);
    const one = await find(kind, request.params.thing);
    return one || request.params.thing === 'new' ? show(reply, kind, one) : answerError(request, reply, 404);
  });

  money.post('/staff/money/facts/:kind/:thing', async (request: OfEntry, reply) => {
    const kind = kindOf(request.params.kind);
    if (!kind) return answerError(request, reply, 404);
    const one = await find(kind, request.params.thing);
    if (!one && request.params.thing !== 'new') return answerError(request, reply, 404);
    const form = readForm(entryForms[kind], request.body);
    if (!form.ok) return show(reply, kind, one, form);
    const values = fieldsOf(request.body);
    const { to } = form.value as { to?: string };
    if (to && !(await findRecipient(db, to)))
      return show(reply, kind, one, {
        values,
        errors: [{ field: 'to', text: 'The register has no school with this URN, and no cluster of this name' }],
      });
    const of = one ? { thing: one.thing, seen: versionOf(values.seen) } : null;
    const saved = await saveEntry(db, kind, { of, entry: form.value }, { who: request.who, now: now() });
    if (saved) return reply.redirect(`/staff/money/facts/${kind}`, 303);
    return show(reply, kind, await find(kind, request.params.thing), { values, errors: [late], status: 409 });
  });

  money.post('/staff/money/facts/:kind/:thing/end', async (request: OfEntry, reply) => {
    const kind = kindOf(request.params.kind);
    const one = kind && (await find(kind, request.params.thing));
    if (!kind || !one) return answerError(request, reply, 404);
    const of = { thing: one.thing, seen: versionOf(fieldsOf(request.body).seen) };
    const ended = await saveEntry(db, kind, { of, entry: one.entry, is_ended: true }, { who: request.who, now: now() });
    return ended
      ? reply.redirect(`/staff/money/facts/${kind}`, 303)
      : show(reply, kind, one, { errors: [late], status: 409 });
  });
}

/** An entry of each kind as a list of its kind shows it. */
const inLists: { [Kind in EntryKind]: (entry: Entries[Kind]) => { title: string; about: string } } = {
  block: ({ name, year, amount }) => ({ title: `${name}, ${year}`, about: pounds(amount) }),
  figure: ({ code, amount, holds_from }) => ({
    title: figureNames[code],
    about: `${amount}, from ${dayInWords(holds_from)}`,
  }),
  scheme: ({ scheme, holds_from }) => ({ title: topUpSchemes[scheme], about: `from ${dayInWords(holds_from)}` }),
  balance: ({ of, year, balance }) => ({ title: `${balanceNames[of]}, ${year}`, about: pounds(balance) }),
  award: ({ to, year, amount, what_for }) => ({ title: `${to}, ${year}`, about: `${pounds(amount)}: ${what_for}` }),
  forecast: ({ joining, starts, to, need, pupils }) => ({
    title: [joiningNames[joining], starts, to].filter(Boolean).join(', '),
    about: `${needNames[need]}: ${pupils}`,
  }),
  meeting: ({ title, held_on }) => ({ title, about: dayInWords(held_on) }),
};

function inWords<Kind extends EntryKind>(kind: Kind, entry: Entries[Kind]): { title: string; about: string } {
  return inLists[kind](entry);
}
