/**
 * The id with the number after the highest that `prefix` already has: `c5.` with `c5.2` taken gives `c5.3`. The lowest
 * number is `first`. Equal lists give equal ids.
 */
export function nextId(items: readonly { readonly id: string }[], prefix: string, first: number): string {
  let highest = first - 1;
  for (const { id } of items) {
    if (!id.startsWith(prefix)) continue;
    const rest = id.slice(prefix.length);
    if (/^\d{1,15}$/.test(rest)) highest = Math.max(highest, Number(rest));
  }
  return `${prefix}${highest + 1}`;
}
