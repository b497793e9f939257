import { bySpan, type Span } from '../../timeline/span.ts';
import type { Turn } from '../../timeline/types.ts';

/** Turns sorted for looking up by time; each look-up costs O(log n + answers) when few turns overlap. */
export class TurnLookup {
  readonly #turns: readonly Turn[];
  /** Latest end among turns 0..i: lets a search stop although turns may overlap. */
  readonly #endsSoFar: readonly number[];

  constructor(turns: readonly Turn[]) {
    this.#turns = [...turns].sort((a, b) => bySpan(a, b) || (a.speaker < b.speaker ? -1 : 1));
    let end = Number.NEGATIVE_INFINITY;
    this.#endsSoFar = this.#turns.map((turn) => (end = Math.max(end, turn.endMs)));
  }

  /** Turns that share time with the span, in time order. */
  overlapping(span: Span): Turn[] {
    return this.#candidates(span.startMs, span.endMs).filter(
      (turn) => turn.endMs > span.startMs && turn.startMs < span.endMs,
    );
  }

  /** The turn with the smallest gap to the span, at most `maxGapMs`; the earlier among equals. */
  nearest(span: Span, maxGapMs: number): Turn | undefined {
    let best: Turn | undefined;
    let bestGap = maxGapMs;
    for (const turn of this.#candidates(span.startMs - maxGapMs, span.endMs + maxGapMs)) {
      const gap = Math.max(0, turn.startMs - span.endMs, span.startMs - turn.endMs);
      if (gap < bestGap || (gap === bestGap && best === undefined)) {
        best = turn;
        bestGap = gap;
      }
    }
    return best;
  }

  /** A superset of the turns that touch `[fromMs, toMs]`. */
  #candidates(fromMs: number, toMs: number): readonly Turn[] {
    let low = 0;
    let high = this.#turns.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#endsSoFar[middle] ?? 0) < fromMs) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < this.#turns.length && (this.#turns[end]?.startMs ?? 0) <= toMs) end++;
    return this.#turns.slice(low, end);
  }
}
