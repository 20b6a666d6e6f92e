/**
 * A JPEG or PNG without what cameras and programs write into it: when, where and by whom it was taken. What its colours need
 * stays. Anything else, and what is damaged, comes back as it is.
 */
export function withoutCameraNotes(picture: Uint8Array): Uint8Array {
  const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.length);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegWithout(bytes);
  return bytes.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n' ? pngWithout(bytes) : picture;
}

function jpegWithout(picture: Buffer): Uint8Array {
  const kept = [picture.subarray(0, 2)];
  let at = 2;
  while (picture[at] === 0xff) {
    const marker = picture[at + 1] ?? 0;
    // from the start of a scan on there is the picture itself
    if (marker === 0xda || marker === 0xd9) break;
    const length = 2 + ((picture[at + 2] ?? 0) << 8) + (picture[at + 3] ?? 0);
    if (length < 4 || at + length > picture.length) return picture;
    if (isNeeded(marker)) kept.push(picture.subarray(at, at + length));
    at += length;
  }
  return Uint8Array.from(Buffer.concat([...kept, picture.subarray(at)]));
}

// APP1 is Exif and XMP, APP13 is Photoshop's, COM is a comment; the other APPs are makers' own
function isNeeded(marker: number): boolean {
  const isApp = marker >= 0xe0 && marker <= 0xef;
  return marker !== 0xfe && (!isApp || [0xe0, 0xe2, 0xee].includes(marker));
}

const pngNotes = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'];

function pngWithout(picture: Buffer): Uint8Array {
  const kept = [picture.subarray(0, 8)];
  for (let at = 8; at < picture.length; ) {
    // a chunk: its length, its name, what it holds, and a checksum
    const end = at + 12 + (at + 4 <= picture.length ? picture.readUInt32BE(at) : 0);
    if (end > picture.length) return picture;
    if (!pngNotes.includes(picture.toString('latin1', at + 4, at + 8))) kept.push(picture.subarray(at, end));
    at = end;
  }
  return Uint8Array.from(Buffer.concat(kept));
}
