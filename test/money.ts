import type { Visitor } from './app.ts';
import { signInAs } from './sign-in.ts';
import { upload } from './upload.ts';

/** The council's commissioner, who can send tables as a browser does. */
export async function commissioner(visitor: Visitor) {
  await signInAs(visitor, { email: 'money@example.org', role: 'commissioner' });
  const send = (
    path: string,
    fields: Record<string, string>,
    file?: { name: string; text: string | Uint8Array<ArrayBuffer> },
  ) =>
    upload(
      visitor,
      path,
      fields,
      file && { field: file.name, name: 'table.csv', type: 'text/csv', content: file.text },
    );
  const versionAt = async (path: string) =>
    (await visitor.get(path)).find('input[name=version]')[0]?.getAttribute('value') ?? '';
  return { ...visitor, upload: send, versionAt };
}
