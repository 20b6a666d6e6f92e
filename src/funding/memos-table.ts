import type { Memo } from './memos.ts';
import { exactTotal, publicLines, publicTotal } from './public-line-rules.ts';

/**
 * All memos of a year as rows of a table that everybody may use: a count, a rate and an amount for each line, and what they
 * come to. Counts that are not told leave their cells empty, and are named in `not_told`; there the total is told as the least
 * and the most that it can be.
 */
export function memosTable(memos: readonly Memo[]): string[][] {
  const codes = [...new Set(memos.flatMap(({ lines }) => lines.map(({ code }) => code)))];
  const head = [
    ...['urn', 'school', 'year', 'version', 'corrected', 'method'],
    ...codes.flatMap((code) => [`${code}_count`, `${code}_rate`, `${code}_amount`]),
    ...['not_told', 'total', 'total_least', 'total_most', 'made_up'],
  ];
  const rows = memos.map(({ method, lines, ...memo }) => {
    const told = publicLines(method, lines);
    const total = publicTotal(method, lines);
    return [
      memo.urn,
      memo.school_name,
      memo.year_name,
      String(memo.version),
      memo.version > 1 ? 'yes' : 'no',
      method,
      ...codes.flatMap((code) => {
        const line = told.find((one) => one.code === code);
        return [line?.count ?? '', line?.rate ?? '', line?.amount ?? ''];
      }),
      told.flatMap(({ code, below }) => (below ? `${code} below ${below.count}` : [])).join('; '),
      exactTotal(total) ?? '',
      total.least,
      total.most,
      memo.is_demonstration ? 'yes' : 'no',
    ];
  });
  return [head, ...rows];
}
