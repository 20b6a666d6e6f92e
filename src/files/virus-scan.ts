import { connect } from 'node:net';

/** What a scanner said of a file. */
type ScanAnswer = { is_clean: true } | { is_clean: false; virus: string };

/** The scanner does not answer, or not as it should. */
export class ScannerAway extends Error {
  override name = 'ScannerAway';
}

const mostSeconds = 60;
const pieceBytes = 64 * 1024;

/**
 * Asks ClamAV's daemon whether a file holds a virus, by its INSTREAM command (clamd(8)). `address` is `host:port`, or the path
 * of its socket. Refuses (ScannerAway) to say anything where the daemon does not answer within a minute, or not clearly.
 */
export async function scanForViruses(address: string, bytes: Uint8Array): Promise<ScanAnswer> {
  const answer = await ask(address, bytes);
  if (answer === 'stream: OK') return { is_clean: true };
  const [, virus] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (virus) return { is_clean: false, virus };
  throw new ScannerAway(answer.slice(0, 200) || 'it said nothing');
}

function ask(address: string, bytes: Uint8Array): Promise<string> {
  const [, host, port] = /^\[?([^/\]]+)\]?:(\d+)$/.exec(address) ?? [];
  const socket = host ? connect({ host, port: Number(port) }) : connect({ path: address });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = '';
  socket.setTimeout(mostSeconds * 1000, () => socket.destroy(new Error('it does not answer')));
  socket.on('data', (data) => {
    said += data.toString('latin1');
    if (said.includes('\0') || said.length > 1000) socket.end();
  });
  socket.on('error', (error) => reject(new ScannerAway(error.message, { cause: error })));
  socket.on('close', () => resolve(said.split('\0')[0]?.trim() ?? ''));
  socket.write('zINSTREAM\0');
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    socket.write(lengthOf(piece));
    socket.write(piece);
  }
  socket.write(lengthOf(new Uint8Array()));
  return promise;
}

/** Four bytes, the highest first, as the daemon wants it before each piece. */
function lengthOf({ length }: Uint8Array): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(length);
  return four;
}
