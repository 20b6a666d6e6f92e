import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { handedIn, publishDraft } from '../src/directory/drafts.ts';
import { exampleService } from '../src/directory/examples.ts';
import type { ServiceDetail } from '../src/directory/service-detail.ts';
import { type Answer, NOW, startApp, type Visitor } from './app.ts';
import { signInAs } from './sign-in.ts';

/** An owner of the example's organisation, signed in. */
export async function owner(t: TestContext): Promise<Visitor & { service: ServiceDetail }> {
  const visitor = await startApp(t);
  const service = await exampleService(visitor.db, {}, { now: NOW });
  await signInAs(visitor, { email: 'olive@example.org', role: 'owner', organization_id: service.organization_id });
  return { ...visitor, service };
}

/** Opens the draft of a service, and gives its address. */
export async function openDraft({ post }: Visitor, service: Pick<ServiceDetail, 'id'>): Promise<string> {
  const answer = await post(`/provider/services/${service.id}/edit`, {});
  assert.equal(answer.status, 303);
  return answer.headers.location ?? '';
}

/** Begins a new record, and gives the address of its draft. */
export async function beginDraft({ post }: Visitor, organisation: string, name: string): Promise<string> {
  const begun = await post('/provider/services', { organisation, name });
  assert.equal(begun.status, 303);
  return (begun.headers.location ?? '').replace(/\/what$/, '');
}

/** The fields of a page's form as a browser would send them. */
export async function formOf({ get }: Pick<Visitor, 'get'>, path: string): Promise<Record<string, string>> {
  const page = await get(path);
  assert.equal(page.status, 200, path);
  const fields: Record<string, string> = {};
  for (const input of page.find('main form.text-form input, main form.text-form textarea')) {
    const name = input.getAttribute('name') ?? '';
    const type = input.getAttribute('type');
    if ((type === 'checkbox' || type === 'radio') && !input.hasAttribute('checked')) continue;
    fields[name] = input.tagName === 'TEXTAREA' ? input.textContent : (input.getAttribute('value') ?? '');
  }
  return fields;
}

/** Sends a page of a draft's journey with some answers changed. */
export async function sendStep(
  visitor: Visitor,
  draft: string,
  step: string,
  change: Record<string, string>,
): Promise<Answer> {
  return visitor.post(`${draft}/${step}`, { ...(await formOf(visitor, `${draft}/${step}`)), ...change });
}

/** Answers a page of a draft's journey, which saves it. */
export async function answerStep(
  visitor: Visitor,
  draft: string,
  step: string,
  change: Record<string, string>,
): Promise<Answer> {
  const saved = await sendStep(visitor, draft, step, change);
  assert.equal(saved.status, 303, `${step}: ${saved.find('.govuk-error-summary')[0]?.text}`);
  return saved;
}

/** Hands a draft in. */
export async function handInDraft(visitor: Visitor, draft: string, form: Record<string, string> = {}): Promise<Answer> {
  return visitor.post(`${draft}/hand-in`, { version: (await formOf(visitor, draft)).version ?? '', ...form });
}

/** Approves a draft that was handed in, as the desk would. Returns the service's id. */
export async function approveDraft({ db }: Pick<Visitor, 'db'>, draft: string): Promise<string> {
  const id = draft.split('/').at(-1) ?? '';
  const waiting = await handedIn(db, id);
  assert.ok(waiting);
  return publishDraft(db, id, { record: waiting.record, now: NOW, by: 'Local Offer officer' });
}
