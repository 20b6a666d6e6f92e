import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mergedInto } from '../directory/merged-services.ts';
import { dayOf, type Parts } from '../parts.ts';
import { tagOf } from '../web/conditional.ts';
import { openToOtherSites } from '../web/cross-origin.ts';
import { answerJson, answerStream, asLines, asOnePage, envelope, refuse } from './feed-answers.ts';
import { endpoints, feedLists } from './feed-endpoint-rules.ts';
import { batchesOfFeed, countFeed, feedChangedAt, pageOfFeed, rowOfFeed, wasInFeed } from './feed-lists.ts';
import { describeFeed, profileAddress, standard } from './feed-openapi-rules.ts';
import { type FeedQuery, isId, readFeedQuery } from './feed-query-rules.ts';
import { type FeedForm, loadFeed } from './feed-records.ts';
import { decideFeedSearch } from './feed-search.ts';
import type { Json } from './feed-shape-rules.ts';
import type { FeedList, FeedSearch } from './feed-statements.ts';

/** How many records of a stream are read at once: few, so that the site's pages are answered in between. */
const batchSize = { full: 25, direct: 100, minimal: 1000 };

/** `/api`: the directory as an Open Referral UK 3.0 feed, open to everyone. */
export function openReferral(app: FastifyInstance, parts: Parts): void {
  const { authority, config, now } = parts;
  const { base_url } = config;
  const started = now();
  const description = describeFeed({ base_url, name: authority.name, email: authority.contact.email });
  const about = { version: standard, profile: profileAddress, openapi_url: `${base_url}/api/openapi.json` };

  openToOtherSites(app, '/api');
  app.register(
    async (api) => {
      api.get('/', async (request, reply) => answerJson(request, reply, about, started));
      api.get('/openapi.json', async (request, reply) => answerJson(request, reply, description, started));
      for (const list of feedLists) {
        api.get(`/${list}`, (request, reply) => answerList(parts, list, request, reply));
        api.get<{ Params: { id: string } }>(`/${list}/:id`, (request, reply) =>
          answerRecord(parts, list, request, reply),
        );
      }
      api.setNotFoundHandler(async (request, reply) => {
        if (request.method === 'GET' || request.method === 'HEAD')
          return refuse(reply, 404, 'There is nothing at this address. /api/openapi.json says what there is.');
        reply.header('allow', 'GET, HEAD, OPTIONS');
        return refuse(reply, 405, 'This feed can only be read: use GET.');
      });
    },
    { prefix: '/api' },
  );
}

async function answerList(parts: Parts, list: FeedList, request: FastifyRequest, reply: FastifyReply) {
  const { db, known, authority, now } = parts;
  const read = readFeedQuery(request.query as Json, endpoints[list].of_list);
  if (!read.ok) return refuse(reply, 400, read.message, read.parameter);
  tellIgnored(reply, read.ignored);
  const { query } = read;
  const search = await decideFeedSearch(db, list, query, { known, authority, today: dayOf(now()) });
  if ('message' in search) return refuse(reply, 400, search.message, search.parameter);

  const changed_at = await feedChangedAt(db);
  const form = formOf(parts, query, query.full || query.full_service);
  if (query.format === 'ndjson' || query.minimal) {
    const is_lines = query.format === 'ndjson';
    const records = query.minimal ? minimalRecords(parts, list, search) : fullRecords(parts, list, search, form);
    const content = is_lines ? asLines(records) : asOnePage(records);
    return answerStream(request, reply, content, { of: shapeTag, changed_at, is_lines });
  }

  const { page, per_page } = query;
  const total = await countFeed(db, list, search);
  const last = Math.max(1, Math.ceil(total / per_page));
  if (page > last) return refuse(reply, 404, `There is no page ${page}: the last is ${last}.`, 'page');
  const rows = await pageOfFeed(db, list, search, { limit: per_page, offset: (page - 1) * per_page });
  const contents = await loadFeed(db, list, rows, form);
  return answerJson(request, reply, envelope(contents, { total, page, per_page }), changed_at);
}

async function answerRecord(
  parts: Parts,
  list: FeedList,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
) {
  const { db } = parts;
  const { noun, of_record } = endpoints[list];
  const { id } = request.params;
  if (!isId(id)) return refuse(reply, 400, `The id of a ${noun} is a UUID, and this is none.`, 'id');
  const read = readFeedQuery(request.query as Json, of_record);
  if (!read.ok) return refuse(reply, 400, read.message, read.parameter);
  tellIgnored(reply, read.ignored);
  const row = await rowOfFeed(db, list, id);
  const [record] = row ? await loadFeed(db, list, [row], formOf(parts, read.query, true)) : [];
  if (!row || !record) {
    const survivor = list === 'services' ? await mergedInto(db, id) : undefined;
    if (survivor) return refuse(reply, 410, `This service was the same as another, whose id is ${survivor.id}.`);
    if (await wasInFeed(db, list, id)) return refuse(reply, 410, `This ${noun} is no longer public.`);
    return refuse(reply, 404, `There is no ${noun} with this id.`);
  }
  const dated = list === 'services' || list === 'service_at_locations';
  return answerJson(request, reply, record, dated ? row.changed_at : await feedChangedAt(db));
}

// A stream's ETag stands for records that have not been read yet: a new version of their fields must change it, too.
const shapeTag = tagOf(JSON.stringify(describeFeed({ base_url: '', name: '', email: '' })));

async function* fullRecords({ db }: Parts, list: FeedList, search: FeedSearch, form: FeedForm): AsyncGenerator<Json[]> {
  for await (const rows of batchesOfFeed(db, list, search, form.is_full ? batchSize.full : batchSize.direct))
    yield loadFeed(db, list, rows, form);
}

async function* minimalRecords({ db }: Parts, list: FeedList, search: FeedSearch): AsyncGenerator<Json[]> {
  for await (const rows of batchesOfFeed(db, list, search, batchSize.minimal))
    yield rows.map(({ id, last_modified }) => ({ id, last_modified: last_modified.toISOString() }));
}

function formOf({ config }: Parts, query: FeedQuery, is_full: boolean): FeedForm {
  const { base_url } = config;
  return { is_full, is_strict: query.profile === 'strict', has_full_services: query.full_service, base_url };
}

function tellIgnored(reply: FastifyReply, ignored: string[]): void {
  if (ignored.length === 0) return;
  const names = ignored.slice(0, 20).map((name) => encodeURIComponent(name.slice(0, 40)));
  reply.header('x-ignored-parameters', names.join(', '));
}
