/** Numbers of fewer digits than others that are right as they are (Ofcom's National Telephone Numbering Plan). */
const short = /^(?:999|112|18000|1800[12]|10[15]|11[19]|116\d{3}|118\d{3}|1470|1471|0?8001111|08454647)$/;

/** By how a number begins: how many digits it has, with its first 0. */
const lengths: [begins: RegExp, digits: number[]][] = [
  // a few exchanges, such as 016977, have one digit less
  [/^01/, [10, 11]],
  [/^02/, [11]],
  [/^03/, [11]],
  [/^05[56]/, [11]],
  [/^0500/, [10]],
  [/^07/, [11]],
  [/^0800/, [10, 11]],
  [/^08/, [11]],
  [/^09/, [11]],
];

/**
 * What is wrong with a phone number as a record has it, in words; undefined for one that can be dialled in the United
 * Kingdom, from abroad, or as a short number for text messages.
 */
export function phoneFault(number: string, type?: string): string | undefined {
  const withoutExtension = number
    .replace(/\b(?:ext(?:ension|n)?|x|option|opt)\.?\s*\d.*$/i, '')
    .replace(/[\s,;.]+$/, '')
    .replace(/\((?:[^)]*[a-z][^)]*)\)/gi, '')
    .replace(/^\s*(?:tel(?:ephone)?|phone|mob(?:ile)?|t|call|text)\b\s*[.:]*/i, '')
    .trim();
  if (!/\d/.test(withoutExtension)) return 'it is no number';
  if (/\d\s*(?:[,;|]|\bor\b|\band\b)\s*\+?\d|\d{3}\s*\/\s*\+?0\d/i.test(withoutExtension))
    return 'there is more than one number in it';
  if (/[a-z]/i.test(withoutExtension)) return 'there are words in it';
  if (/[^\d\s+().\-–/]/.test(withoutExtension)) return 'there are signs in it that no number has';
  const dialled = withoutExtension.replace(/\(0\)/, '').replace(/[^\d+]/g, '');
  if (/.\+/.test(dialled)) return 'there is more than one number in it';
  const national = dialled.replace(/^(?:\+|00)44(?=\d)/, '0').replace(/^00(?=[1-9])/, '0');
  if (/^(?:\+|00)(?!44)/.test(dialled))
    return /^(?:\+|00)[1-9]\d{6,14}$/.test(dialled) ? undefined : 'it is not a number of another country';
  const digits = national.replace(/^18001(?=0)/, '');
  if (short.test(digits)) return undefined;
  if (/^[678]\d{4}$/.test(digits) && (type === undefined || /text|sms/i.test(type))) return undefined;
  if (!digits.startsWith('0'))
    return digits.length === 10 || digits.length === 9 ? 'its first 0 is missing' : 'it lacks its area code';
  const fitting = lengths.find(([begins]) => begins.test(digits));
  if (!fitting) return 'no number in the United Kingdom begins so';
  const [least = 11] = fitting[1];
  if (fitting[1].includes(digits.length)) return undefined;
  return digits.length < least ? 'it is too short' : 'it is too long';
}
