// Passkeys: the browser keeps the key, and asks for a finger, a face or a number. Without JavaScript a link by mail works.

const can = typeof PublicKeyCredential === 'function' && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

async function ask(path, body) {
  const answer = await fetch(
    `/auth/passkey/${path}`,
    body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : undefined,
  );
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function signIn() {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await ask('generate-authenticate-options'));
  const response = (await navigator.credentials.get({ publicKey })).toJSON();
  await ask('verify-authentication', { response });
}

async function make() {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await ask('generate-register-options'));
  const response = (await navigator.credentials.create({ publicKey })).toJSON();
  await ask('verify-registration', { response, name: navigator.platform || 'Passkey' });
}

function offer(selector, work, next, failure) {
  const part = document.querySelector(selector);
  if (!part || !can) return;
  part.hidden = false;
  const status = part.querySelector('[role="status"]');
  part.querySelector('button').addEventListener('click', async () => {
    status.textContent = 'Your device asks you now.';
    try {
      await work();
      location.assign(next(part));
    } catch {
      status.textContent = failure;
    }
  });
}

offer(
  '[data-passkey-sign-in]',
  signIn,
  (part) => part.dataset.next || '/account',
  'That did not work. Try again, or ask for a link by mail.',
);
offer(
  '[data-passkey-make]',
  make,
  // a new passkey counts once somebody has signed in with it
  (part) => (part.dataset.next ? `/account/second-factor?next=${encodeURIComponent(part.dataset.next)}` : '/account'),
  'That did not work. You may have to sign in again first.',
);
