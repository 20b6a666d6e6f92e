import { z } from 'zod';
import { longestText } from '../content/page-tree-rules.ts';
import { phaseNames, roleNames, schoolKinds } from './audience-rules.ts';
import { type BulletinContent, types } from './bulletin-rules.ts';

/** What is wrong with a field of the form. */
export interface FieldError {
  field: string;
  text: string;
}

/** A form that was read: what the bulletin says, or what is wrong. */
export type ReadBulletin = { ok: true; content: BulletinContent } | { ok: false; errors: FieldError[] };

const day = z
  .string()
  .regex(/^2\d{3}-\d{2}-\d{2}$/)
  .refine((typed) => new Date(`${typed}T00:00:00Z`).toJSON()?.startsWith(typed));
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const short = (most: number, missing: string) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .max(most, `Make it ${most.toLocaleString('en-GB')} characters or fewer`);

const head = z.object({
  type: z.enum(Object.keys(types) as [keyof typeof types], { error: 'Choose what it is' }),
  title: short(160, 'Write a title'),
  summary: short(400, 'Say in a sentence what it is about'),
  contact_role: short(120, 'Write whom schools ask: a role or a team, never a person'),
  contact_email: z
    .string()
    .trim()
    .toLowerCase()
    .max(200, 'Make it 200 characters or fewer')
    .pipe(z.email('Write the mailbox of that role, like team@example.org')),
  place: z.string().trim().max(300, 'Make it 300 characters or fewer'),
  because: z.string().trim().max(500, 'Make it 500 characters or fewer'),
});

/**
 * Reads the form of a bulletin. A due day is needed of an action, a day of an event; what the type has no use for is left
 * out. `clusters` are the slugs that there are; a correction must say why.
 */
export function readBulletin(
  values: Record<string, string>,
  { clusters, is_correction }: { clusters: readonly string[]; is_correction: boolean },
): ReadBulletin {
  const field = (name: string) => values[name] ?? '';
  const errors: FieldError[] = [];
  const need = <Value>(name: string, shape: z.ZodType<Value>, text: string): Value | null => {
    const read = shape.safeParse(field(name).trim());
    if (!read.success) errors.push({ field: name, text });
    return read.success ? read.data : null;
  };
  const optional = <Value>(name: string, shape: z.ZodType<Value>, text: string) =>
    field(name).trim() === '' ? null : need(name, shape, text);
  const parsed = head.safeParse(Object.fromEntries(Object.keys(head.shape).map((name) => [name, field(name)])));
  if (!parsed.success)
    for (const { path, message } of parsed.error.issues) errors.push({ field: String(path[0]), text: message });
  const type = field('type');
  const due_on = type === 'action' ? need('due_on', day, 'Write the day by which it is to be done') : null;
  const isEvent = type === 'event';
  const event_on = isEvent ? need('event_on', day, 'Write the day of the event') : null;
  const starts_at = isEvent ? need('starts_at', clock, 'Write when it begins, like 09:30') : null;
  const ends_at = isEvent ? optional('ends_at', clock, 'Write when it ends, like 11:00, or leave it empty') : null;
  if (starts_at && ends_at && ends_at <= starts_at)
    errors.push({ field: 'ends_at', text: 'It must end after it begins' });
  if (isEvent && field('place').trim() === '') errors.push({ field: 'place', text: 'Write where it is' });
  const markdown = field('markdown').replaceAll('\r\n', '\n').trim();
  if (markdown.length > longestText)
    errors.push({
      field: 'markdown',
      text: `Make the text ${longestText.toLocaleString('en-GB')} characters or fewer`,
    });
  if (is_correction && field('because').trim() === '')
    errors.push({ field: 'because', text: 'Say why it is corrected. Everybody reads it.' });
  if (!parsed.success || errors.length > 0) return { ok: false, errors: firstOfEach(errors) };
  const { place, ...rest } = parsed.data;
  return {
    ok: true,
    content: {
      ...rest,
      markdown,
      roles: chosen('roles', Object.keys(roleNames), values),
      kinds: chosen('kinds', Object.keys(schoolKinds), values),
      phases: chosen('phases', Object.keys(phaseNames), values),
      clusters: chosen('clusters', clusters, values),
      // what nobody chose is not for everybody
      is_public: field('readers') === 'everybody',
      due_on,
      event_on,
      starts_at,
      ends_at,
      place: isEvent ? place : '',
      tells: !is_correction || field('tells') === 'yes',
    },
  };
}

function firstOfEach(errors: readonly FieldError[]): FieldError[] {
  return errors.filter(({ field }, at) => errors.findIndex((one) => one.field === field) === at);
}

// each box has a name of its own, `roles.head`: none ticked is everybody
function chosen(list: string, names: readonly string[], values: Record<string, string>): string[] {
  return names.filter((name) => values[`${list}.${name}`] === 'yes');
}

/** What a bulletin says as the fields of its form. */
export function fieldsOfBulletin(content: BulletinContent): Record<string, string> {
  const { roles, kinds, phases, clusters, is_public, tells, ...rest } = content;
  const boxes = Object.entries({ roles, kinds, phases, clusters }).flatMap(([list, names]) =>
    names.map((name) => [`${list}.${name}`, 'yes']),
  );
  return {
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value ?? ''])),
    ...Object.fromEntries(boxes),
    readers: is_public ? 'everybody' : 'schools',
    tells: tells ? 'yes' : '',
  };
}
