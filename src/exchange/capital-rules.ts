const SMALL = new Set([
  'a',
  'and',
  'at',
  'by',
  'for',
  'in',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
  'under',
  'de',
  'la',
]);
const SHORT = new Set(
  'AFC ABC BSAC HAF ARLFC ASC ATC BMX CE CIC CIO CFC CVA FC GP HQ LTC NHS NSPCC PCN RAF RC RFC RLFC RNIB RNID RNLI RSPB RSPCA RUFC SC SEN SEND TA UK USA VA VC YFC YMCA YWCA'.split(
    ' ',
  ),
);

/**
 * A name that is written in capitals throughout as an ordinary one, abbreviations left as they are:
 * `ST JOHN'S FC (NORTH WALSHAM)` → `St John's FC (North Walsham)`. Any other name stays as it is.
 */
export function mendCapitals(name: string): string {
  const letters = name.replace(/[^\p{L}]/gu, '');
  if (letters.length < 4 || letters !== letters.toUpperCase()) return name;
  return name.replace(/[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu, (word, at: number) => {
    if (SHORT.has(word) || /\p{N}/u.test(word) || word.length === 1) return word;
    // no vowel: no word, but letters that stand for words
    if (!/[AEIOUY]/.test(word) && !['ST', 'MR', 'MRS', 'DR', 'LTD', 'RD', 'HR'].includes(word)) return word;
    const lower = word.toLowerCase();
    if (at > 0 && SMALL.has(lower) && name[at - 1] === ' ') return lower;
    return lower.charAt(0).toUpperCase() + lower.slice(1);
  });
}
