import assert from 'node:assert/strict';
import { type HTMLElement, parse } from 'node-html-parser';

/** What a running site answered. */
export interface HttpAnswer {
  status: number;
  location: string;
  page: HTMLElement;
  /** the words of the page, spaces folded */
  text: string;
}

/** A browser of nothing but forms and cookies, on a site that runs: each with an address of its own, for limits. */
export interface HttpVisitor {
  get(path: string): Promise<HttpAnswer>;
  post(path: string, form: Record<string, string>): Promise<HttpAnswer>;
  /** fills in and sends the form of a page, whose address has `action`; what is not named stays as the page has it */
  submit(path: string, action: string, values?: Record<string, string>): Promise<HttpAnswer>;
  /** does so as somebody who presses the button twice, so fast that both are sent */
  submitTwice(path: string, action: string, values?: Record<string, string>): Promise<HttpAnswer[]>;
}

/** A visitor of the site at `base`. The site must be told to believe one proxy. */
export function httpVisitor(base: string, address: string): HttpVisitor {
  const cookies = new Map<string, string>();

  async function send(path: string, form?: Record<string, string>): Promise<HttpAnswer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(path, base), {
      method: form ? 'POST' : 'GET',
      headers: {
        'x-forwarded-for': address,
        ...(cookie && { cookie }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }),
      },
      ...(form && { body: new URLSearchParams(form) }),
      redirect: 'manual',
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const page = parse(await answer.text());
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      page,
      text: (page.querySelector('body')?.structuredText ?? '').replace(/\s+/g, ' '),
    };
  }

  async function formOn(path: string, action: string) {
    const { page, status } = await send(path);
    const form = page.querySelectorAll('form').find((one) => one.getAttribute('action')?.includes(action));
    assert.ok(form, `${path} (${status}) has no form for ${action}`);
    return { action: form.getAttribute('action') ?? '', fields: fieldsOf(form) };
  }

  return {
    get: (path) => send(path),
    post: (path, form) => send(path, form),
    async submit(path, action, values = {}) {
      const form = await formOn(path, action);
      return send(form.action, { ...form.fields, ...values });
    },
    async submitTwice(path, action, values = {}) {
      const form = await formOn(path, action);
      return Promise.all([1, 2].map(() => send(form.action, { ...form.fields, ...values })));
    },
  };
}

/** The fields of a form as a browser sends them when nobody has touched them. */
function fieldsOf(form: HTMLElement): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const input of form.querySelectorAll('input, textarea, select')) {
    const name = input.getAttribute('name') ?? '';
    const type = input.getAttribute('type') ?? '';
    if (name === '' || (/checkbox|radio/.test(type) && !input.hasAttribute('checked'))) continue;
    fields[name] = input.tagName === 'TEXTAREA' ? input.textContent : (input.getAttribute('value') ?? '');
  }
  return fields;
}
