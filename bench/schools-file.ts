import { linksText, registerRow, registerText } from '../src/schools/register-examples.ts';

const types = [1, 1, 1, 2, 3, 5, 34, 34, 28, 7, 10, 11, 14, 15, 18, 35, 36, 44];
const needs = [
  'ASD - Autistic Spectrum Disorder',
  'SLCN - Speech, language and Communication',
  'MLD - Moderate Learning Difficulty',
  '',
];
const towns = ['Cromer', 'Dereham', 'Leeds', 'Stockport', 'Truro', 'Kendal', 'Luton', 'Dover', 'Hereford', 'Whitby'];
const words = [
  'Oak',
  'Ash',
  'Hill',
  'Meadow',
  'Park',
  'River',
  'Abbey',
  'Castle',
  'Station',
  'Church',
  'Marsh',
  'Stone',
];

/**
 * A made-up register of so many schools all over England, every fourth closed with a successor, and the list of links
 * between them: the same each time.
 */
export function schoolFiles(count: number): { register: string; links: string } {
  const pick = <Item>(list: readonly Item[], at: number): Item => list[at % list.length] as Item;
  const rows = Array.from({ length: count }, (_, n) => {
    const is_closed = n % 4 === 3;
    const is_secondary = n % 6 === 0;
    return registerRow(100_000 + n, {
      'LA (code)': n % 100 === 0 ? 926 : 200 + (n % 700),
      'LA (name)': n % 100 === 0 ? 'Norfolk' : `Council ${200 + (n % 700)}`,
      EstablishmentNumber: 1000 + (n % 6000),
      EstablishmentName: `${pick(towns, n)} ${pick(words, Math.floor(n / 10))} ${pick(words, Math.floor(n / 120))} ${is_secondary ? 'High' : 'Primary'} School ${n}`,
      'TypeOfEstablishment (code)': pick(types, n),
      'EstablishmentStatus (name)': is_closed ? 'Closed' : 'Open',
      CloseDate: is_closed ? '31-08-2019' : '',
      'PhaseOfEducation (name)': is_secondary ? 'Secondary' : 'Primary',
      StatutoryLowAge: is_secondary ? 11 : 4,
      StatutoryHighAge: is_secondary ? 18 : 11,
      NumberOfPupils: is_closed ? '' : 40 + (n % 1400),
      'SEN1 (name)': n % 9 === 0 ? pick(needs, n / 9) : '',
      ResourcedProvisionCapacity: n % 30 === 0 ? 12 : '',
      ResourcedProvisionOnRoll: n % 30 === 0 ? n % 13 : '',
      Town: pick(towns, n),
      Postcode: `LS${1 + (n % 29)} ${n % 10}AB`,
      'GSSLACode (name)': n % 100 === 0 ? 'E10000020' : '',
      Easting: 250_000 + ((n * 7919) % 400_000),
      Northing: 100_000 + ((n * 104_729) % 480_000),
    });
  });
  const links = rows.flatMap((row, n) =>
    n % 4 === 3 ? [[row.URN ?? '', 100_000 + n - 1, 'Its successor', 'Successor', '01-09-2019']] : [],
  );
  return { register: registerText(rows), links: linksText(links) };
}
