import type { Readable } from 'node:stream';
import { UnreadableSource } from './unreadable-source.ts';

/** One record of a JSON source, counted from 1, and how its text begins; or one that could not be read, and why. */
export type JsonRecord = { number: number; text: string } & ({ value: unknown } | { reason: string });

const LIST_NAMES = new Set(['contents', 'content', 'services', 'items', 'results', 'data']);
const LONGEST = 5 * 1024 ** 2;
/** As much of a record's text as is shown of it. */
const SHOWN = 2000;
const OPEN = 0x7b;
const LIST = 0x5b;

/**
 * The records of a JSON file, one after the other and never all in memory: of a list; of the list named `contents`,
 * `content`, `services`, `items`, `results` or `data` in an object (a page of a feed); one object alone; or one object
 * after the other (ndjson). A record that is no JSON is given with its reason and stops nothing. Ends with
 * UnreadableSource when the file breaks off, after the records that were whole. Refuses what does not begin like JSON,
 * and leaves out a record longer than 5 MB.
 */
export async function* jsonRecords(text: Readable): AsyncGenerator<JsonRecord> {
  const reader = createReader();
  for await (const piece of text as AsyncIterable<Buffer | string>) {
    yield* reader.read(typeof piece === 'string' ? Buffer.from(piece) : piece);
  }
  yield* reader.end();
}

function createReader() {
  // the kinds of bracket that are open, outermost first
  const open: number[] = [];
  let inString = false;
  let isEscaped = false;
  // the depth at which a record begins: 0 for objects side by side, 1 inside a list, 2 inside a list inside an object
  let recordDepth = 0;
  let keptPieces: Buffer[] = [];
  let keptBytes = 0;
  let isKeeping = false;
  let isTooLong = false;
  let key = '';
  let keyBytes: number[] | undefined;
  let number = 0;
  let hasBegun = false;
  // the last character that is no space, outside texts
  let before = 0;
  let isBroken = false;

  const finish = (): JsonRecord => {
    number += 1;
    const text = Buffer.concat(keptPieces).toString('utf8');
    keptPieces = [];
    keptBytes = 0;
    isKeeping = false;
    const wasTooLong = isTooLong;
    const wasBroken = isBroken;
    isTooLong = false;
    isBroken = false;
    if (wasTooLong) return { number, reason: `it is longer than ${LONGEST} characters`, text: text.slice(0, SHOWN) };
    if (wasBroken) return { number, reason: 'it is not JSON (a quote is missing)', text: text.slice(0, SHOWN) };
    try {
      return { number, value: JSON.parse(text), text: text.slice(0, SHOWN) };
    } catch (error) {
      return { number, reason: `it is not JSON (${(error as Error).message})`, text: text.slice(0, SHOWN) };
    }
  };

  const keep = (bytes: Buffer) => {
    if (isTooLong) return;
    keptBytes += bytes.length;
    if (keptBytes > LONGEST) {
      isTooLong = true;
      keptPieces = [Buffer.from(keptPieces[0]?.subarray(0, SHOWN) ?? [])];
    } else keptPieces.push(Buffer.from(bytes));
  };

  return {
    *read(bytes: Buffer): Generator<JsonRecord> {
      let from = 0;
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at] as number;
        if (inString) {
          if (isEscaped) isEscaped = false;
          else if (byte === 0x5c) isEscaped = true;
          else if (byte === 0x0a) {
            // JSON has no line end inside a text: a quote is missing, and only this record is lost by it
            inString = false;
            isBroken = true;
          } else if (byte === 0x22) {
            inString = false;
            before = byte;
            if (keyBytes) key = String.fromCharCode(...keyBytes);
            keyBytes = undefined;
          } else if (keyBytes && keyBytes.length < 20) keyBytes.push(byte);
          continue;
        }
        if (byte === 0x22) {
          inString = true;
          // a text in the outermost object: its name, if a list follows it
          if (open.length === 1 && open[0] === OPEN && recordDepth === 0) keyBytes = [];
        } else if (byte === OPEN || byte === LIST) {
          if (
            byte === OPEN &&
            recordDepth === 0 &&
            open.length > 0 &&
            !(before === LIST || before === 0x2c || before === 0x3a)
          ) {
            // no object can stand here: the one before it, in a file of one record a line, was cut off
            keep(bytes.subarray(isKeeping ? from : at, at));
            open.length = 0;
            yield finish();
          }
          if (open.length === 0 && byte === LIST) {
            recordDepth = 1;
          } else if (open.length === recordDepth) {
            isKeeping = true;
            from = at;
          } else if (open.length === 1 && recordDepth === 0 && byte === LIST && LIST_NAMES.has(key)) {
            // the object was not a record but a page: what was kept of it is its head
            recordDepth = 2;
            isKeeping = false;
            keptPieces = [];
            keptBytes = 0;
          }
          if (open.length === 0) hasBegun = true;
          if (open.length === 1) key = '';
          open.push(byte);
        } else if (byte === 0x7d || byte === 0x5d) {
          const opener = byte === 0x7d ? OPEN : LIST;
          const at_most = isKeeping ? recordDepth : 0;
          const partner = open.lastIndexOf(opener);
          if (partner >= at_most) open.length = partner;
          if (isKeeping && open.length === recordDepth) {
            keep(bytes.subarray(from, at + 1));
            yield finish();
          }
          // what stands after the list of a page belongs to the page
          if (recordDepth === 2 && open.length === 1) recordDepth = Number.POSITIVE_INFINITY;
          if (open.length === 0) recordDepth = 0;
        } else if (open.length === 0 && !hasBegun && byte > 0x20) {
          throw new UnreadableSource('it is not JSON: it begins with neither { nor [');
        }
        if (byte > 0x20) before = byte;
      }
      if (isKeeping) keep(bytes.subarray(from));
    },
    *end(): Generator<JsonRecord> {
      if (!hasBegun) throw new UnreadableSource('there is nothing in it');
      if (open.length > 0 || inString)
        throw new UnreadableSource(`it breaks off in the middle, after ${number} whole records`);
    },
  };
}
