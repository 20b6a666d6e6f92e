import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, neededWords, readForm, versionOf, words } from '../web/form.ts';
import { recounted, totalOf } from './formula-rules.ts';
import { correctMemo, type Memo, memosOfSchool } from './memos.ts';
import { Exact, plainNumber, pounds, readNumber, signedPounds, toPenny, whyNotNumber } from './pounds-rules.ts';

interface CorrectionPage {
  errors: FormError[];
  values: Record<string, string>;
  year: { slug: string; name: string };
  school: { urn: string; name: string };
  version: number;
  total: string;
  public_href: string;
  lines: { field: string | null; label: string; rate: string; count: string; amount: string }[];
  versions: { number: number; total: string; published: string; reason: string | null; met_from: string | null }[];
  is_shares: boolean;
}

declare module '../web/render.ts' {
  interface Pages {
    'funding/staff-memo': CorrectionPage;
  }
}

type OfMemo = FastifyRequest<{ Params: { slug: string; urn: string } }>;

const correctionForm = z.object({
  reason: neededWords(500, 'the reason', 'Write why it is corrected: families and the school read it'),
  met_from: words(300, 'where the difference comes from'),
});

/** The page of one memo: its lines, its versions, and the form that corrects it. */
export function staffCorrections(money: FastifyInstance, { db, now }: Pick<Parts, 'db' | 'now'>): void {
  const path = '/staff/money/years/:slug/memos/:urn';

  async function find({ params: { slug, urn } }: OfMemo): Promise<Memo[] | undefined> {
    const all = /^\d{5,6}$/.test(urn) ? await memosOfSchool(db, urn) : [];
    const ofYear = all.filter(({ year_slug }) => year_slug === slug);
    return ofYear.length > 0 ? ofYear : undefined;
  }

  money.get(path, async (request: OfMemo, reply) => {
    const versions = await find(request);
    return versions ? show(reply, versions) : answerError(request, reply, 404);
  });

  money.post(path, async (request: OfMemo, reply) => {
    const versions = await find(request);
    const [newest] = versions ?? [];
    if (!versions || !newest) return answerError(request, reply, 404);
    const values = fieldsOf(request.body);
    const form = readForm(correctionForm, request.body);
    const { counts, errors } = countsTyped(newest, values);
    const lines = recounted(newest.method, newest.lines, counts);
    const difference = toPenny(new Exact(totalOf(lines)).minus(newest.total));
    const isSame = lines.every(({ count }, n) => new Exact(count).eq(newest.lines[n]?.count ?? '0'));
    if (errors.length === 0 && isSame)
      errors.push({ field: firstField(newest), text: 'Nothing is different from the memo that is published' });
    if (difference !== '0.00' && (values.met_from ?? '').trim() === '') {
      const text = `The school gets ${signedPounds(difference)}. Write where that comes from, or where it goes to`;
      errors.push({ field: 'met_from', text });
    }
    if (!form.ok) errors.push(...form.errors);
    if (errors.length > 0 || !form.ok) return show(reply, versions, errors, values);
    const isNewest = versionOf(values.version) === newest.version;
    const deed = { who: request.who, now: now() };
    if (isNewest && (await correctMemo(db, newest, { ...form.value, counts }, deed)))
      return reply.redirect(`/staff/money/years/${newest.year_slug}/memos/${newest.urn}`, 303);
    const text =
      'Somebody else has corrected this memo meanwhile. Nothing of yours was written. Look at it as it stands now.';
    return show(reply, (await find(request)) ?? versions, [{ field: 'reason', text }], values, 409);
  });
}

const fieldOf = (code: string) => `count_${code}`;

function firstField(memo: Memo): string {
  const line = memo.lines.find(({ kind }) => kind === 'each');
  return line ? fieldOf(line.code) : 'reason';
}

function countsTyped(memo: Memo, values: Record<string, string>): { counts: Map<string, string>; errors: FormError[] } {
  const errors: FormError[] = [];
  const counts = new Map<string, string>();
  const limits = memo.method === 'shares' ? { decimals: 2, most: 1_000_000_000 } : { decimals: 4, most: 1_000_000 };
  for (const { code, kind, label, count } of memo.lines) {
    if (kind === 'fixed') continue;
    const typed = values[fieldOf(code)] ?? count;
    const why = whyNotNumber(typed, limits);
    if (why) errors.push({ field: fieldOf(code), text: `“${label}” ${why}` });
    counts.set(code, readNumber(typed) ?? '0');
  }
  return { counts, errors };
}

function show(
  reply: FastifyReply,
  versions: readonly Memo[],
  errors: FormError[] = [],
  values: Record<string, string> = {},
  status = 422,
) {
  const newest = versions[0] as Memo;
  const isShares = newest.method === 'shares';
  const stored = Object.fromEntries(newest.lines.map(({ code, count }) => [fieldOf(code), count]));
  return reply.code(errors.length > 0 ? status : 200).page('funding/staff-memo', {
    errors,
    values: { reason: '', met_from: '', ...stored, ...values },
    year: { slug: newest.year_slug, name: newest.year_name },
    school: { urn: newest.urn, name: newest.school_name },
    version: newest.version,
    total: pounds(newest.total),
    public_href: `/money/schools/${newest.urn}/${newest.year_slug}`,
    lines: newest.lines.map(({ code, kind, label, rate, count, amount }) => ({
      field: kind === 'each' ? fieldOf(code) : null,
      label,
      rate: isShares && kind === 'each' ? `${plainNumber(rate)}%` : pounds(rate),
      count: isShares && kind === 'each' ? pounds(count) : plainNumber(count),
      amount: pounds(amount),
    })),
    versions: versions.map(({ version, total, published_at, reason, met_from }) => ({
      number: version,
      total: pounds(total),
      published: dayInWords(published_at),
      reason,
      met_from,
    })),
    is_shares: isShares,
  });
}
