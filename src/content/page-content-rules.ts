import { parse } from 'yaml';
import { z } from 'zod';

/** For whom a page is written: its words, its looks, and how easy they must be. */
export const audiences = {
  family: 'Families',
  'young-people': 'Children and young people',
  professional: 'People who work with children',
} as const;
export type PageAudience = keyof typeof audiences;

/** Everything that a version of a page says. */
export interface PageContent {
  title: string;
  /** one sentence for lists and search results */
  summary: string;
  audience: PageAudience;
  /** a role that keeps it right, never a person */
  owner: string;
  /** how often it is looked through */
  review_months: number;
  /** among its neighbours */
  position: number;
  easy_read: boolean;
  /** leaves of schedule 2 to the SEND Regulations 2014 that it satisfies: `LO-3a` */
  serves: string[];
  /** what the council has to show, by the names that it gives these things */
  acceptance: string[];
  /** other words that people search for */
  words: string[];
  /** cited at its foot */
  law: string[];
  markdown: string;
  /** of a document: the path of the one whose place it takes */
  replaces: string | null;
}

/** Everything that a version of a page says, by the names of its columns. */
export const contentColumns = [
  'title',
  'summary',
  'audience',
  'owner',
  'review_months',
  'position',
  'easy_read',
  'serves',
  'acceptance',
  'words',
  'law',
  'markdown',
  'replaces',
] as const satisfies readonly (keyof PageContent)[];

/** What a version says, without who wrote it and when. */
export function contentOf(version: PageContent): PageContent {
  const entries = contentColumns.map((column) => [column, version[column]]);
  return Object.fromEntries(entries) as unknown as PageContent;
}

const line = (most: number, what: string) =>
  z.string().trim().min(1, `Write ${what}`).max(most, `Make ${what} ${most} characters or fewer`);
const list = (longest: number, what: string) =>
  z
    .array(z.coerce.string().trim().min(1).max(longest, `Make each of ${what} ${longest} characters or fewer`))
    .max(60, `Sixty of ${what} are the most`)
    .default([]);
const yes = z
  .union([z.boolean(), z.string()])
  .transform((value) => value === true || /^(yes|true|on)$/i.test(String(value)));

/** What stands above a page's text, in a file and in the editor. */
export const pageHead = z.object({
  title: line(120, 'the title'),
  summary: line(200, 'the summary'),
  audience: z.enum(Object.keys(audiences) as [PageAudience, ...PageAudience[]], { error: 'Choose for whom it is' }),
  owner: line(80, 'who keeps it right'),
  review_months: z.coerce
    .number({ error: 'Write in how many months it is looked through' })
    .int('Write a whole number of months')
    .min(1, 'One month is the least')
    .max(60, 'Sixty months is the most'),
  order: z.coerce
    .number({ error: 'Write its place as a number' })
    .int('Write its place as a whole number')
    .min(0, 'Zero is the first place')
    .max(10_000, '10,000 is the last place')
    .default(100),
  easy_read: yes.default(false),
  serves: list(20, 'the parts that it serves'),
  acceptance: list(20, 'what the council has to show'),
  words: list(80, 'the other words'),
  law: list(300, 'the laws'),
  replaces: z.string().trim().max(200, 'Make the address 200 characters or fewer').optional(),
});

/** A shipped file that is no page: its message names what is wrong. */
export class WrongPageFile extends Error {
  override name = 'WrongPageFile';
}

/** Reads a page's file: YAML between two lines of dashes, then Markdown. Refuses (WrongPageFile) what is no page. */
export function readPageFile(file: string, name: string): PageContent {
  const [, yaml, markdown] = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(file) ?? [];
  if (yaml === undefined || markdown === undefined)
    throw new WrongPageFile(`${name} has no head between two lines of ---`);
  const head = pageHead.safeParse(readYaml(yaml, name));
  if (!head.success)
    throw new WrongPageFile(
      `${name}: ${head.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    );
  const { order, replaces = '', ...rest } = head.data;
  return { ...rest, position: order, replaces: replaces || null, markdown: markdown.replaceAll('\r\n', '\n').trim() };
}

function readYaml(yaml: string, name: string): unknown {
  try {
    return parse(yaml);
  } catch (error) {
    throw new WrongPageFile(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
}

/** The path of a page: `/money/grants`, or `/money` for a section's own page. */
export function pathOfPage({ section, name }: { section: string; name: string }): string {
  return name === '' ? `/${section}` : `/${section}/${name}`;
}
