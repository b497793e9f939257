/** What spreadsheets take for a formula when a cell begins with it, so that a speaker's name could run one. */
const FORMULA_START = /^(?:[\t\r\n]|[\s\p{C}]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

/** A text as a cell that no spreadsheet carries out: what begins like a formula gets an apostrophe in front, as OWASP advises. */
export function harmlessCell(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/** The same for a table that is read back: `restoredCell` gives the text again, also one that began with apostrophes. */
export function guardedCell(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}

/** The text that `guardedCell` was given; of what other programs wrote, the text without such an apostrophe. */
export function restoredCell(cell: string): string {
  return cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell;
}

function isFormula(text: string): boolean {
  return FORMULA_START.test(text.replace(/^'+/u, ''));
}
