import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import Provider from 'oidc-provider';
import { startApp } from '../../test/app.ts';
import { readConfig } from '../config.ts';

const client = { client_id: 'local-offer', client_secret: 'a secret of the test' };
const callback = 'http://localhost:3000/auth/callback/council';

/** A real OpenID provider on loopback, which signs everybody in as one person. */
async function startProvider(t: TestContext): Promise<string> {
  const server = createServer();
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started));
  t.after(() => server.close());
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [callback], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['a key of the test'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: 'officer@council.example', email_verified: true, name: 'An Officer' }),
    }),
    features: { devInteractions: { enabled: true } },
  });
  server.on('request', provider.callback());
  return issuer;
}

/** Goes through the provider's own pages as a browser would, and gives the address to which it leads back. */
async function signInAtProvider(start: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  let form: URLSearchParams | undefined;
  for (let hop = 0; hop < 12; hop++) {
    if (url.href.startsWith(callback)) return url;
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    form = undefined;
    const location = answer.headers.get('location');
    if (location) {
      url = new URL(location, url);
      continue;
    }
    const page = await answer.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? '';
    url = new URL(/action="([^"]+)"/.exec(page)?.[1] ?? '', url);
    form = new URLSearchParams({ prompt, login: 'officer', password: 'any' });
  }
  throw new Error('The provider did not lead back.');
}

const withProvider = (issuer: string, has_second_factor: boolean) => ({
  ...readConfig({ LOG_LEVEL: 'silent', BASE_URL: 'http://localhost:3000' }),
  sign_in_providers: [{ id: 'council', name: 'Example Council', issuer, ...client, has_second_factor }],
});

for (const has_second_factor of [true, false])
  test(`staff sign in with a real OpenID provider that ${has_second_factor ? 'asks' : 'does not ask'} for a second factor itself`, async (t) => {
    const issuer = await startProvider(t);
    const visitor = await startApp(t, { config: withProvider(issuer, has_second_factor) });
    assert.match((await visitor.get('/sign-in')).text, /Sign in with Example Council/);
    const away = await visitor.get('/sign-in/with/council?next=/account/delete');
    assert.equal(away.status, 303);
    const back = await signInAtProvider(away.headers.location ?? '');
    const home = await visitor.get(back.pathname + back.search);
    assert.equal(new URL(home.headers.location ?? '', 'http://localhost:3000').pathname, '/account/delete');
    assert.match((await visitor.get('/account')).text, /Signed in as An Officer/);
    const session = await visitor.db.selectFrom('session').select('second_factor_at').executeTakeFirstOrThrow();
    assert.equal(session.second_factor_at !== null, has_second_factor);
    const again = await visitor.get(back.pathname + back.search);
    assert.match(again.headers.location ?? '', /error/, 'the way back works once');
  });

test('a provider that is not configured is not there', async (t) => {
  const { get } = await startApp(t);
  assert.equal((await get('/sign-in/with/council')).status, 404);
  assert.equal((await get('/auth/callback/council?code=x&state=y')).status, 302);
});
