import { distance, inFull, type Piece, piecesOf, plainText } from './answer-rules.ts';
import type { Asked } from './asked.ts';
import { boxesOf, type Field } from './field-rules.ts';
import type { Answer, Tool, WorkedDay } from './tool.ts';

interface BoxModel {
  name: string;
  label: string;
  value: string;
  width: number;
}

interface FieldModel {
  kind: Field['kind'];
  name: string;
  label: string;
  hint: string | null;
  is_more: boolean;
  boxes: BoxModel[];
  choices: { value: string; text: string; hint: string | null; is_chosen: boolean }[];
  error: string | null;
}

interface DayModel {
  datetime: string;
  words: string;
  distance: string;
  state: string;
  what: Piece[];
  who: string | null;
  law: string | null;
  target: { datetime: string; words: string } | null;
  note: Piece[];
  is_marker: boolean;
}

/** Services that an answer leads to, a few of them and where all are. */
export interface ListedServices {
  title: string;
  services: { name: string; href: string; about: string }[];
  all: { text: string; href: string };
}

interface AnswerModel {
  sentence: Piece[];
  tone: Answer['tone'];
  why: { text: Piece[]; law: string | null }[];
  todo: Piece[][];
  days: DayModel[];
  delays: { may: Piece[][]; may_not: Piece[][] } | null;
  more: { title: string; items: Piece[][] }[];
  table: { title: string; head: string[]; rows: Piece[][][] } | null;
  letter: { title: string; subject: string; paragraphs: string[] } | null;
  links: { text: string; href: string }[];
  services: ListedServices | null;
  walked: { question: string; answer: string; law: string | null }[];
  laws: string[];
  calendar_href: string | null;
  address: string;
}

export interface ToolModel {
  slug: string;
  title: string;
  lead: string;
  urgent: string[];
  introduction: string[];
  button: string;
  fields: FieldModel[];
  more_fields: FieldModel[];
  has_open_more: boolean;
  errors: { field: string; text: string }[];
  answer: AnswerModel | null;
  was_asked: boolean;
}

/** A tool's page: its form with what was filled in, and the answer if there is one. */
export function toolModel(
  tool: Tool,
  asked: Asked,
  { today, base_url, services }: { today: string; base_url: string; services: ListedServices | null },
): ToolModel {
  const fields = tool.fields.map((field) => fieldModel(field, asked));
  const more_fields = fields.filter(({ is_more }) => is_more);
  return {
    slug: tool.slug,
    title: tool.title,
    lead: tool.lead,
    urgent: tool.urgent ?? [],
    introduction: tool.introduction ?? [],
    button: tool.button,
    fields: fields.filter(({ is_more }) => !is_more),
    more_fields,
    has_open_more: more_fields.some(
      ({ error, boxes, choices }) => error || boxes.some(({ value }) => value) || choices.some((one) => one.is_chosen),
    ),
    errors: asked.faults.map(({ field, text }) => ({ field: firstBox(tool, field), text })),
    answer: asked.answer ? answerModel(tool, asked.answer, { today, query: asked.query, base_url, services }) : null,
    was_asked: asked.was_asked,
  };
}

function firstBox(tool: Tool, name: string): string {
  const field = tool.fields.find((one) => one.name === name);
  if (field?.kind === 'choice') return `${name}-1`;
  return (field && boxesOf(field)[0]) ?? name;
}

function fieldModel(field: Field, { read, faults }: Asked): FieldModel {
  const typed = read.get(field)?.typed ?? {};
  const labels = { day: 'Day', month: 'Month', year: 'Year' };
  return {
    kind: field.kind,
    name: field.name,
    label: field.label,
    hint: field.hint ?? null,
    is_more: field.is_more ?? false,
    boxes:
      field.kind === 'choice'
        ? []
        : boxesOf(field).map((name) => {
            const part = name.slice(field.name.length + 1);
            const label = part === 'day' || part === 'month' || part === 'year' ? labels[part] : field.label;
            const width = field.kind === 'short' ? field.width : part === 'year' ? 4 : 2;
            return { name, label, value: typed[name] ?? '', width };
          }),
    choices:
      field.kind === 'choice'
        ? field.choices.map(({ value, text, hint }) => ({
            value,
            text,
            hint: hint ?? null,
            is_chosen: typed[field.name] === value,
          }))
        : [],
    error: faults.find((fault) => fault.field === field.name)?.text ?? null,
  };
}

function answerModel(
  { slug }: Tool,
  answer: Answer,
  {
    today,
    query,
    base_url,
    services,
  }: { today: string; query: string; base_url: string; services: ListedServices | null },
): AnswerModel {
  const { why, days, letter, delays, table } = answer;
  const laws = [...why, ...days, ...answer.walked].flatMap(({ law }) => law ?? []);
  return {
    sentence: piecesOf(answer.sentence),
    tone: answer.tone,
    why: why.map(({ text, law }) => ({ text: piecesOf(text), law: law ?? null })),
    todo: answer.todo.map(piecesOf),
    days: [...days].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)).map((one) => dayModel(one, today)),
    delays: delays ? { may: delays.may.map(piecesOf), may_not: delays.may_not.map(piecesOf) } : null,
    more: (answer.more ?? []).map(({ title, items }) => ({ title, items: items.map(piecesOf) })),
    table: table ? { ...table, rows: table.rows.map((row) => row.map(piecesOf)) } : null,
    letter: letter
      ? { title: letter.title, subject: plainText(letter.subject), paragraphs: letter.paragraphs.map(plainText) }
      : null,
    links: answer.links ?? [],
    services,
    walked: answer.walked,
    laws: [...new Set(laws)],
    calendar_href: days.length ? `/tools/${slug}.ics?${query}` : null,
    address: `${base_url}/tools/${slug}?${query}`,
  };
}

function dayModel(one: WorkedDay, today: string): DayModel {
  const away = distance(one.day, today);
  return {
    datetime: one.day,
    words: inFull(one.day),
    distance: away.text,
    state: away.state,
    what: piecesOf(one.what),
    who: one.who ?? null,
    law: one.law ?? null,
    target: one.target ? { datetime: one.target, words: inFull(one.target) } : null,
    note: piecesOf(one.note ?? ''),
    is_marker: one.is_marker ?? false,
  };
}
