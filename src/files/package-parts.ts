import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { type Zippable, zipSync } from 'fflate';
import { fromBufferPromise } from 'yauzl';
import { UnfitFile, unfit } from './unfit-file.ts';

/** What the zip of a document holds at most: well above what office programs write, well below what does harm. */
const most = { parts: 2000, total_bytes: 150_000_000, ratio: 200, always_fine_bytes: 5_000_000 };

/** The files within a document that is a zip, by their names. */
export type PackageParts = Map<string, Buffer>;

const bomb = new UnfitFile('It unpacks to far more than a document would. It may be made to do harm.');

/**
 * Unpacks a document that is a zip. Refuses (UnfitFile) one that is damaged, needs a password, has names that lead out of it
 * or stand in it twice, and one that unpacks to too much, whatever it says of itself.
 */
export async function unpack(bytes: Buffer): Promise<PackageParts> {
  try {
    // names with `..`, a drive or a slash at their beginning, and sizes that are not as they were declared, are errors of yauzl
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true });
    const parts: PackageParts = new Map();
    const names = new Set<string>();
    let entries = 0;
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      const { fileName: name, uncompressedSize: size, compressedSize: packed } = entry;
      total += size;
      if (++entries > most.parts || total > most.total_bytes) throw bomb;
      if (size > most.always_fine_bytes && size > packed * most.ratio) throw bomb;
      if (name.endsWith('/')) continue;
      if (entry.isEncrypted()) throw unfit.password();
      const same = name.toLowerCase();
      if (names.has(same)) throw new UnfitFile('It is damaged: it holds the same name twice.');
      names.add(same);
      const part = await buffer(await zip.openReadStreamPromise(entry));
      if (crc32(part) !== entry.crc32) throw new UnfitFile('It is damaged. Save it anew, and send it again.');
      parts.set(name, part);
    }
    return parts;
  } catch (error) {
    if (error instanceof UnfitFile) throw error;
    throw new UnfitFile('It is damaged, or not what its name says. Open it, save it anew, and send it again.');
  }
}

// zips know no earlier year: nothing tells when it was made
const noTime = '1980-01-01T12:00:00';

/** Packs a document again, in the order given; a part named `mimetype` stands unpacked, as OpenDocument has it. */
export function pack(parts: PackageParts): Buffer {
  const files: Zippable = {};
  for (const [name, bytes] of parts) files[name] = [bytes, { level: name === 'mimetype' ? 0 : 6, mtime: noTime }];
  return Buffer.from(zipSync(files));
}
