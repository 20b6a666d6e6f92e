/** What somebody may have meant by a text that stands where a place is asked for. */
export type PostcodeReading =
  | { kind: 'postcode'; postcode: string; outcode: string; sector: string }
  | { kind: 'sector'; outcode: string; sector: string }
  | { kind: 'outcode'; outcode: string }
  /** shaped like a postcode, but none of the UK begins so */
  | { kind: 'impossible'; text: string }
  /** a code of another country; its name where the shape gives it away */
  | { kind: 'foreign'; text: string; country: string | undefined }
  /** a British Forces post office, which stands nowhere */
  | { kind: 'forces'; text: string }
  | { kind: 'none' };

/** The 124 postcode areas of Royal Mail, with Northern Ireland, the Channel Islands and the Isle of Man. */
const areas = new Set(
  (
    'AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY ' +
    'G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR ' +
    'NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA ' +
    'WC WD WF WN WR WS WV YO ZE'
  ).split(' '),
);

// The letters that may stand in each place are those of Royal Mail's Programmers' Guide to the Postcode Address File.
const outcode_shape = /^([A-Z]{1,2})(\d{1,2}|\d[A-HJKPSTUW]|\d[ABEHMNPRVWXY])$/;
const incode_shape = /^\d[ABD-HJLNP-UW-Z]{2}$/;

/** Reads a full postcode written in any spacing and case, and without mistakes, as `NR1 1AA`; undefined if it is none. */
export function normalPostcode(text: string): string | undefined {
  const plain = text.toUpperCase().replace(/\s+/g, '');
  if (plain.length < 5 || plain.length > 7) return undefined;
  const outcode = plain.slice(0, -3);
  const incode = plain.slice(-3);
  return isOutcode(outcode) && incode_shape.test(incode) ? `${outcode} ${incode}` : undefined;
}

/** Whether a text is shaped like the first half of a postcode and begins with an area that there is. */
export function isOutcode(text: string): boolean {
  return areas.has(outcode_shape.exec(text)?.[1] ?? '');
}

/**
 * Reads a text as a postcode or part of one, in any spacing, case and punctuation, with the letters O, I and L taken for
 * the digits that they look like and the other way round where that alone makes it a postcode. Tells codes of other
 * countries apart. What is none of all this, such as a town, is `none`.
 */
export function readPostcode(text: string): PostcodeReading {
  const trimmed = text.trim().toUpperCase();
  const plain = trimmed.replace(/[\s.,;:-]+/g, '');
  if (/^BFPO\d{1,4}$/.test(plain) || /^BF1\d[A-Z]{2}$/.test(plain)) return { kind: 'forces', text: trimmed };
  const british = readBritish(plain, trimmed);
  if (british) return british;
  const country = foreignCountry(trimmed);
  if (country !== 'none') return { kind: 'foreign', text: trimmed, country };
  if (/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(plain) || /^[A-Z]{2}\d{1,2}$/.test(plain)) {
    return { kind: 'impossible', text: trimmed };
  }
  return { kind: 'none' };
}

/** The first full postcode, or else the first half of one, that stands in a longer text, and the words it was read from. */
export function postcodeWithin(text: string): { words: string; reading: PostcodeReading } | undefined {
  const full = /(?<![A-Za-z0-9])[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}(?![A-Za-z0-9])/g;
  const half = /(?<![A-Za-z0-9])[A-Za-z]{1,2}\d[A-Za-z\d]?(?![A-Za-z0-9])/g;
  for (const shape of [full, half])
    for (const [words] of text.matchAll(shape)) {
      const reading = readPostcode(words);
      if (reading.kind === 'postcode' || reading.kind === 'outcode') return { words, reading };
    }
  return undefined;
}

/** All 400 full postcodes that a sector such as `NR1 1` can have. */
export function postcodesOfSector(sector: string): string[] {
  const letters = [...'ABDEFGHJLNPQRSTUWXYZ'];
  return letters.flatMap((one) => letters.map((other) => `${sector}${one}${other}`));
}

function readBritish(plain: string, trimmed: string): PostcodeReading | undefined {
  if (plain.length >= 5 && plain.length <= 7) {
    const incode = plain.slice(-3);
    const fixed = `${(incode[0] ?? '').replace('O', '0').replace(/[IL]/, '1')}${incode.slice(1)}`;
    const outcode = likelyOutcode(plain.slice(0, -3));
    if (outcode && incode_shape.test(fixed)) {
      return { kind: 'postcode', postcode: `${outcode} ${fixed}`, outcode, sector: `${outcode} ${fixed[0]}` };
    }
  }
  const [first = '', second = ''] = trimmed.split(/\s+/);
  const outcode = likelyOutcode(first);
  if (outcode && /^[A-Z]*\d/.test(outcode) && /\d/.test(first) && trimmed === `${first} ${second}`) {
    // A half-typed postcode, `NR1 1A`, still tells the sector.
    if (/^\d[A-Z]?$/.test(second)) return { kind: 'sector', outcode, sector: `${outcode} ${second[0]}` };
  }
  const whole = likelyOutcode(plain);
  if (whole && /\d/.test(plain) && plain.length <= 4) return { kind: 'outcode', outcode: whole };
  return undefined;
}

const alike: Record<string, string> = { O: 'O0', '0': '0O', I: 'I1', '1': '1I', L: 'L1' };

// Of all readings of look-alike characters, the one with the fewest changes that is an outcode.
function likelyOutcode(text: string): string | undefined {
  if (text.length < 2 || text.length > 4) return undefined;
  let readings = [''];
  for (const character of text) {
    readings = readings.flatMap((start) => [...(alike[character] ?? character)].map((one) => start + one));
  }
  const changes = (reading: string) => [...reading].filter((one, i) => one !== text[i]).length;
  return readings.filter(isOutcode).sort((a, b) => changes(a) - changes(b))[0];
}

function foreignCountry(text: string): string | undefined | 'none' {
  if (/^[AC-FHKNPRTV-Y]\d[\dW][ -]?[\dAC-FHKNPRTV-Y]{4}$/.test(text)) return 'Ireland';
  if (/^[A-Z]\d[A-Z] ?\d[A-Z]\d$/.test(text)) return 'Canada';
  if (/^\d{4} ?[A-Z]{2}$/.test(text)) return 'the Netherlands';
  if (/^([A-Z]{1,2}-)?\d{4,6}$/.test(text) || /^\d{5}-\d{3,4}$/.test(text) || /^\d{2,3}[- ]\d{2,4}$/.test(text)) {
    return undefined;
  }
  return 'none';
}
