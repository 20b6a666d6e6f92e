import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isPrivateAddress } from '../imports/private-addresses.ts';
import { dayOf, type Parts } from '../parts.ts';
import { type FormError, fieldsOf, readForm } from '../web/form.ts';
import { keepReportAddress, newestCheck } from './confirmations.ts';
import type { OwnReport } from './own-report.ts';
import { visitOf } from './report-asks.ts';
import { reportAddress, reportStateWords } from './report-states.ts';
import { type VisitWords, visitWords } from './visit-rules.ts';

/** What `/school/report/address` shows. */
interface AddressPage {
  school: string;
  errors: FormError[];
  address: string;
  done: boolean;
  /** what families read now */
  words: string | null;
  visit: VisitWords;
}

declare module '../web/render.ts' {
  interface Pages {
    'sen-reports/address': AddressPage;
  }
}

/** Whether an address is of a private network, or of a name that only some network of one's own knows: the fetcher refuses it. */
function isPrivate(address: string): boolean {
  const host = URL.parse(address)?.hostname.replace(/\.$/, '') ?? '';
  if (/^\[|^[\d.]+$/.test(host)) return isPrivateAddress(host);
  return host !== '' && (!host.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(host));
}

/** The form that says where a school's report stands on its own website; empty: nowhere. A form without its field is refused. */
export const addressForm = z.object({
  address: z
    .string('Write where the report stands, or nothing where it stands nowhere')
    .trim()
    .max(2000, 'Make the address 2,000 characters or fewer')
    .refine(
      (text) => text === '' || (/^https?:\/\//i.test(text) && URL.canParse(text)),
      'Write the whole address, beginning with https://',
    )
    .refine(
      (text) => !isPrivate(text),
      'Write an address that families can open: this one leads into a private network',
    ),
});

/** A school says where its report stands on its own website, and it is looked at there. */
export function addressPages(
  school: FastifyInstance,
  parts: Parts,
  withReport: (
    work: (request: FastifyRequest, reply: FastifyReply, report: OwnReport) => Promise<FastifyReply>,
  ) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
): void {
  const { db, now } = parts;

  async function show(
    reply: FastifyReply,
    { school: { urn, name } }: OwnReport,
    { errors = [], typed, done = false }: { errors?: FormError[]; typed?: string; done?: boolean },
  ) {
    const check = await newestCheck(db, urn);
    return reply.code(errors.length > 0 ? 422 : 200).page('sen-reports/address', {
      school: name,
      errors,
      address: typed ?? (await reportAddress(db, urn)) ?? '',
      done,
      words: await reportStateWords(db, urn, dayOf(now())),
      visit: visitWords(await visitOf(db, urn), check?.checked_at ?? null),
    });
  }

  school.get(
    '/school/report/address',
    withReport(async (request, reply, report) => show(reply, report, { done: 'done' in fieldsOf(request.query) })),
  );

  school.post(
    '/school/report/address',
    withReport(async (request, reply, report) => {
      const form = readForm(addressForm, request.body);
      if (!form.ok) return show(reply, report, { errors: form.errors, typed: form.values.address ?? '' });
      const { urn } = report.school;
      const address = form.value.address || null;
      await keepReportAddress(db, request.who, { urn, address }, now());
      await parts.soon('check-reports');
      return reply.redirect('/school/report/address?done=saved', 303);
    }),
  );
}
