import type { Span } from '../timeline/span.ts';

/** Fast answers to what lies where in a list of spans sorted by start, which may overlap. */
export interface SpanIndex<T extends Span> {
  readonly spans: readonly T[];
  /** Positions of the spans that hold a moment, by start. */
  readonly at: (ms: number) => readonly number[];
  /** The span that began last among those that hold a moment. */
  readonly last: (ms: number) => T | undefined;
  /** The spans that share time with a stretch, by start. */
  readonly within: (startMs: number, endMs: number) => readonly T[];
  /** Position of the first span that starts at or behind a moment; the length of the list when none does. */
  readonly firstFrom: (ms: number) => number;
  /** Position of the first span that may end behind a moment: nothing in front of it does. For loops that must be quick. */
  readonly firstEndingBehind: (ms: number) => number;
  /** When the spans in front of a position are over; -Infinity for the first one. */
  readonly endBefore: (position: number) => number;
}

const KNOWN = new WeakMap<readonly Span[], SpanIndex<Span>>();

/** The index of a list; made once for each list and forgotten with it. Linear to make, logarithmic to ask. */
export function spanIndex<T extends Span>(spans: readonly T[]): SpanIndex<T> {
  const known = KNOWN.get(spans);
  if (known !== undefined) return known as SpanIndex<T>;
  const made = build(spans);
  KNOWN.set(spans, made);
  return made;
}

function build<T extends Span>(spans: readonly T[]): SpanIndex<T> {
  // Latest end of the first n spans: it never falls, so that it can be searched.
  const latest = new Float64Array(spans.length + 1);
  latest[0] = -Infinity;
  for (const [at, span] of spans.entries()) latest[at + 1] = Math.max(latest[at] ?? 0, span.endMs);
  const firstFrom = (ms: number): number => lowest(spans.length, (at) => (spans[at]?.startMs ?? 0) >= ms);
  const firstEndingBehind = (ms: number): number => lowest(spans.length, (at) => (latest[at + 1] ?? 0) > ms);
  const at = (ms: number): number[] => {
    const found: number[] = [];
    for (let place = firstEndingBehind(ms); (spans[place]?.startMs ?? Infinity) <= ms; place++) {
      if ((spans[place]?.endMs ?? 0) > ms) found.push(place);
    }
    return found;
  };
  return {
    spans,
    at,
    firstEndingBehind,
    last: (ms) => {
      for (let place = lowest(spans.length, (index) => (spans[index]?.startMs ?? 0) > ms) - 1; place >= 0; place--) {
        if ((latest[place + 1] ?? 0) <= ms) return undefined;
        if ((spans[place]?.endMs ?? 0) > ms) return spans[place];
      }
      return undefined;
    },
    within: (startMs, endMs) => {
      const found: T[] = [];
      for (let place = firstEndingBehind(startMs); place < spans.length; place++) {
        const span = spans[place];
        if (span === undefined || span.startMs >= endMs) break;
        if (span.endMs > startMs) found.push(span);
      }
      return found;
    },
    firstFrom,
    endBefore: (position) => latest[Math.min(position, spans.length)] ?? -Infinity,
  };
}

/** The lowest number below `length` for which a test that turns true once holds; `length` when it never does. */
function lowest(length: number, holds: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
