import { LEARNING_BEFORE_IN, ORDINARY_PLACE_NAMES, STOP_WORDS } from './filler-rules.ts';
import { type Knowledge, knowsWord, PLACE_SHORTHAND, type Place } from './knowledge-rules.ts';
import { lineOf, type Reading, takeWords } from './reading-rules.ts';
import { nearestWord, type Speller, soundsLike } from './spelling-rules.ts';
import { stemWord } from './word-rules.ts';

/** Where a query asks for support. */
export interface Near {
  /** as it stands in an address: "NR1 3AB", "NR1", "Great Yarmouth" */
  text: string;
  kind: 'postcode' | 'outcode' | 'place';
  /** the places of that name, the most likely first; empty for a postcode */
  places: Place[];
  /** the misspelt words that were read as this place */
  corrected_from?: string;
}

// Royal Mail's 124 postcode areas (Programmers' guide to the PAF), so that "ks2" or "p16" is no place
const AREAS = new Set(
  `AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU
  GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH
  PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE`.split(
    /\s+/,
  ),
);

/** Reads an outward code whatever stands for zero and one: "NRI" is NR1, "0X4" is OX4. Undefined when it is none. */
export function readOutcode(text: string): string | undefined {
  const typed = text.toUpperCase();
  for (const letters of [2, 1]) {
    const area = typed.slice(0, letters).replaceAll('0', 'O').replaceAll('1', 'I');
    const rest = typed.slice(letters);
    if (!AREAS.has(area) || rest === '') continue;
    const district = rest.replace(/^[OIL]/, digitFor).replace(/(?<=^\d)[OIL]$/, digitFor);
    if (/^(\d{1,2}|\d[A-HJKMNPR-Y])$/.test(district)) return area + district;
  }
  return undefined;
}

function digitFor(letter: string): string {
  return letter === 'O' ? '0' : '1';
}

/** Reads a full postcode in any spacing, with letter O for zero and I for one put right. Undefined when it is none. */
export function readPostcode(text: string): string | undefined {
  const typed = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  if (typed.length < 5 || typed.length > 7) return undefined;
  const inward = typed.slice(-3).replace(/^[OIL]/, digitFor);
  const outcode = readOutcode(typed.slice(0, -3));
  // the two last letters are never C I K M O V (Royal Mail)
  return outcode && /^\d[ABD-HJLNP-UW-Z]{2}$/.test(inward) ? `${outcode} ${inward}` : undefined;
}

const LEADS = new Set(
  'near nearby in around round at by from to of outside close next within towards surrounding live living based nr'.split(
    ' ',
  ),
);
const CLEAR_LEADS = new Set('near nearby around round outside close nr live living based surrounding'.split(' '));
const AFTERS = new Set(['area', 'way', 'region', 'district']);

/** Where the words before a place begin that belong to it: "close to", "we live in". */
function leadOf(reading: Reading, at: number): { from: number; words: string[] } {
  let from = at;
  while (from > 0) {
    const token = reading.tokens[from - 1];
    const word = token?.plain ?? '';
    const is_lead = LEADS.has(word) || (from < at && ['i', 'we', 'the', 'not', 'far', 'city', 'town'].includes(word));
    if (!token || token.is_taken || !is_lead) break;
    from -= 1;
  }
  return { from, words: reading.tokens.slice(from, at).map((token) => token.plain) };
}

function takePlace(reading: Reading, at: number, count: number, text: string): void {
  const { from } = leadOf(reading, at);
  const after = reading.tokens[at + count];
  const more = after && !after.is_taken && AFTERS.has(after.plain) ? 1 : 0;
  takeWords(reading, from, at + count + more - from, 'near', text);
}

function openWords(reading: Reading, at: number, count: number): string[] | undefined {
  const tokens = reading.tokens.slice(at, at + count);
  if (tokens.length < count || tokens.some((token) => token.is_taken)) return undefined;
  return tokens.map((token) => PLACE_SHORTHAND[token.plain] ?? token.plain);
}

/** Takes the first postcode or outcode out of the query. */
export function takePostcode(reading: Reading, knowledge: Knowledge): Near | undefined {
  for (let count = 4; count >= 1; count--) {
    for (let at = 0; at + count <= reading.tokens.length; at++) {
      const tokens = reading.tokens.slice(at, at + count);
      if (tokens.some((token) => token.is_taken || token.plain.length > 7)) continue;
      const typed = tokens.map((token) => token.plain).join('');
      if (!/\d/.test(typed) || typed.length > 7) continue;
      const postcode = readPostcode(typed);
      if (!postcode) continue;
      takePlace(reading, at, count, postcode);
      return { text: postcode, kind: 'postcode', places: [] };
    }
  }
  for (let count = 2; count >= 1; count--) {
    for (let at = 0; at + count <= reading.tokens.length; at++) {
      const tokens = reading.tokens.slice(at, at + count);
      const first = tokens[0]?.plain ?? '';
      if (tokens.some((token) => token.is_taken)) continue;
      const typed = tokens.map((token) => token.plain).join('');
      if (!/\d/.test(typed) || typed.length > 4 || typed.length < 2) continue;
      const outcode = readOutcode(typed);
      if (!outcode) continue;
      const places = knowledge.place_names.get(outcode.toLowerCase()) ?? [];
      // "so 2" or "b 12" is seldom a postcode district: two words only where the gazetteer knows it
      if (count === 2 && (first.length < 2 || STOP_WORDS.has(first) || places.length === 0)) continue;
      takePlace(reading, at, count, outcode);
      return { text: outcode, kind: 'outcode', places };
    }
  }
  return undefined;
}

function isSubject(knowledge: Knowledge, word: string): boolean {
  const stem = stemWord(word);
  return (
    STOP_WORDS.has(word) ||
    ORDINARY_PLACE_NAMES.has(word) ||
    knowledge.phrases.has(stem) ||
    knowledge.phrase_beginnings.has(stem)
  );
}

/** Whether words that are a place's name are meant as the place where they stand. */
function isMeant(reading: Reading, knowledge: Knowledge, at: number, names: string[], place: Place): boolean {
  const { words } = leadOf(reading, at);
  const before = reading.tokens[at - words.length - 1]?.plain ?? '';
  const word = names[0] ?? '';
  if (names.length > 1) {
    const is_plain = names.every((name) => isSubject(knowledge, name) || knowledge.vocabulary.has(name));
    return words.length > 0 || place.in_area === true || !is_plain;
  }
  if (word.length < 3 || STOP_WORDS.has(word)) return false;
  if (words.some((lead) => CLEAR_LEADS.has(lead))) return true;
  if (isSubject(knowledge, word)) {
    if (words.at(-1) !== 'in') return false;
    return reading.tokens[at]?.is_capital === true || !LEARNING_BEFORE_IN.has(before);
  }
  if (words.length > 0) return true;
  const services = knowledge.vocabulary.get(word) ?? 0;
  if (!place.in_area) return services === 0;
  // a village whose name stands in many records is an ordinary word there
  return place.kind !== 'village' || services <= knowledge.total * 0.03;
}

/** Takes the first place that the gazetteer knows out of the query, the longest name first. */
export function takePlaceName(reading: Reading, knowledge: Knowledge): Near | undefined {
  for (let count = knowledge.place_words; count >= 1; count--) {
    for (let at = 0; at + count <= reading.tokens.length; at++) {
      const names = openWords(reading, at, count);
      const name = names?.join(' ');
      const places = name ? knowledge.place_names.get(name) : undefined;
      const place = places?.[0];
      if (!names || !name || !place || place.kind === 'outcode' || knowledge.own_names.has(name)) continue;
      if (!isMeant(reading, knowledge, at, names, place)) continue;
      takePlace(reading, at, count, place.name);
      return { text: place.name, kind: 'place', places: places ?? [] };
    }
  }
  return undefined;
}

function nearestPlace(speller: Speller, name: string, is_led: boolean): string | undefined {
  const most = name.length < 5 ? 0 : name.length < 7 ? 1 : 2;
  const found = nearestWord(speller, name, most) ?? (is_led ? soundsLike(speller, name) : undefined);
  return found && (is_led || found.is_unique) ? found.word : undefined;
}

/**
 * Takes a misspelt place out of the query: after "near", "in" and the like the nearest name, of the own area first; else
 * only a name of the own area which is the only one so near and nearer than any word of the directory.
 */
export function takeMisspeltPlace(reading: Reading, knowledge: Knowledge): Near | undefined {
  for (let count = Math.min(3, knowledge.place_words); count >= 1; count--) {
    for (let at = 0; at + count <= reading.tokens.length; at++) {
      const names = openWords(reading, at, count);
      if (!names || !/^[a-z ]{5,}$/.test(names.join(' '))) continue;
      if (names.every((name) => knowsWord(knowledge, name))) continue;
      const is_led = leadOf(reading, at).words.length > 0;
      const typed = names.join(' ');
      const name =
        nearestPlace(knowledge.own_places, typed, is_led) ??
        (is_led ? nearestWord(knowledge.other_places, typed)?.word : undefined);
      if (!name || name.split(' ').length !== count) continue;
      const rival = count === 1 && !is_led ? nearestWord(knowledge.words, typed) : undefined;
      const places = knowledge.place_names.get(name) ?? [];
      const place = places[0];
      if (!place || rival) continue;
      takePlace(reading, at, count, place.name);
      return { text: place.name, kind: 'place', places, corrected_from: typed };
    }
  }
  return undefined;
}

/** Takes names of the whole area ("… in Norfolk") out of the query: everything in the directory is there. */
export function takeOwnNames(reading: Reading, knowledge: Knowledge): void {
  for (const name of knowledge.own_names) {
    const count = name.split(' ').length;
    for (let at = 0; at + count <= reading.tokens.length; at++) {
      if (openWords(reading, at, count)?.join(' ') !== name) continue;
      const { from } = leadOf(reading, at);
      takeWords(reading, from, at + count - from);
      if (!lineOf(reading).includes(name)) return;
    }
  }
}
