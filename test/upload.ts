import type { Visitor } from './app.ts';

/** Sends a form with a file as a browser does: each field once, the file last. */
export async function upload(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
  file?: { field: string; name: string; type: string; content: string | Uint8Array<ArrayBuffer> },
): Promise<{ status: number; location: string; body: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file) form.append(file.field, new File([file.content], file.name, { type: file.type }));
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
}
