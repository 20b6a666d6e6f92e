import type { Authority } from '../authority.ts';
import {
  type Answers,
  boxesOf,
  type Fault,
  type Field,
  type ReadField,
  readField,
  type ShortField,
} from './field-rules.ts';
import type { Answer, Tool } from './tool.ts';

/** What an address asks of a tool. */
export interface Asked {
  read: Map<Field, ReadField>;
  faults: Fault[];
  answers: Record<string, string>;
  answer: Answer | undefined;
  /** the tool's address with what was asked, in one way only; empty boxes left out */
  query: string;
  was_asked: boolean;
  /** another address says the same: the one to be shared */
  is_roundabout: boolean;
}

/** Reads an address for a tool, and works the answer out where everything that was filled in can be read. */
export function readAsked(tool: Tool, query: Answers, around: { today: string; authority: Authority }): Asked {
  const read = new Map(tool.fields.map((field) => [field, readField(field, query, around.today)]));
  const faults = [...read].flatMap(([{ name }, { message }]) => (message ? [{ field: name, text: message }] : []));
  const answers: Record<string, string> = {};
  for (const [field, { value }] of read) if (value !== undefined && !fillsOther(field)) answers[field.name] = value;
  for (const [field, { value }] of read) if (value !== undefined && fillsOther(field)) answers[field.fills] ??= value;
  const was_asked = Object.keys(answers).length > 0;
  const worked = faults.length || !was_asked ? undefined : tool.workOut(answers, around);
  if (Array.isArray(worked)) faults.push(...worked);
  return {
    read,
    faults,
    answers,
    answer: Array.isArray(worked) ? undefined : worked,
    query: new URLSearchParams(answers).toString(),
    was_asked: was_asked || faults.length > 0,
    // the address that is shared holds what was filled in, each thing in one way only
    is_roundabout: tool.fields.some((field) =>
      [field.name, ...boxesOf(field)].some((box) => query[box] !== undefined && query[box] !== answers[box]),
    ),
  };
}

function fillsOther(field: Field): field is ShortField & { fills: string } {
  return field.kind === 'short' && field.fills !== undefined;
}
