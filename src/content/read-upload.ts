import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mostBytes } from '../files/format-rules.ts';
import { fieldsOf } from '../web/form.ts';

/** A form that came with a file: what was typed, and what the file holds; undefined where none was chosen. */
export interface Upload {
  values: Record<string, string>;
  file: Buffer | undefined;
  is_too_large: boolean;
}

/** So many forms with a file may be sent within a minute by one person: each takes a while to look through. */
export const uploadsAMinute = { rateLimit: { max: 20, timeWindow: '1 minute' } };

/** A form that is longer, or does not say how long it is, is not read. */
const mostSent = 50_000_000;

/** Mounts forms that come with a file. Nothing of what is sent is read before a route asks for it by `readUpload`. */
export function withUploads(app: FastifyInstance, mount: (uploads: FastifyInstance) => void): void {
  app.register(async (uploads) => {
    await uploads.register(multipart, {
      throwFileSizeLimit: false,
      limits: { fileSize: mostBytes, files: 1, fields: 30, parts: 40, fieldSize: 4_000_000, fieldNameSize: 100 },
    });
    mount(uploads);
  });
}

/** Whether a form with a file is read: it is one, and says that it is no longer than any that is worth reading. */
export function isReadableUpload(request: FastifyRequest): boolean {
  return request.isMultipart() && Number(request.headers['content-length']) <= mostSent;
}

/**
 * Reads such a form to its end. A file that is too large is let go of, and the other fields are kept. Refuses (400) one that
 * breaks off, and (413) one with more files or fields than any of ours.
 */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  const values: Record<string, unknown> = {};
  const upload: Omit<Upload, 'values'> = { file: undefined, is_too_large: false };
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') values[part.fieldname] = part.value;
      else {
        const bytes = await part.toBuffer();
        if (part.file.truncated) upload.is_too_large = true;
        else if (part.filename) upload.file = bytes;
      }
    }
  } catch (error) {
    // what cannot be read to its end was sent so, or broke off on its way
    const { statusCode = 400 } = error as { statusCode?: number };
    throw Object.assign(new Error('Unreadable upload', { cause: error }), { statusCode });
  }
  return { values: fieldsOf(values), ...upload };
}
