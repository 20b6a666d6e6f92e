import type { SchoolLine, SchoolSection } from './school-line-rules.ts';

/** What is said of one school in a row of the comparison. */
export interface CompareCell {
  school: string;
  lines: SchoolLine[];
  otherwise: string;
  /** where the rest stands; null where this is all */
  more_href: string | null;
}

/** A row of the comparison, in which the schools differ. */
export interface CompareRow {
  key: string;
  title: string;
  cells: CompareCell[];
}

/** A school with everything that is said of it, always in the same order. */
interface ToCompare {
  urn: string;
  name: string;
  sections: readonly SchoolSection[];
}

const mostLines = 5;
const mostLetters = { text: 120, note: 60 };

/** What is said of some schools: side by side and shortened where they differ, and once what is the same for all. */
export function compareSections(schools: readonly ToCompare[]): { differing: CompareRow[]; same: SchoolSection[] } {
  const [first, ...others] = schools;
  if (!first) return { differing: [], same: [] };
  const rows = first.sections.map((section, at) => {
    const every = others.flatMap(({ sections }) => sections[at] ?? []);
    const isCommon = (line: SchoolLine) => every.every(({ lines }) => lines.some((other) => isSame(line, other)));
    const common = others.length === 0 ? [] : section.lines.filter(isCommon);
    const isSilent = others.length > 0 && [section, ...every].every(({ lines }) => lines.length === 0);
    const isAllSame = isSilent && every.every(({ otherwise }) => otherwise === section.otherwise);
    const cells = schools.flatMap(({ urn, name, sections }): CompareCell[] => {
      const own = sections[at];
      return own ? [cellOf(name, own, common, `/schools/${urn}#${section.key}`)] : [];
    });
    const differs = !isAllSame && (common.length === 0 || cells.some(({ lines }) => lines.length > 0));
    return { section, common, cells, differs };
  });
  return {
    differing: rows
      .filter(({ differs }) => differs)
      .map(({ section: { key, title }, cells }) => ({ key, title, cells })),
    same: rows
      .filter(({ common, differs }) => common.length > 0 || !differs)
      .map(({ section, common }) => ({ ...section, lines: common })),
  };
}

function isSame(line: SchoolLine, other: SchoolLine): boolean {
  return JSON.stringify(line) === JSON.stringify(other);
}

// In as many lines as can be taken in beside others: long texts are cut, long notes left out.
function cellOf(school: string, section: SchoolSection, common: readonly SchoolLine[], href: string): CompareCell {
  const own = section.lines.filter((line) => !common.some((other) => isSame(line, other)));
  const lines = own.slice(0, mostLines).map((line) => ({
    ...line,
    text: cut(line.text),
    note: line.note && line.note.length <= mostLetters.note ? line.note : null,
  }));
  const isAll =
    lines.length === own.length && lines.every((line, at) => own[at] !== undefined && isSame(line, own[at]));
  const otherwise = common.length > 0 ? 'Nothing besides what is the same for all.' : section.otherwise;
  return { school, lines, otherwise, more_href: isAll ? null : href };
}

function cut(text: string): string {
  if (text.length <= mostLetters.text) return text;
  const whole = text.slice(0, mostLetters.text);
  const end = whole.lastIndexOf(' ');
  return `${(end > mostLetters.text / 2 ? whole.slice(0, end) : whole).trimEnd()}…`;
}
