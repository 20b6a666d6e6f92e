import reference from './reference/register-columns.json' with { type: 'json' };

/** What a file of the Department for Education holds, told by its first row. */
export type RegisterFile = 'register' | 'links' | 'census';

const { columns, added_since, links, census } = reference;

/**
 * Which of the Department's files a header belongs to: the register of schools, the links between them, or the school
 * census by school. A register whose header is not the known one, name by name and in order, is refused, and so is what is
 * none of the three (`is_other`): the problem is a phrase that follows "line 1: ". With `is_changed_header` other columns and another
 * order are allowed, as long as no column that is read is missing.
 */
export function fileOfHeader(
  header: readonly string[],
  read: readonly string[],
  is_changed_header: boolean,
): { file: RegisterFile } | { problem: string; is_other?: boolean } {
  const names = header.map((name) => name.trim());
  const has = (wanted: readonly string[]) => wanted.every((name) => names.includes(name));
  if (has(links)) return { file: 'links' };
  if (has(census)) return { file: 'census' };
  const known = names.filter((name) => columns.includes(name));
  if (known.length < columns.length / 3)
    return {
      is_other: true,
      problem: `this is none of the files that we know; a register begins with ${columns.slice(0, 4).join(', ')}, and this with ${names.slice(0, 4).join(', ')}`,
    };
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) return { problem: `the header names ${repeated || 'an empty column'} twice` };
  const missing = (is_changed_header ? read : columns).filter((name) => !names.includes(name));
  if (missing.length > 0) return { problem: `the header has been changed: ${missing.join(', ')} is not there` };
  if (is_changed_header) return { file: 'register' };
  const unknown = names.filter((name) => !columns.includes(name) && !added_since.includes(name));
  if (unknown.length > 0) return { problem: `the header has been changed: ${unknown.join(', ')} is not known` };
  const moved = columns.findIndex((name, at) => names[at] !== name);
  if (moved >= 0)
    return { problem: `the header has been changed: column ${moved + 1} is ${names[moved]}, not ${columns[moved]}` };
  return { file: 'register' };
}
