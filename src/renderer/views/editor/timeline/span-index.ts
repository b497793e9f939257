import type { Span } from '../../../../core/timeline/span.ts';

/** Finds what of a list sorted by start is seen in a stretch, also where spans overlap, without looking at all of it. */
export interface SpanIndex<Item extends Span> {
  readonly items: readonly Item[];
  /** Latest end of all items up to each one. */
  readonly endsMs: Float64Array;
}

const known = new WeakMap<object, SpanIndex<Span>>();

/** The index of a list; made once for each list. Lists that are not sorted by start are sorted. */
export function spanIndex<Item extends Span>(list: readonly Item[]): SpanIndex<Item> {
  const found = known.get(list) as SpanIndex<Item> | undefined;
  if (found !== undefined) return found;
  const isSorted = list.every((item, at) => at === 0 || (list[at - 1]?.startMs ?? 0) <= item.startMs);
  const items = isSorted ? list : [...list].sort((a, b) => a.startMs - b.startMs);
  const endsMs = new Float64Array(items.length);
  let latest = -Infinity;
  items.forEach((item, at) => {
    latest = Math.max(latest, item.endMs);
    endsMs[at] = latest;
  });
  const made = { items, endsMs };
  known.set(list, made);
  return made;
}

/** Position of the first item that may end behind a moment; the length when there is none. */
export function firstEndingAfter({ endsMs }: SpanIndex<Span>, ms: number): number {
  return lowest(endsMs.length, (at) => (endsMs[at] ?? 0) > ms);
}

/** Position of the first item that starts at or behind a moment; the length when there is none. */
export function firstStartingFrom({ items }: SpanIndex<Span>, ms: number): number {
  return lowest(items.length, (at) => (items[at]?.startMs ?? 0) >= ms);
}

/** The items that share time with a stretch, by start. */
export function itemsIn<Item extends Span>(index: SpanIndex<Item>, startMs: number, endMs: number): Item[] {
  const found: Item[] = [];
  for (let at = firstEndingAfter(index, startMs); at < index.items.length; at++) {
    const item = index.items[at];
    if (item === undefined || item.startMs >= endMs) break;
    if (item.endMs > startMs) found.push(item);
  }
  return found;
}

function lowest(count: number, holds: (at: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
