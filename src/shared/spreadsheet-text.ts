/** What spreadsheets take for a formula when a cell begins with it, so that a speaker's name could run one. */
const FORMULA_START = /^(?:[\t\r\n]|[\s\p{C}]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

/** A text as a cell that no spreadsheet carries out: what begins like a formula gets an apostrophe in front, as OWASP advises. */
export function harmlessCell(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}
