/**
 * A place's name as people type it: lower case, letters, digits and single spaces; accents and apostrophes gone, "&" as
 * "and", "Saint" as "st", "Gt" as "great". `King’s Lynn`, `kings lynn` and `KING'S-LYNN` fold to the same.
 */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’‘`.]/g, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/\bsaint\b/g, 'st')
    .replace(/\bgt\b/g, 'great')
    .replace(/\blt\b/g, 'little');
}
