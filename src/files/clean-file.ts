import { kindOfBytes, mostBytes } from './format-rules.ts';
import type { CleanFile } from './office-parts.ts';
import { UnfitFile } from './unfit-file.ts';
import { workApart } from './work-apart.ts';

/** What the worker answers: the clean file, or why there is none. */
export type Answer = { file: CleanFile } | { unfit: string };

const mostSeconds = 30;

let before: Promise<unknown> = Promise.resolve();

/**
 * Looks through a file that somebody sent, by what it holds and not by its name, and gives it without what tells of people
 * and machines, under its title. Refuses (UnfitFile) whatever is no PDF, Word document or OpenDocument text, or may do harm.
 * This is done apart from the site, so that no file can hold it up, and one after another, so that many cannot either.
 */
export async function cleanFile(bytes: Buffer, given: { title: string }): Promise<CleanFile> {
  refuseByBytes(bytes);
  const mine = before.then(() => cleanApart(bytes, given));
  before = mine.catch(() => {});
  return mine;
}

async function cleanApart(bytes: Buffer, { title }: { title: string }): Promise<CleanFile> {
  let cause: Error | undefined;
  const program = new URL('clean-worker.ts', import.meta.url);
  const answer = await workApart<Answer>(program, { bytes, title }, mostSeconds, (fault) => {
    cause = fault;
  });
  if (answer === 'broken')
    throw new UnfitFile('It cannot be looked through. Save it anew, and send it again.', { cause });
  if (answer === 'too slow')
    throw new UnfitFile(`It takes longer than ${mostSeconds} seconds to look through. Make it simpler or smaller.`);
  if ('unfit' in answer) throw new UnfitFile(answer.unfit);
  if (answer.file.bytes.length > mostBytes)
    throw new UnfitFile('It is larger than 10 MB once it has been cleaned. Make its pictures smaller.');
  return answer.file;
}

function refuseByBytes(bytes: Buffer): void {
  if (bytes.length === 0) throw new UnfitFile('It is empty.');
  if (bytes.length > mostBytes) throw new UnfitFile('It is larger than 10 MB.');
  const kind = kindOfBytes(bytes);
  if (kind === 'old-office')
    throw new UnfitFile(
      'It is an old Word file (.doc), or has a password. Save it as .docx without a password, or as a PDF.',
    );
  if (kind === 'other')
    throw new UnfitFile('It is neither a PDF, nor a Word document (.docx), nor an OpenDocument text (.odt).');
}
