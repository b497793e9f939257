/** A half-open stretch of time `[startMs, endMs)` in integer milliseconds of the media's own timeline. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Length of a span in milliseconds. */
export function spanLengthMs(span: Span): number {
  return span.endMs - span.startMs;
}

/** Milliseconds two spans share; 0 when they only touch or are apart. */
export function overlapMs(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs));
}

/** Orders spans by start, then end. */
export function bySpan(a: Span, b: Span): number {
  return a.startMs - b.startMs || a.endMs - b.endMs;
}

/** Union of spans as sorted, disjoint spans; spans at most `gapMs` apart are joined. */
export function mergeSpans(spans: readonly Span[], gapMs = 0): Span[] {
  const merged: { startMs: number; endMs: number }[] = [];
  for (const span of [...spans].sort(bySpan)) {
    const last = merged.at(-1);
    if (last !== undefined && span.startMs - last.endMs <= gapMs) last.endMs = Math.max(last.endMs, span.endMs);
    else merged.push({ startMs: span.startMs, endMs: span.endMs });
  }
  return merged;
}

/** The parts of `spans` (any order) not covered by `holes` (any order), sorted and disjoint. */
export function subtractSpans(spans: readonly Span[], holes: readonly Span[]): Span[] {
  const cuts = mergeSpans(holes);
  const rest: Span[] = [];
  for (const span of mergeSpans(spans)) {
    let startMs = span.startMs;
    for (const cut of cuts) {
      if (cut.endMs <= startMs) continue;
      if (cut.startMs >= span.endMs) break;
      if (cut.startMs > startMs) rest.push({ startMs, endMs: cut.startMs });
      startMs = Math.max(startMs, cut.endMs);
    }
    if (startMs < span.endMs) rest.push({ startMs, endMs: span.endMs });
  }
  return rest;
}

/** Total length of a set of spans, counting shared time once. */
export function coveredMs(spans: readonly Span[]): number {
  return mergeSpans(spans).reduce((sum, span) => sum + spanLengthMs(span), 0);
}
