/**
 * A JPEG without what cameras and programs write into it: when, where and by whom it was taken. What its colours need stays
 * (JFIF, ICC, Adobe). Anything that is no JPEG comes back as it is.
 */
export function withoutCameraNotes(picture: Uint8Array): Uint8Array {
  if (picture[0] !== 0xff || picture[1] !== 0xd8) return picture;
  const kept: Uint8Array[] = [picture.subarray(0, 2)];
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
