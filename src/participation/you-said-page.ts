import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import { isKnownToAsker, tagOf } from '../web/conditional.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { publishedAnswer, publishedAnswers, yearsPublished } from './published-answers.ts';
import { publishYearlyReport } from './you-said-report.ts';
import {
  addressOfAnswers,
  answersFeed,
  answersOnPage,
  readAnswersWanted,
  type ShownAnswer,
  shownAnswer,
  type YouSaidPage,
  youSaidPage,
} from './you-said-view.ts';

declare module '../web/render.ts' {
  interface Pages {
    'participation/you-said': YouSaidPage;
    'participation/you-said-one': { one: ShownAnswer };
  }
}

const mostInFeed = 50;

/** `/you-said-we-did`: comments and the council's answers, as SEND Regulations 2014, reg. 56, asks for them. */
export function publishYouSaid(app: FastifyInstance, { db, config, authority, now }: Parts): void {
  app.get('/you-said-we-did', async (request, reply) => {
    const wanted = readAnswersWanted(fieldsOf(request.query));
    const part = { limit: answersOnPage, offset: (wanted.page - 1) * answersOnPage };
    const found = await publishedAnswers(db, wanted, part);
    const model = youSaidPage(wanted, found, await yearsPublished(db));
    return reply.header('cache-control', 'private, max-age=60').page('participation/you-said', model);
  });

  app.get('/you-said-we-did.atom', async (request, reply) => {
    const wanted = { ...readAnswersWanted(fieldsOf(request.query)), page: 1 };
    const { answers } = await publishedAnswers(db, wanted, { limit: mostInFeed });
    const feed = answersFeed(answers, {
      base_url: config.base_url,
      title: `You said, we did: ${authority.site_name}`,
      author: authority.name,
      self: config.base_url + addressOfAnswers(wanted, '/you-said-we-did.atom'),
      page: config.base_url + addressOfAnswers(wanted),
      now: now(),
    });
    reply.type('application/atom+xml; charset=utf-8').header('cache-control', 'public, max-age=600');
    const changed_at = answers[0]?.published_at ?? new Date(0);
    return isKnownToAsker(request, reply, { tag: tagOf(feed), changed_at }) ? reply.send() : reply.send(feed);
  });

  publishYearlyReport(app, { db, now });

  app.get<{ Params: { id: string } }>('/you-said-we-did/:id', async (request, reply) => {
    const found = await publishedAnswer(db, request.params.id);
    if (!found) return answerError(request, reply, 404);
    return reply
      .header('cache-control', 'private, max-age=60')
      .page('participation/you-said-one', { one: shownAnswer(found) });
  });
}
