import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../src/config.ts';
import { exampleService } from '../src/directory/examples.ts';
import { type RoleName, roleNames } from '../src/people/access-rules.ts';
import { type Answer, startApp, type Visitor } from './app.ts';
import { inTransaction } from './database.ts';
import { signInAs } from './sign-in.ts';

// Every page behind a guard, with the roles that it opens for. A page without a line here fails the test.

const everybody = ['family', ...(Object.keys(roleNames) as RoleName[])] as const;
type Visiting = (typeof everybody)[number];
const council: Visiting[] = ['moderator', 'content_editor', 'commissioner', 'ehc_coordinator', 'administrator'];
const moderators: Visiting[] = ['moderator', 'administrator'];
const answering: Visiting[] = ['moderator', 'content_editor', 'administrator'];
const administrators: Visiting[] = ['administrator'];

const opens: [pages: RegExp, roles: readonly Visiting[]][] = [
  [/^(GET|POST) \/account/, everybody],
  [/^(GET|POST) \/staff\/outbox/, administrators],
  [/^(GET|POST) \/staff\/people/, administrators],
  [/^GET \/staff\/audit$/, administrators],
  [/^(GET|POST) \/staff\/retention/, administrators],
  [/^(GET|POST) \/staff\/reasons/, administrators],
  // whoever has an account may ask for a record; what belongs to an organisation is tried in provider.test.ts
  [/^(GET|POST) \/provider/, everybody],
  [
    /^GET \/staff(\/decided|\/items\/:id|\/services|\/services\/:slug|\/comments|\/comments\/report|\/comments\/report.csv)?$/,
    council,
  ],
  [/^(GET|POST) \/staff\/comments\/new$/, answering],
  [/^GET \/staff\/(outreach|growth)(.csv)?$/, council],
  [/^(GET|POST) \/staff\/outreach\/:id$/, ['moderator', 'content_editor', 'commissioner', 'administrator']],
  [/^(GET|POST) \/staff\/gaps/, ['moderator', 'commissioner', 'administrator']],
  [/^(GET|POST) \/staff\/(pages|documents)/, ['content_editor', 'administrator']],
  [/^GET \/staff\/freshness$/, council],
  [/^(GET|POST) \/staff\/freshness\/(kind|take-back)$/, administrators],
  [/^GET \/staff\/coverage(.csv|.pdf)?$/, council],
  [/^(GET|POST) \/staff\/consultations/, ['moderator', 'content_editor', 'commissioner', 'administrator']],
  [/^(GET|POST) \/staff\/(schools|clusters|coordinators)/, ['commissioner', 'ehc_coordinator', 'administrator']],
  [/^GET \/school$/, ['head', 'senco', 'cluster_lead']],
  [/^(GET|POST) \/school\/details/, ['head', 'senco']],
  [/^(GET|POST) \/school\/people/, ['head']],
  [/^(GET|POST) \/staff\/bulletins/, ['content_editor', 'commissioner', 'administrator']],
  [/^(GET|POST) \/school\/bulletins/, ['head', 'senco', 'cluster_lead']],
  [/^(GET|POST) \/staff\/(provision|programme)/, ['content_editor', 'commissioner', 'administrator']],
  [/^(GET|POST) \/staff\/reports/, ['moderator', 'content_editor', 'commissioner', 'administrator']],
  [/^POST \/staff\/items\/:id\/report-(link|late)$/, ['moderator', 'content_editor', 'commissioner', 'administrator']],
  [/^(GET|POST) \/school\/report/, ['head', 'senco']],
  [/^(GET|POST) \/staff\/money/, ['commissioner', 'administrator']],
  [/^(GET|POST) \/school\/money/, ['head', 'senco']],
  [/^POST \/staff\/services/, moderators],
  [/^(GET|POST) \/staff\/records$/, moderators],
  // whether somebody may undo a decision depends on the kind of item
  [/^POST \/staff\/items\/:id\/(notes|put-back|undo)$/, council],
  [/^POST \/staff\/items\/:id\/(comment|comment-told|rating)$/, answering],
  [
    /^(GET|POST) \/staff\/items\/:id\/(approve|edit|edit\/:step|edit-discard|send-back|local-offer-\w+|claim-\w+|problem|merge|keep-both|close|call|finding|done)$/,
    moderators,
  ],
];

const sample: Record<string, string> = { id: '1', slug: 'nothing-there' };

function isRefused({ status, headers }: Answer): boolean {
  const to = headers.location ?? '';
  return status === 403 || to.startsWith('/sign-in') || to.startsWith('/account/second-factor');
}

let asked = 0;

async function ask(visitor: Visitor, page: string): Promise<Answer> {
  const [method, url = ''] = page.split(' ');
  const path = url.replace(/:(\w+)/g, (_, name: string) => sample[name] ?? '1').replace('*', 'x');
  // each from another address, so that limits by address do not answer
  const headers = { 'x-forwarded-for': `10.0.${(asked++ >> 8) & 255}.${asked & 255}` };
  return method === 'GET' ? visitor.get(path, headers) : visitor.post(path, {}, headers);
}

test('each role opens the pages that it should, and no other; nobody else opens any', {
  timeout: 900_000,
}, async (t) => {
  const db = await inTransaction(t);
  const { organization } = await exampleService(db);
  const config = readConfig({ LOG_LEVEL: 'silent', BASE_URL: 'http://localhost:3000', TRUSTED_PROXIES: '1' });
  const nobody = await startApp(t, { db, config });
  const pages = [
    ...new Set(
      nobody.app.guardedPages.filter(({ method }) => method !== 'HEAD').map(({ method, url }) => `${method} ${url}`),
    ),
  ];
  assert.ok(pages.length > 20, `${pages.length} pages`);
  const faults: string[] = [];
  for (const page of pages) {
    const lines = opens.filter(([pattern]) => pattern.test(page));
    if (lines.length !== 1) faults.push(`${page} has ${lines.length} lines in this table`);
    if (!isRefused(await ask(nobody, page))) faults.push(`${page} opens for who has not signed in`);
  }
  // signing out and deleting the account come last, as they end what the others need
  const order = pages.toSorted(
    (a, b) => Number(/devices|delete|leave/.test(a)) - Number(/devices|delete|leave/.test(b)),
  );
  for (const visiting of everybody) {
    const visitor = await startApp(t, { db, config });
    const role = visiting === 'family' ? undefined : visiting;
    await signInAs(visitor, {
      email: `${visiting}@example.org`,
      ...(role ? { role } : {}),
      ...(role === 'owner' || role === 'editor' ? { organization_id: organization.id } : {}),
      ...(role === 'head' || role === 'senco' || role === 'cluster_lead' ? { school_urn: '999999' } : {}),
    });
    for (const page of order) {
      const should = opens.find(([pattern]) => pattern.test(page))?.[1].includes(visiting) ?? false;
      const answer = await ask(visitor, page);
      if (isRefused(answer) === should)
        faults.push(`${page} ${should ? 'is closed to' : 'opens for'} ${visiting}: ${answer.status}`);
      if (answer.status >= 500) faults.push(`${page} fails for ${visiting}`);
      const { etag, 'cache-control': kept } = answer.headers;
      if (answer.status === 200 && (etag || kept !== 'no-store')) faults.push(`${page} may be kept by a browser`);
      if (/devices|delete/.test(page)) await signInAs(visitor, { email: `${visiting}@example.org` });
    }
  }
  assert.deepEqual(faults, []);
});
