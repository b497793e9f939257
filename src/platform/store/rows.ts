/** A row as SQLite gives it, with absent values `undefined` instead of null. */
export function cleanRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
