/** How a list came to be another one: between the items that are the same objects at both ends. */
export interface Splice {
  readonly from: number;
  readonly removed: number;
  readonly items: readonly unknown[];
}

/** The splice that leads from one list to another. Linear, compares by identity. */
export function spliceBetween(before: readonly unknown[], after: readonly unknown[]): Splice {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { from, removed: before.length - from - same, items: after.slice(from, after.length - same) };
}

/** The list after a splice. */
export function spliced(before: readonly unknown[], { from, removed, items }: Splice): unknown[] {
  return [...before.slice(0, from), ...items, ...before.slice(from + removed)];
}
