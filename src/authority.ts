import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import { contrast } from './colour-rules.ts';

const text = z.string().trim().min(1);
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'write a colour like #0a5c63');
/** Codes of the Office for National Statistics, such as E10000020. */
const code = z.string().regex(/^[EWSN]\d{8}$/, 'write a code of the ONS, like E10000020');
const area = z.object({ code, name: text });

/** WCAG 2.2, 1.4.3: text of normal size needs 4.5 : 1 against what it stands on. */
const needed = 4.5;

/** A role, never a person by name, with its own mailbox. */
const role = z.object({ title: text, email: z.email(), phone: text.nullable().default(null) });

const scheme = z
  .object({ background: colour, surface: colour, text: colour, muted: colour, primary: colour, accent: colour })
  .superRefine((colours, issues) => {
    for (const front of ['text', 'muted', 'primary', 'accent'] as const)
      for (const back of ['background', 'surface'] as const) {
        const found = contrast(colours[front], colours[back]);
        if (found >= needed) continue;
        issues.addIssue({
          code: 'custom',
          path: [front],
          message: `${colours[front]} on the ${back} ${colours[back]} has a contrast of ${found.toFixed(1)}; ${needed} is needed (WCAG AA)`,
        });
      }
  });

/** Whom pages tell families to call, by the name that pages use for them. */
export const contactKeys = [
  'local_offer',
  'information_service',
  'parent_forum',
  'plan_team',
  'childrens_services',
  'safeguarding',
  'adult_social_care',
  'school_transport',
  'short_breaks',
  'mediation',
  'disagreement_resolution',
  'tribunal',
  'health_board',
  'complaints',
  'education_inclusion',
  'preparing_for_adult_life',
  'benefits',
] as const;

const contact = z.object({
  name: text,
  /** what they do, in a sentence or two */
  about: text.optional(),
  phone: text.optional(),
  phone_hours: text.optional(),
  text_phone: text.optional(),
  email: z.email().optional(),
  website: z.url({ protocol: /^https?$/ }).optional(),
  /** what the link to the website says */
  website_name: text.optional(),
});
export type Contact = z.output<typeof contact>;

const authority = z.object({
  /** The shipped example: pages say so, and that its contact details are made up. */
  is_example: z.boolean().default(false),
  about_this_file: z.string().optional(),
  code,
  /** the council's three-digit number at the Department for Education, by which the register of schools knows it */
  education_code: z.string().regex(/^\d{3}$/, 'write the three digits of the Department for Education, like 926'),
  name: text,
  short_name: text,
  site_name: text,
  website: z.url({ protocol: /^https?$/ }),
  /** other hosts that lead to this Local Offer, without `www.`: what schools may link to; those below them count too */
  local_offer_hosts: z
    .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'write a host like norfolk.gov.uk'))
    .default([]),
  contact: z.object({
    team: text,
    phone: text,
    phone_hours: text,
    text_phone: text.nullable().default(null),
    email: z.email(),
    address: z.array(text).min(1),
  }),
  /** who keeps the Local Offer, and answers what people say of it; the team where nothing stands here */
  officer: role.optional(),
  /** who is told at once where a message may speak of harm or danger; the team where nothing stands here */
  duty: role.optional(),
  centre: z.object({ latitude: z.number().min(49).max(61), longitude: z.number().min(-9).max(2) }),
  /** what the map shows at first, in degrees */
  extent: z
    .object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() })
    .refine((e) => e.west < e.east && e.south < e.north, 'west must be less than east, and south less than north'),
  default_zoom: z.number().int().min(5).max(14),
  default_within_miles: z.number().positive().max(100),
  districts: z.array(area).default([]),
  neighbours: z.array(area).default([]),
  /** What this council calls things that others call otherwise, as they stand within a sentence. */
  names: z.object({
    cluster: text,
    clusters: text,
    /** the information, advice and support service (Children and Families Act 2014, section 32) */
    information_service: text,
    parent_forum: text,
    plan_team: text,
    childrens_services: text,
    health_board: text,
    /** what it calls its numbered notices to schools, whole and in short */
    bulletin: text.default('bulletin'),
    bulletins: text.default('bulletins'),
    bulletin_short: text.default('bulletin'),
    bulletins_short: text.default('bulletins'),
  }),
  /** whom to call for what; the team of the site stands in for one that is left out */
  contacts: z.partialRecord(z.enum(contactKeys), contact).default({}),
  /** The needs that families here ask about most, for the first view of the site: those that most EHC plans name. */
  common_needs: z
    .array(
      z.object({
        text: text.max(40),
        href: z.string().regex(/^\/[^/\\]/, 'write an address of this site, like /find/autism'),
      }),
    )
    .max(3)
    .default([]),
  brand: z.object({ light: scheme, dark: scheme }),
  /** Map tiles come from another party only if an address for them stands here. */
  map: z.object({
    tiles_url: z
      .url({ protocol: /^https$/ })
      .refine((url) => ['{z}', '{x}', '{y}'].every((part) => decodeURI(url).includes(part)), 'needs {z}, {x} and {y}')
      .nullable(),
    tiles_attribution: text.nullable(),
  }),
  /** the outlines of the council, its districts and neighbours, beside this file */
  areas_file: text,
  /** the towns and villages that the site knows from the start, beside this file */
  gazetteer_file: text,
  /** what it has settled for itself about EHC plans, about disagreements, and which schemes families can ask for */
  ehc_file: text,
  disputes_file: text,
  schemes_file: text,
});

const files = ['areas_file', 'gazetteer_file', 'ehc_file', 'disputes_file', 'schemes_file'] as const;

/** The council whose site this is. Each `…_file` is a whole path; no role is without a mailbox. */
export type Authority = Omit<z.output<typeof authority>, 'officer' | 'duty'> &
  Record<'officer' | 'duty', z.output<typeof role>>;

/** An authority file that cannot be used; its message is one clear line. */
export class WrongAuthority extends Error {
  override name = 'WrongAuthority';
}

/** Reads the council's data file. Refuses (WrongAuthority, one line that names each wrong value) what does not fit. */
export async function readAuthority(path: string): Promise<Authority> {
  return parseAuthority(await readText(path, "AUTHORITY_FILE must name the council's data file"), path);
}

/** Reads another of the council's files, which authority.json names, by its shape. Refuses as `readAuthority` does. */
export async function readCouncilFile<Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.output<Shape>> {
  return parseBy(shape, await readText(path, 'authority.json names it'), path);
}

/** As `readAuthority`, from the file's text; `path` stands in messages, and its folder is where other files are. */
export function parseAuthority(content: string, path: string): Authority {
  const read = parseBy(authority, content, path);
  const { team: title, email, phone } = read.contact;
  for (const file of files) read[file] = resolve(dirname(path), read[file]);
  return { ...read, officer: read.officer ?? { title, email, phone }, duty: read.duty ?? { title, email, phone } };
}

async function readText(path: string, why: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new WrongAuthority(`${path} cannot be read (${error.code}): ${why}.`);
  });
}

function parseBy<Shape extends z.ZodType>(shape: Shape, content: string, path: string): z.output<Shape> {
  const parsed = shape.safeParse(readJson(content, path));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': '));
  throw new WrongAuthority(`${basename(path)} is wrong. ${wrong.join('; ')}`);
}

function readJson(content: string, path: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error);
    throw new WrongAuthority(`${basename(path)} is not valid JSON: ${reason}`);
  }
}
