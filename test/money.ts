import type { Visitor } from './app.ts';
import { signInAs } from './sign-in.ts';

/** The council's commissioner, who can send tables as a browser does. */
export async function commissioner(visitor: Visitor) {
  await signInAs(visitor, { email: 'money@example.org', role: 'commissioner' });
  const upload = async (
    path: string,
    fields: Record<string, string>,
    file?: { name: string; text: string | Uint8Array<ArrayBuffer> },
  ) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    if (file) form.append(file.name, new File([file.text], 'table.csv', { type: 'text/csv' }));
    const sent = new Response(form);
    const answer = await visitor.app.inject({
      method: 'POST',
      url: path,
      headers: {
        cookie: visitor.cookieHeader(),
        'content-type': sent.headers.get('content-type') ?? '',
        'sec-fetch-site': 'same-origin',
      },
      payload: Buffer.from(await sent.arrayBuffer()),
    });
    return { status: answer.statusCode, location: String(answer.headers.location ?? ''), body: answer.body };
  };
  const versionAt = async (path: string) =>
    (await visitor.get(path)).find('input[name=version]')[0]?.getAttribute('value') ?? '';
  return { ...visitor, upload, versionAt };
}
