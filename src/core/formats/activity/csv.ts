import { harmlessCell } from '../../../shared/spreadsheet-text.ts';

/**
 * One record of a CSV file (RFC 4180) without its line break: cells with commas, quotes or line breaks are quoted. Text
 * that a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises; numbers stay numbers.
 */
export function csvRecord(cells: readonly (string | number)[]): string {
  return cells.map((cell) => (typeof cell === 'number' ? String(cell) : csvText(cell))).join(',');
}

function csvText(text: string): string {
  const safe = harmlessCell(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
