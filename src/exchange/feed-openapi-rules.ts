import { type Endpoint, endpoints, feedLists } from './feed-endpoint-rules.ts';
import type { Field, ObjectName } from './feed-field-rules.ts';
import { fieldsOf } from './feed-object-rules.ts';
import { type ParameterName, parameters } from './feed-query-rules.ts';
import { inner, type Json } from './feed-shape-rules.ts';

/** The version of the standard that the feed follows, as validators read it. */
export const standard = 'HSDS-UK-3.0';
/** Where that version is described. */
export const profileAddress = 'https://github.com/OpenReferralUK/uk-profile';

/** What a description says of who publishes the feed. */
export interface Publisher {
  base_url: string;
  name: string;
  email: string;
}

/** The feed described in OpenAPI 3.0, without references: each address, parameter and field that there is. */
export function describeFeed({ base_url, name, email }: Publisher): Json {
  const lists = feedLists.flatMap((list) => {
    const endpoint = endpoints[list];
    return [
      [`/${list}`, { get: listOperation(list, endpoint) }],
      [`/${list}/{id}`, { parameters: [idParameter(endpoint)], get: recordOperation(list, endpoint) }],
    ];
  });
  return {
    openapi: '3.0.3',
    info: {
      title: `${name}: open directory of services`,
      version: standard,
      description: introduction,
      contact: { name, email },
    },
    servers: [{ url: `${base_url}/api` }],
    tags: [
      { name: 'required', description: 'What every Open Referral UK 3.0 feed has.' },
      { name: 'optional', description: 'What a feed may have beyond that.' },
    ],
    paths: {
      '/': { get: rootOperation() },
      ...Object.fromEntries(lists),
    },
  };
}

const introduction = [
  'The directory in Open Referral UK 3.0. Anyone may read it, without a key. Only public records are in it: drafts, withdrawn and closed services are not, and of a hidden place (a refuge, a home) only the town is given.',
  'Parameters add up: a record must fit all of them. One that is not known at an address is left alone and named in the header `x-ignored-parameters`; one that cannot be read answers 400 and says which. Empty fields are left out.',
  'Fields marked `x-beyond-profile` are not among those that the UK profile names: most have the name that HSDS 3.0 gives them, and `local_offer` holds what a Local Offer adds. `profile=strict` leaves them out.',
  'Every answer has an ETag and Last-Modified, and answers 304 to If-None-Match and If-Modified-Since. Any web page may read it (`access-control-allow-origin: *`).',
].join('\n\n');

function rootOperation(): Json {
  const text = (description: string, format?: string) => ({
    type: 'string',
    ...(format ? { format } : {}),
    description,
  });
  const schema = {
    type: 'object',
    properties: {
      version: text('The version of the standard.'),
      profile: text('Where that version is described.', 'uri'),
      openapi_url: text('The address of this description.', 'uri'),
    },
    required: ['version', 'profile', 'openapi_url'],
  };
  return operation('aboutFeed', 'What this feed is.', 'required', [], schema, []);
}

function listOperation(list: string, endpoint: Endpoint): Json {
  const { object, is_required, plural, of_list } = endpoint;
  const item = schemaOf(object);
  if (list === 'services') {
    const { required, ...rest } = item;
    Object.assign(item, { ...rest, required: ['id'] });
    // one or the other, so that both are exact: the usual record, or that of `minimal=true`
    item.anyOf = [{ required }, { required: ['id', 'last_modified'], maxProperties: 2 }];
  }
  const page = {
    type: 'object',
    properties: {
      total_items: { type: 'integer', description: 'How many records there are on all pages.' },
      total_pages: { type: 'integer', description: 'How many pages there are; 0 when nothing was found.' },
      page_number: { type: 'integer', description: 'Which page this is, from 1 on.' },
      size: { type: 'integer', description: 'How many records stand on this page.' },
      first_page: { type: 'boolean', description: 'Whether this is the first page.' },
      last_page: { type: 'boolean', description: 'Whether this is the last page.' },
      empty: { type: 'boolean', description: 'Whether nothing was found.' },
      contents: {
        type: 'array',
        description: `The ${plural}. Without \`full=true\` each holds its direct fields only, and no lists.`,
        items: item,
      },
    },
    required: ['total_items', 'total_pages', 'page_number', 'size', 'first_page', 'last_page', 'empty', 'contents'],
  };
  return operation(
    `list_${list}`,
    `All ${plural}, page by page.`,
    is_required ? 'required' : 'optional',
    of_list,
    page,
    [400, 404],
    {
      'application/x-ndjson': { schema: { type: 'string', description: 'One object of `contents` a line.' } },
    },
  );
}

function recordOperation(list: string, { object, is_required, noun, of_record }: Endpoint): Json {
  const summary = `One ${noun}, with everything that belongs to it.`;
  const tag = is_required ? 'required' : 'optional';
  return operation(`read_${list}`, summary, tag, of_record, schemaOf(object), [400, 404, 410]);
}

function operation(
  operationId: string,
  summary: string,
  tag: 'required' | 'optional',
  names: readonly ParameterName[],
  schema: Json,
  refusals: (keyof typeof refusalWords)[],
  more: Json = {},
): Json {
  return {
    operationId,
    summary,
    tags: [tag],
    parameters: names.map(parameterOf),
    responses: {
      200: { description: summary, content: { 'application/json': { schema }, ...more } },
      304: { description: 'Nothing has changed since the asker last had it.' },
      ...Object.fromEntries(refusals.map((status) => [status, refusal(refusalWords[status])])),
      429: refusal('Too many requests: wait a minute.'),
    },
  };
}

const refusalWords = {
  400: 'A parameter or id cannot be read; `message` says what it must be.',
  404: 'There is none with this id, or there is no such page.',
  410: 'It was public once and is not now.',
};

function refusal(description: string): Json {
  const text = { type: 'string' };
  const properties = { status: { type: 'integer' }, error: text, message: text, parameter: text };
  const schema = { type: 'object', properties, required: ['status', 'error', 'message'] };
  return { description, content: { 'application/json': { schema } } };
}

function parameterOf(name: ParameterName): Json {
  const { description, schema, may_repeat } = parameters[name];
  return {
    name,
    in: 'query',
    required: false,
    description,
    ...(may_repeat ? { schema: { type: 'array', items: schema }, style: 'form', explode: true } : { schema }),
  };
}

function idParameter({ noun }: Endpoint): Json {
  const schema = { type: 'string', format: 'uuid' };
  return { name: 'id', in: 'path', required: true, description: `The ${noun}'s id.`, schema };
}

/** The schema of an object as its fullest answer holds it, with the objects in it written out. */
export function schemaOf(name: ObjectName, without: readonly string[] = []): Json {
  const fields = fieldsOf(name).filter(([key]) => !without.includes(key));
  const required = fields.filter(([, field]) => field.is_required).map(([key]) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([key, field]) => [key, fieldSchema(field, inner(without, name))])),
    ...(required.length > 0 ? { required } : {}),
  };
}

function fieldSchema(field: Field, without: readonly string[]): Json {
  const { type, of, format, values, description } = field;
  const beyond = field.named === 'never' ? { 'x-beyond-profile': true } : {};
  if (type === 'object' && of) return { ...schemaOf(of, without), description, ...beyond };
  if (type === 'list' && of) return { type: 'array', description, items: schemaOf(of, without), ...beyond };
  return { type, ...(format ? { format } : {}), ...(values ? { enum: values } : {}), description, ...beyond };
}
