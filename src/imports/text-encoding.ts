import { isAscii, isUtf8 } from 'node:buffer';
import { Transform } from 'node:stream';
import { UnreadableSource } from './unreadable-source.ts';

/** What is known beforehand of how a source is written. */
export interface Encoding {
  /** UTF-8 or Windows-1252, never UTF-16 */
  is_single_bytes?: boolean;
}

/**
 * A stream that takes the bytes of a text file and gives the same text as UTF-8 without a byte order mark. Told apart:
 * UTF-8, UTF-16 of either order (with a mark, or by its zero bytes), and Windows-1252, which is what Excel writes by
 * default. Single bytes that are wrong in UTF-8 pass on and become U+FFFD when decoded, so that one bad row does not
 * cost a whole file. Refuses (UnreadableSource) bytes that are no text, and UTF-16 where `is_single_bytes` says that a
 * source never comes in it.
 */
export function toUtf8({ is_single_bytes = false }: Encoding = {}): Transform {
  let decoder: TextDecoder | 'as it is' | undefined;
  let start: Buffer | undefined = Buffer.alloc(0);
  let waiting = Buffer.alloc(0);

  const passOn = (bytes: Buffer, last: boolean): Buffer | string => {
    if (decoder === 'as it is') return bytes;
    if (decoder) return decoder.decode(bytes, { stream: !last });
    // A character may be cut between two pieces: its first bytes wait, so that they are not taken for another encoding.
    const whole = Buffer.concat([waiting, bytes]);
    const ready = whole.subarray(0, last ? whole.length : endOfWholeCharacters(whole));
    waiting = Buffer.from(whole.subarray(ready.length));
    if (isAscii(ready)) return ready;
    decoder = isUtf8(ready) || isMostlyUtf8(ready) ? 'as it is' : windows1252(ready);
    waiting = Buffer.alloc(0);
    return passOn(whole, last);
  };

  const begin = (bytes: Buffer, last: boolean): Buffer | string => {
    const mark = byteOrderMark(bytes);
    if (mark === 'utf-32') throw new UnreadableSource('it is written in UTF-32: save it as UTF-8');
    if (mark === 'utf-8') {
      decoder = 'as it is';
      return bytes.subarray(3);
    }
    const sixteen = mark ?? utf16ByItsZeros(bytes);
    if (sixteen && is_single_bytes)
      throw new UnreadableSource('line 1: it is written in UTF-16, where UTF-8 or Windows-1252 is expected');
    if (sixteen) {
      decoder = new TextDecoder(sixteen);
    } else if (bytes.includes(0)) {
      throw new UnreadableSource('it is not a text file');
    }
    return passOn(bytes, last);
  };

  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      try {
        if (start) {
          start = Buffer.concat([start, bytes]);
          if (start.length < 4096) return done();
          const first = start;
          start = undefined;
          return done(null, begin(first, false));
        }
        done(null, passOn(bytes, false));
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        const last = start ? begin(start, true) : passOn(Buffer.alloc(0), true);
        done(null, last.length > 0 ? last : undefined);
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

function byteOrderMark(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32' | undefined {
  const hex = bytes.subarray(0, 4).toString('hex');
  if (hex === 'fffe0000' || hex === '0000feff') return 'utf-32';
  if (hex.startsWith('efbbbf')) return 'utf-8';
  if (hex.startsWith('fffe')) return 'utf-16le';
  if (hex.startsWith('feff')) return 'utf-16be';
  return undefined;
}

// English text in UTF-16 has a zero as every second byte, and never two zeros together.
function utf16ByItsZeros(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const zeros = [0, 0] as [number, number];
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros[i % 2 === 0 ? 0 : 1] += 1;
  const pairs = Math.floor(bytes.length / 2);
  if (pairs > 1 && zeros[1] > pairs * 0.7 && zeros[0] === 0) return 'utf-16le';
  if (pairs > 1 && zeros[0] > pairs * 0.7 && zeros[1] === 0) return 'utf-16be';
  return undefined;
}

// A stray bad byte among good characters is a bad row of a UTF-8 file; the other way round it is another encoding.
function isMostlyUtf8(bytes: Buffer): boolean {
  const letters = new TextDecoder('utf-8').decode(bytes);
  const broken = letters.split('\uFFFD').length - 1;
  let good = 0;
  for (const letter of letters) if (letter > '\u007F' && letter !== '\uFFFD') good += 1;
  return good > broken;
}

function windows1252(bytes: Buffer): TextDecoder {
  const letters = new TextDecoder('windows-1252').decode(bytes);
  const strange = letters.match(/[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g)?.length ?? 0;
  if (strange > 0 && strange > letters.length / 1000) {
    throw new UnreadableSource('it is neither UTF-8, UTF-16 nor Windows-1252 text: save it as UTF-8');
  }
  return new TextDecoder('windows-1252');
}

function endOfWholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
