import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { TestContext } from 'node:test';

/** Speaks as ClamAV's daemon does (clamd(8), INSTREAM), and finds a virus in whatever holds the word. */
export async function startScanner(
  t: TestContext,
  { word = 'EICAR', path }: { word?: string; path?: string } = {},
): Promise<{ address: string; heard: Buffer[]; stop(): Promise<void> }> {
  const heard: Buffer[] = [];
  const server = createServer((socket) => {
    let said = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      said = Buffer.concat([said, data]);
      const file = fileIn(said);
      if (!file) return;
      heard.push(file);
      socket.end(file.includes(word) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
    });
  });
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  await new Promise<void>((resolve) =>
    path ? server.listen(path, resolve) : server.listen(0, '127.0.0.1', () => resolve()),
  );
  t.after(() => server.listening && stop());
  return { address: path ?? `127.0.0.1:${(server.address() as AddressInfo).port}`, heard, stop };
}

/** The file that was sent in pieces; undefined while its end has not come. */
function fileIn(said: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (said.toString('latin1', 0, command.length) !== command) return undefined;
  const pieces: Buffer[] = [];
  for (let at = command.length; at + 4 <= said.length; ) {
    const length = said.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(said.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
