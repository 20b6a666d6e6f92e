/**
 * A value as a cell of a CSV file. One that a spreadsheet would run as a formula gets an apostrophe before it; a phone
 * number such as +44 1632 960001 and an amount such as -520.00 stay as they are.
 */
export function csvCell(value: string): string {
  const isFormula = /^[\s]*[=@\t\r]|^\s*[+-](?![\d\s().]*$)/.test(value);
  const safe = isFormula ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line of a CSV file (RFC 4180), with its end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
