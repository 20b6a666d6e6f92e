import { parseArgs } from 'node:util';

/** What somebody asked `npm run import` to do. */
export interface ImportCommand {
  kind: 'oruk' | 'services-csv' | 'postcodes' | 'places' | 'schools' | 'deprivation';
  /** a file, a folder, or the address of a feed */
  from: string;
  is_address: boolean;
  dry_run: boolean;
  hold: boolean;
  is_neighbour: boolean;
  is_ours: boolean;
  allow_private: boolean;
  source: string | undefined;
  name: string | undefined;
  mapping: string | undefined;
  /** names of the source's own terms: what is tagged with one stays out */
  leave_out: string[];
  /** what is only for people of this age or older stays out */
  under: number | undefined;
  without_twins: boolean;
  /** of schools: the file of links between them */
  links: string | undefined;
  /** of a school census: its day, YYYY-MM-DD */
  counted_on: string | undefined;
  is_changed_header: boolean;
}

const KINDS = ['oruk', 'services-csv', 'postcodes', 'places', 'schools', 'deprivation'] as const;
const OF_SERVICES = ['hold', 'neighbour', 'ours', 'source', 'name', 'leave-out', 'under', 'without-twins'] as const;
const OF_SCHOOLS = ['links', 'counted-on', 'changed-header'] as const;

export const help = `Brings data into the directory.

  npm run import -- <kind> <file or address> [options]

Kinds
  oruk           services of Open Referral UK: a file (.json, .ndjson, also .gz or .zip), a folder of files,
                 or the address of a live feed, such as https://example.org/api
  services-csv   services from any table, explained by a mapping file (see docs/imports/README.md)
  postcodes      Code-Point Open or the ONS Postcode Directory, zipped or not
  places         towns and villages, from a gazetteer CSV
  deprivation    how deprived places are: deciles of neighbourhoods (LSOA) with their middles, or of postcodes, as CSV
  schools        the Department for Education's register of schools, as downloaded (Get Information About Schools, all
                 establishment data), its list of links, its school census by school; or any table of schools with a mapping

Options
  --dry-run         say what would happen, and change nothing
  --help            this text
For services
  --source <code>   a short code for where the records come from; the same code finds them again next time
                    (default: made of the file's name or the feed's host)
  --name <text>     what people are told that source is called
  --neighbour       a neighbouring council's records: shown as such, and as out of our area
  --ours            our own records from a former system: its Local Offer marks count as ours
  --leave-out <term>  leave out what the source tags with this term, such as "Older people"; may be given several times
  --under <age>     leave out what is only for people of this age or older, such as 26
  --without-twins   refuse what is here already from another source, by name and postcode
  --hold            what is new or changed waits unpublished for staff
For services-csv, and for schools from other tables
  --mapping <file>  how the columns become services, or schools
For schools
  --links <file>       the list of links between schools (default: links_<name of the register's file> beside it)
  --counted-on <day>   the day of a school census, such as 2026-01-15
  --changed-header     take a register whose header is not the known one, if every column that is read is there
For the address of a feed
  --allow-private   let the address lead to this machine or into a private network

Nothing is ever deleted. A file of schools is taken as a whole or, if it is cut off, in another encoding, names a school
twice or has another header, not at all. Running an import again changes only what has changed in its source.
Ends with 0 when the source was read to its end, 1 when it could not be read or broke off, 2 when asked wrongly.
The site must not be running on the embedded database meanwhile; with DATABASE_URL it may.
`;

/** Reads the arguments of the command: what to do, that help is wanted, or in one line what is wrong with them. */
export function readArguments(given: string[]): ImportCommand | { help: true } | { problem: string } {
  const read = parse(given);
  if ('problem' in read) return read;
  const { values, positionals } = read;
  if (values.help) return { help: true };
  const [kind, from, ...more] = positionals;
  const known = KINDS.find((one) => one === kind);
  if (!kind) return { problem: `Say what to import: ${KINDS.join(', ')}. --help tells more.` };
  if (!known) return { problem: `“${kind}” is not a kind of import: use ${KINDS.join(', ')}.` };
  if (!from)
    return {
      problem: `Say which file${known === 'oruk' ? ' or address' : ''} to import: npm run import -- ${known} <file>`,
    };
  if (more.length > 0)
    return { problem: `One file at a time: what is “${more[0]}”? (Put quotes around a name with spaces.)` };
  const isOfServices = known === 'oruk' || known === 'services-csv';
  const named: readonly string[] = known === 'schools' && values.mapping !== undefined ? ['source', 'name'] : [];
  const misplaced = isOfServices
    ? undefined
    : OF_SERVICES.find((option) => values[option] !== undefined && !named.includes(option));
  if (misplaced) return { problem: `--${misplaced} is for services, not for ${known}.` };
  const ofSchools = known === 'schools' ? undefined : OF_SCHOOLS.find((option) => values[option] !== undefined);
  if (ofSchools) return { problem: `--${ofSchools} is for schools, not for ${known}.` };
  if (values.mapping !== undefined && known !== 'services-csv' && known !== 'schools')
    return { problem: `--mapping is for services-csv and schools, not for ${known}.` };
  if (known === 'services-csv' && !values.mapping)
    return { problem: 'services-csv needs --mapping <file>; docs/imports/README.md shows how to write one.' };
  if (values.neighbour && values.ours)
    return { problem: 'Records are a neighbour’s or our own: --neighbour and --ours do not go together.' };
  if (values.source !== undefined && !/^[a-z0-9][a-z0-9-]{1,39}$/.test(values.source))
    return {
      problem: `--source “${values.source}”: write 2 to 40 small letters, digits and dashes, such as suffolk-directory.`,
    };
  if (values.under !== undefined && !/^\d{1,3}$/.test(values.under))
    return { problem: `--under “${values.under}”: write an age in years, such as 26.` };
  if (values['counted-on'] !== undefined && !isDay(values['counted-on']))
    return { problem: `--counted-on “${values['counted-on']}”: write a day such as 2026-01-15.` };
  const is_address = /^[a-z][a-z0-9+.-]+:\/\//i.test(from);
  if (is_address && known !== 'oruk') return { problem: `${known} reads files: save what stands at ${from} first.` };
  if (is_address && !/^https?:\/\//i.test(from))
    return { problem: `${from}: only http and https addresses can be read.` };
  if (values['allow-private'] && !is_address) return { problem: '--allow-private is for the address of a feed.' };
  return {
    kind: known,
    from,
    is_address,
    dry_run: values['dry-run'] ?? false,
    hold: values.hold ?? false,
    is_neighbour: values.neighbour ?? false,
    is_ours: values.ours ?? false,
    allow_private: values['allow-private'] ?? false,
    source: values.source,
    name: values.name?.trim() || undefined,
    mapping: values.mapping,
    leave_out: values['leave-out'] ?? [],
    under: values.under === undefined ? undefined : Number(values.under),
    without_twins: values['without-twins'] ?? false,
    links: values.links,
    counted_on: values['counted-on'],
    is_changed_header: values['changed-header'] ?? false,
  };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
}

function parse(given: string[]) {
  try {
    return parseArgs({
      args: given,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean' },
        hold: { type: 'boolean' },
        neighbour: { type: 'boolean' },
        ours: { type: 'boolean' },
        'allow-private': { type: 'boolean' },
        source: { type: 'string' },
        name: { type: 'string' },
        mapping: { type: 'string' },
        'leave-out': { type: 'string', multiple: true },
        under: { type: 'string' },
        'without-twins': { type: 'boolean' },
        links: { type: 'string' },
        'counted-on': { type: 'string' },
        'changed-header': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const [first] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    return { problem: `${first}. --help tells what there is.` };
  }
}

/** A source's code made of a file's name or an address: `Norfolk services.csv` → `norfolk-services`. */
export function sourceCode(from: string, is_address: boolean): string {
  const stem = is_address
    ? new URL(from).host
    : (
        from
          .replace(/[/\\]+$/, '')
          .split(/[/\\]/)
          .at(-1) ?? ''
      ).replace(/(?:\.(?:csv|json|ndjson|jsonl|txt|zip|gz|tsv))+$/i, '');
  const code = stem
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return code.length < 2 ? `source-${code || '1'}` : code;
}
