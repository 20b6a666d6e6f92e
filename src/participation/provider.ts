import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, readForm } from '../web/form.ts';
import { written } from './message-rules.ts';
import { commentsAbout, sayToComment } from './provider-comments.ts';

interface ProviderComments {
  errors: FormError[];
  has_organisation: boolean;
  comments: {
    reference: string;
    /** the id of the field in which the service writes */
    field: string;
    service: string;
    came: string;
    words: string | null;
    said: string;
    answer: string | null;
    action: string | null;
    can_say: boolean;
  }[];
}

declare module '../web/render.ts' {
  interface Pages {
    'participation/provider-comments': ProviderComments;
  }
}

const saying = z.object({ words: written(2000, 'What you wrote', 'Write what you say to it') });

/** `/provider/comments`: what people said of an organisation's services, without who said it; for it to say its part. */
export function providerParticipation(provider: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;

  /** The organisations whose records somebody keeps. */
  const organisationsOf = ({ who }: FastifyRequest) =>
    who.roles.flatMap((role) =>
      role.organization_id && may(role, 'edit_services', role.organization_id) ? [role.organization_id] : [],
    );

  provider.get('/provider/comments', (request, reply) => show(request, reply));

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { reference: string; errors: FormError[]; values: Record<string, string> },
  ) {
    const organisations = organisationsOf(request);
    const comments = await commentsAbout(db, organisations);
    const field = (reference: string) => `words-${reference}`;
    return reply.code(refused ? 422 : 200).page('participation/provider-comments', {
      errors: (refused?.errors ?? []).map(({ text }) => ({ field: field(refused?.reference ?? ''), text })),
      has_organisation: organisations.length > 0,
      comments: comments.map(({ received_at, provider_words, state, ...comment }) => ({
        ...comment,
        field: field(comment.reference),
        came: dayInWords(received_at),
        said: (refused?.reference === comment.reference ? refused.values.words : provider_words) ?? '',
        can_say: state === 'anonymised' || state === 'answered',
      })),
    });
  }

  provider.post<{ Params: { reference: string } }>('/provider/comments/:reference', async (request, reply) => {
    const organisations = organisationsOf(request);
    const { reference } = request.params;
    const form = readForm(saying, request.body);
    if (!form.ok) return show(request, reply, { reference, errors: form.errors, values: fieldsOf(request.body) });
    const said = await sayToComment(db, request.who, { organisations, reference, words: form.value.words }, now());
    return said ? reply.redirect('/provider/comments', 303) : answerError(request, reply, 404);
  });
}
