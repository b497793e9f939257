import { stripMarkup } from '../document/markup.ts';
import { spanIndex } from '../document/span-index.ts';
import { bySpan, overlapMs, spanLengthMs } from '../timeline/span.ts';
import type { Cue } from '../timeline/types.ts';

/** Cues of two files that say the same; one side may be empty, and either may have several. */
export interface CuePair {
  readonly reference: readonly Cue[];
  readonly hypothesis: readonly Cue[];
}

/** Cues meet when they share so much of the shorter one. */
const SHARED = 0.5;

/**
 * Pairs the cues of two files: one by one where both have the same cues at the same times, else by time, where cues that
 * overlap each other by half are taken together. Every cue is in one pair. By start.
 */
export function pairCues(reference: readonly Cue[], hypothesis: readonly Cue[]): CuePair[] {
  if (sameTimes(reference, hypothesis)) {
    return reference.map((cue, at) => ({ reference: [cue], hypothesis: hypothesis.slice(at, at + 1) }));
  }
  const wanted = reference.toSorted(bySpan);
  const index = spanIndex(hypothesis.toSorted(bySpan));
  const groupOf = new Map<Cue, Set<Cue>>([...wanted, ...index.spans].map((cue) => [cue, new Set([cue])]));
  for (const cue of wanted) {
    for (const other of index.within(cue.startMs, cue.endMs)) {
      const shorter = Math.min(spanLengthMs(cue), spanLengthMs(other));
      if (overlapMs(cue, other) >= shorter * SHARED) join(groupOf, cue, other);
    }
  }
  const isReference = new Set(wanted);
  return [...new Set(groupOf.values())]
    .map((group) => [...group].sort(bySpan))
    .sort(([a], [b]) => (a === undefined || b === undefined ? 0 : bySpan(a, b)))
    .map((group) => ({
      reference: group.filter((cue) => isReference.has(cue)),
      hypothesis: group.filter((cue) => !isReference.has(cue)),
    }));
}

/** Whether two files have the same cues at the same times. */
function sameTimes(a: readonly Cue[], b: readonly Cue[]): boolean {
  return a.length === b.length && a.every((cue, at) => cue.startMs === b[at]?.startMs && cue.endMs === b[at].endMs);
}

/** What cues show, on one line. */
export function textOfCues(cues: readonly Cue[]): string {
  return cues
    .flatMap(({ lines }) => lines)
    .map((line) => stripMarkup(line).trim())
    .filter((line) => line !== '')
    .join(' ');
}

function join(groupOf: Map<Cue, Set<Cue>>, a: Cue, b: Cue): void {
  const [one, other] = [groupOf.get(a), groupOf.get(b)];
  if (one === undefined || other === undefined || one === other) return;
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  for (const cue of small) {
    large.add(cue);
    groupOf.set(cue, large);
  }
}
