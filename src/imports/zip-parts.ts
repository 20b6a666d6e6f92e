import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { limits } from './limits.ts';
import { damaged, joined, type SourcePart } from './source-part.ts';
import { type Encoding, toUtf8 } from './text-encoding.ts';
import { UnreadableSource } from './unreadable-source.ts';

/**
 * The files that stand in a zip, in its order, without folders and without what macOS adds. Refuses (UnreadableSource)
 * a zip that is damaged or cut off, and one that may be a bomb: by number, size or ratio, or by entries that overlap.
 */
export async function zipParts(
  path: string,
  size: number,
  encoding: Encoding,
): Promise<{ parts: SourcePart[]; close(): Promise<void> }> {
  const zip = await openPromise(path, { autoClose: false }).catch(damaged);
  try {
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      if (entries.length === limits.parts) throw new UnreadableSource(`it holds more than ${limits.parts} files`);
      if (!entry.fileName.endsWith('/') && !entry.fileName.startsWith('__MACOSX/')) entries.push(entry);
    }
    refuseBombs(entries, size);
    if (entries.length === 0) throw new UnreadableSource('it is a zip with no file in it');
    return { parts: entries.map((entry) => zipPart(zip, entry, encoding)), close: async () => zip.close() };
  } catch (error) {
    zip.close();
    return damaged(error);
  }
}

function refuseBombs(entries: Entry[], size: number): void {
  const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
  if (packed > size) throw new UnreadableSource('its files overlap one another: it may be a zip bomb');
  if (total > limits.total_bytes) throw new UnreadableSource(`it is larger than ${limits.total_bytes} bytes unpacked`);
  for (const entry of entries) {
    if (entry.uncompressedSize > limits.part_bytes) {
      throw new UnreadableSource(`${entry.fileName} in it is larger than ${limits.part_bytes} bytes unpacked`);
    }
    if (
      entry.uncompressedSize > limits.always_fine_bytes &&
      entry.uncompressedSize > entry.compressedSize * limits.ratio
    ) {
      throw new UnreadableSource(`${entry.fileName} in it unpacks to far more than text would: it may be a zip bomb`);
    }
  }
}

function zipPart(zip: ZipFile, entry: Entry, encoding: Encoding): SourcePart {
  return {
    name: entry.fileName,
    bytes: entry.uncompressedSize,
    open: async () => {
      if (entry.isEncrypted()) throw new UnreadableSource('it needs a password');
      if (!entry.canDecodeFileData()) throw new UnreadableSource('it is packed in a way that cannot be unpacked here');
      if (entry.uncompressedSize === 0) throw new UnreadableSource('it is empty');
      await check(zip, entry);
      return joined(await zip.openReadStreamPromise(entry), toUtf8(encoding));
    },
  };
}

// The sizes that a zip declares are held to by yauzl while it reads; its checksum is not, so it is done here.
async function check(zip: ZipFile, entry: Entry): Promise<void> {
  let sum = 0;
  const packed: Readable = await zip.openReadStreamPromise(entry).catch(damaged);
  await pipeline(packed, async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) sum = crc32(piece, sum);
  }).catch(damaged);
  if (sum !== entry.crc32) throw new UnreadableSource('it is damaged (its checksum is wrong)');
}
