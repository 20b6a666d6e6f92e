import { csvLine } from '../web/csv.ts';
import type { Memo } from './memos.ts';
import { publicLines } from './public-line-rules.ts';

/**
 * All memos of a year as a CSV file that everybody may use: a count, a rate and an amount for each line. Lines that are told
 * as one leave their cells empty, and stand together in the last two columns.
 */
export function memosCsv(memos: readonly Memo[]): string {
  const codes = [...new Set(memos.flatMap(({ lines }) => lines.map(({ code }) => code)))];
  const head = [
    'urn',
    'school',
    'year',
    'version',
    'corrected',
    'method',
    ...codes.flatMap((code) => [`${code}_count`, `${code}_rate`, `${code}_amount`]),
    'lines_told_as_one',
    'lines_told_as_one_amount',
    'total',
    'made_up',
  ];
  const rows = memos.map((memo) => {
    const lines = publicLines(memo.lines);
    const merged = lines.find(({ count }) => count === null);
    return [
      memo.urn,
      memo.school_name,
      memo.year_name,
      String(memo.version),
      memo.version > 1 ? 'yes' : 'no',
      memo.method,
      ...codes.flatMap((code) => {
        const line = lines.find((one) => one.code === code);
        return [line?.count ?? '', line?.rate ?? '', line?.amount ?? ''];
      }),
      merged?.label ?? '',
      merged?.amount ?? '',
      memo.total,
      memo.is_demonstration ? 'yes' : 'no',
    ];
  });
  return `\uFEFF${[head, ...rows].map(csvLine).join('')}`;
}
