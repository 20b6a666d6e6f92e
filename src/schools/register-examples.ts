import reference from './reference/register-columns.json' with { type: 'json' };

/** A row of the register by its columns; those that are not named are empty. */
export type ExampleRow = Record<string, string | number>;

/** An open community primary school of this council as the register has it, with what is to be different. */
export function registerRow(urn: number | string, different: ExampleRow = {}): ExampleRow {
  return {
    URN: urn,
    'LA (code)': 926,
    'LA (name)': 'Norfolk',
    EstablishmentNumber: 2001,
    EstablishmentName: `Made-up School ${urn}`,
    'TypeOfEstablishment (code)': 1,
    'TypeOfEstablishment (name)': 'Community school',
    'EstablishmentTypeGroup (code)': 4,
    'EstablishmentTypeGroup (name)': 'Local authority maintained schools',
    'EstablishmentStatus (code)': 1,
    'EstablishmentStatus (name)': 'Open',
    OpenDate: '01-09-1999',
    'PhaseOfEducation (code)': 2,
    'PhaseOfEducation (name)': 'Primary',
    StatutoryLowAge: 4,
    StatutoryHighAge: 11,
    'Boarders (name)': 'No boarders',
    'NurseryProvision (name)': 'Has Nursery Classes',
    'OfficialSixthForm (name)': 'Does not have a sixth form',
    'Gender (name)': 'Mixed',
    'ReligiousCharacter (name)': 'Does not apply',
    SchoolCapacity: 210,
    CensusDate: '15-01-2026',
    NumberOfPupils: 198,
    'Trusts (name)': '',
    OfstedLastInsp: '19-04-2023',
    LastChangedDate: '04-05-2026',
    Street: '1 School Lane',
    Town: 'Cromer',
    'County (name)': 'Norfolk',
    Postcode: 'NR27 9HL',
    SchoolWebsite: `www.school-${urn}.example.org`,
    TelephoneNum: '1632960111',
    'Section41Approved (name)': 'Not applicable',
    'DistrictAdministrative (code)': 'E07000147',
    'GSSLACode (name)': 'E10000020',
    Easting: 621900,
    Northing: 342200,
    'MSOA (code)': 'E02005560',
    'LSOA (code)': 'E01026764',
    ...different,
  };
}

/** The text of a register with these rows, as the Department gives it out: 139 columns, CRLF, no line end at the end. */
export function registerText(rows: readonly ExampleRow[], columns: readonly string[] = reference.columns): string {
  return [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))]
    .map((cells) => cells.map(quoted).join(','))
    .join('\r\n');
}

/** The text of a list of links between schools. */
export function linksText(links: readonly (readonly (number | string)[])[]): string {
  return [reference.links, ...links].map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
