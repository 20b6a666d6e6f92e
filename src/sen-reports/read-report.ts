import { kindOfBytes, mostBytes } from '../files/format-rules.ts';
import { UnfitFile } from '../files/unfit-file.ts';
import { workApart } from '../files/work-apart.ts';
import { isText } from './html-bytes-rules.ts';
import type { ReportText } from './report-text-rules.ts';

/** What the worker answers: what the report says, or why it cannot be read. */
export type Answer = { report: ReportText } | { unfit: string };

/** The largest file that is read, in bytes: pictures make reports large. */
export const mostReportBytes = 3 * mostBytes;

const mostSeconds = 30;

/**
 * Reads a report by what it holds and not by its name: a web page, a PDF, a Word document or plain text. Refuses (UnfitFile)
 * anything else, what is damaged or needs a password, and what takes too long. `address` makes links whole; `type` is what
 * the server said that it is.
 */
export async function readReport(
  given: Uint8Array,
  { address, type = '' }: { address?: string; type?: string } = {},
): Promise<ReportText> {
  const bytes = fromPdfOn(given);
  if (bytes.length === 0) throw new UnfitFile('It is empty.');
  if (bytes.length > mostReportBytes) throw new UnfitFile(`It is larger than ${mostReportBytes / 1_000_000} MB.`);
  const kind = kindOfBytes(bytes);
  if (kind === 'old-office') throw new UnfitFile('It is an old Word file (.doc), or has a password.');
  if (kind === 'other' && !isText(bytes))
    throw new UnfitFile('It is neither a web page, nor a PDF, nor a Word document (.docx), nor text.');
  const answer = await workApart<Answer>(
    new URL('read-worker.ts', import.meta.url),
    { bytes, address, type },
    mostSeconds,
  );
  if (answer === 'too slow') throw new UnfitFile(`It takes longer than ${mostSeconds} seconds to read.`);
  if (answer === 'broken') throw new UnfitFile('It cannot be read.');
  if ('unfit' in answer) throw new UnfitFile(answer.unfit);
  return answer.report;
}

/** Some servers write a line before a PDF, which every program that shows it overlooks. */
function fromPdfOn(bytes: Uint8Array): Uint8Array {
  const at = Buffer.from(bytes.subarray(0, 1024)).indexOf('%PDF-');
  const isBefore = at > 0 && !/<[a-z!]/i.test(Buffer.from(bytes.subarray(0, at)).toString('latin1'));
  return isBefore ? bytes.subarray(at) : bytes;
}
