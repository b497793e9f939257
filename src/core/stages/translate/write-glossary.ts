import { guardedCell } from '../../../shared/spreadsheet-text.ts';
import type { GlossaryTerm } from '../../document/notes/glossary-term.ts';

/** A glossary as a table that `readGlossary` and spreadsheets read: `source,target,note`, one term a line (RFC 4180). */
export function writeGlossary(terms: readonly GlossaryTerm[]): string {
  const rows = terms.map(({ source, target, note = '' }) => [source, target, note].map(cell).join(','));
  return ['source,target,note', ...rows, ''].join('\r\n');
}

/**
 * A cell; in quotes where anything in it could be read as something else, with an apostrophe in front of what a spreadsheet
 * would carry out. Line breaks and tabs become spaces.
 */
function cell(text: string): string {
  const plain = guardedCell(text.replace(/[\r\n\t]+/gu, ' '));
  return /^[#\s]|[",;]|\s$/u.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
