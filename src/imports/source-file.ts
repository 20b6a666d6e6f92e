import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { limits } from './limits.ts';
import { damaged, joined, type SourcePart } from './source-part.ts';
import { type Encoding, toUtf8 } from './text-encoding.ts';
import { UnreadableSource } from './unreadable-source.ts';
import { zipParts } from './zip-parts.ts';

/** What somebody gave to be imported: one file, or a zip or folder of several. */
export interface Source {
  name: string;
  parts: SourcePart[];
  close(): Promise<void>;
}

/**
 * Opens a plain text file, a `.gz`, a `.zip` or a folder, told apart by their first bytes and not by their names.
 * Folders are read with all that is under them, sorted by name. Refuses (UnreadableSource) what is not there, is empty,
 * is not a readable zip, or goes beyond `limits`.
 */
export async function openSource(path: string, encoding: Encoding = {}): Promise<Source> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableSource(
      error.code === 'ENOENT' ? 'there is no such file' : `it cannot be opened (${error.code})`,
    );
  });
  const name = basename(path);
  if (found.isDirectory()) return { name, parts: await folderParts(path, encoding), close: async () => {} };
  if (!found.isFile()) throw new UnreadableSource('it is neither a file nor a folder');
  if (found.size === 0) throw new UnreadableSource('it is empty');
  const start = await firstBytes(path, 4);
  if (start.subarray(0, 2).toString('hex') === '504b') return { name, ...(await zipParts(path, found.size, encoding)) };
  return { name, parts: [filePart(path, name, found.size, start, encoding)], close: async () => {} };
}

async function folderParts(folder: string, encoding: Encoding): Promise<SourcePart[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (files.length === 0) throw new UnreadableSource('there is no file in this folder');
  if (files.length > limits.parts) throw new UnreadableSource(`it holds more than ${limits.parts} files`);
  return Promise.all(
    files.sort().map(async (file) => {
      const { size } = await stat(file);
      return filePart(file, relative(folder, file), size, await firstBytes(file, 4), encoding);
    }),
  );
}

function filePart(path: string, name: string, bytes: number, start: Buffer, encoding: Encoding): SourcePart {
  if (start.subarray(0, 2).toString('hex') === '1f8b') return gzipPart(path, name, bytes, encoding);
  return {
    name,
    bytes,
    open: async () => {
      if (bytes === 0) throw new UnreadableSource('it is empty');
      return joined(createReadStream(path), toUtf8(encoding));
    },
  };
}

function gzipPart(path: string, name: string, bytes: number, encoding: Encoding): SourcePart {
  return {
    name: name.replace(/\.gz$/, ''),
    bytes: bytes * 5,
    open: async () => {
      let size = 0;
      await pipeline(createReadStream(path), createGunzip(), async (pieces: AsyncIterable<Buffer>) => {
        for await (const piece of pieces) {
          size += piece.length;
          if (size > limits.part_bytes)
            throw new UnreadableSource(`it is larger than ${limits.part_bytes} bytes unpacked`);
          if (size > limits.always_fine_bytes && size > bytes * limits.ratio) {
            throw new UnreadableSource('it unpacks to far more than text would: it may be a zip bomb');
          }
        }
      }).catch(damaged);
      if (size === 0) throw new UnreadableSource('it is empty');
      return joined(joined(createReadStream(path), createGunzip()), toUtf8(encoding));
    },
  };
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableSource(`it cannot be opened (${error.code})`);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
