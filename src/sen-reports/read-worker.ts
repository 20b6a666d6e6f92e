// What `readReport` does, in a thread of its own: it can be stopped, and its memory is its own.
import { parentPort, workerData } from 'node:worker_threads';
import { kindOfBytes } from '../files/format-rules.ts';
import { UnfitFile } from '../files/unfit-file.ts';
import { decodeHtml, isHtml } from './html-bytes-rules.ts';
import type { Answer } from './read-report.ts';
import { blocksOfPlainText, type ReportText } from './report-text-rules.ts';

async function read(bytes: Uint8Array, address: string | undefined, type: string): Promise<ReportText> {
  const kind = kindOfBytes(bytes);
  if (kind === 'pdf') return (await import('./read-pdf.ts')).readPdf(bytes);
  if (kind === 'zip') return (await import('./read-word.ts')).readWord(bytes);
  const text = decodeHtml(bytes, type);
  if (isHtml(text, type)) return (await import('./read-html-rules.ts')).readHtml(text, address);
  return { format: 'text', title: '', blocks: blocksOfPlainText(text) };
}

async function answer(): Promise<Answer> {
  const { bytes, address, type } = workerData as { bytes: Uint8Array; address?: string; type: string };
  try {
    return { report: await read(bytes, address, type) };
  } catch (error) {
    if (error instanceof UnfitFile) return { unfit: error.message };
    return {
      unfit: error instanceof Error && /password/i.test(error.name) ? 'It needs a password.' : 'It is damaged.',
    };
  }
}

parentPort?.postMessage(await answer());
