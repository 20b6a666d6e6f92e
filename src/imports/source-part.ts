import type { Readable } from 'node:stream';
import { UnreadableSource } from './unreadable-source.ts';

/** One text file of a source: a plain file, or what stands in a zip or gzip. */
export interface SourcePart {
  /** its path inside the zip or folder, else the file's name */
  name: string;
  /** how many bytes `open` will give, as far as it is known before reading */
  bytes: number;
  /**
   * The text as a stream of UTF-8 without a byte order mark, whatever encoding it was in; never held in memory whole.
   * What is compressed is first read through once to its end, so that a damaged part gives nothing at all. Refuses
   * (UnreadableSource, also from the stream itself) what is damaged, cut off, too large, or not text.
   */
  open(): Promise<Readable>;
}

/** Turns what a broken compressed stream throws into words. */
export function damaged(error: unknown): never {
  if (error instanceof UnreadableSource) throw error;
  throw new UnreadableSource(`it is damaged or cut off (${error instanceof Error ? error.message : String(error)})`);
}

/** Like `pipe`, and an error of the first stream, or the end of interest in the second, ends the other too. */
export function joined<Next extends NodeJS.ReadWriteStream & Readable>(from: Readable, to: Next): Next {
  from.on('error', (error) => to.destroy(error));
  to.on('close', () => from.destroy());
  return from.pipe(to);
}
