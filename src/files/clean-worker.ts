// What `cleanFile` does, in a thread of its own: it can be stopped, and its memory is its own.
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer } from './clean-file.ts';
import { kindOfBytes } from './format-rules.ts';
import type { CleanFile } from './office-parts.ts';
import { unpack } from './package-parts.ts';
import { UnfitFile } from './unfit-file.ts';

async function clean(bytes: Buffer, given: { title: string }): Promise<CleanFile> {
  if (kindOfBytes(bytes) === 'pdf') return (await import('./pdf-file.ts')).cleanPdf(bytes, given);
  const parts = await unpack(bytes);
  return parts.has('mimetype')
    ? (await import('./open-document-file.ts')).cleanOpenDocument(parts, given)
    : (await import('./word-file.ts')).cleanWord(parts, given);
}

async function answer(): Promise<Answer> {
  const { bytes, title } = workerData as { bytes: Uint8Array; title: string };
  try {
    return { file: await clean(Buffer.from(bytes), { title }) };
  } catch (error) {
    if (error instanceof UnfitFile) return { unfit: error.message };
    throw error;
  }
}

parentPort?.postMessage(await answer());
