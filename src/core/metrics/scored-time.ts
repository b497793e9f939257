import { mergeSpans, type Span } from '../timeline/span.ts';
import type { SpeakerId, Turn } from '../timeline/types.ts';

/** Which time is scored. */
export interface ScoringOptions {
  /**
   * Time not scored on EACH side of every reference turn boundary (the meaning of md-eval's `-c`; pyannote.metrics'
   * `collar` is the sum of both sides). Default 0.
   */
  readonly collarMs?: number;
  /** Leaves out time in which two or more reference speakers talk. Default false. */
  readonly skipOverlap?: boolean;
  /** Evaluation map: only this time is scored. Default: all time covered by either side. */
  readonly uem?: readonly Span[];
}

/** A stretch in which the sets of active speakers (as indices) do not change. */
interface SpeakerSlice {
  readonly startMs: number;
  readonly lengthMs: number;
  readonly reference: readonly number[];
  readonly hypothesis: readonly number[];
}

/** The scored time of a recording, cut where anybody starts or stops. Silence on both sides is left out. */
export interface ScoredTime {
  /** Sorted, so that the order of the turns never matters. */
  readonly referenceIds: readonly SpeakerId[];
  readonly hypothesisIds: readonly SpeakerId[];
  readonly slices: readonly SpeakerSlice[];
}

/**
 * Exact intervals for every measure over two sets of turns, without frames. Overlapping or touching turns of one
 * speaker count as one turn.
 */
export function scoredTime(
  reference: readonly Turn[],
  hypothesis: readonly Turn[],
  options: ScoringOptions = {},
): ScoredTime {
  const referenceTurns = turnsBySpeaker(reference);
  const hypothesisTurns = turnsBySpeaker(hypothesis);
  return {
    referenceIds: [...referenceTurns.keys()],
    hypothesisIds: [...hypothesisTurns.keys()],
    slices: scoredSlices(referenceTurns, hypothesisTurns, options),
  };
}

/** Milliseconds that each hypothesis speaker (row) shares with each reference speaker (column). */
export function sharedMs({ slices, hypothesisIds, referenceIds }: ScoredTime): number[][] {
  const shared = hypothesisIds.map(() => new Array<number>(referenceIds.length).fill(0));
  for (const slice of slices) {
    for (const h of slice.hypothesis) {
      const row = shared[h];
      if (row === undefined) continue;
      for (const r of slice.reference) row[r] = (row[r] ?? 0) + slice.lengthMs;
    }
  }
  return shared;
}

/** Disjoint spans per speaker, speakers in sorted order. */
function turnsBySpeaker(turns: readonly Turn[]): Map<SpeakerId, Span[]> {
  const grouped = new Map<SpeakerId, Span[]>();
  for (const speaker of [...new Set(turns.map((turn) => turn.speaker))].sort()) grouped.set(speaker, []);
  for (const turn of turns) if (turn.endMs > turn.startMs) grouped.get(turn.speaker)?.push(turn);
  for (const [speaker, spans] of grouped) grouped.set(speaker, mergeSpans(spans));
  return grouped;
}

function scoredSlices(
  reference: ReadonlyMap<SpeakerId, readonly Span[]>,
  hypothesis: ReadonlyMap<SpeakerId, readonly Span[]>,
  options: ScoringOptions,
): SpeakerSlice[] {
  const collarMs = options.collarMs ?? 0;
  const collars: Span[] = [];
  if (collarMs > 0) {
    for (const spans of reference.values()) {
      for (const span of spans) {
        for (const edge of [span.startMs, span.endMs]) {
          collars.push({ startMs: edge - collarMs, endMs: edge + collarMs });
        }
      }
    }
  }
  const uem = options.uem === undefined ? undefined : mergeSpans(options.uem);
  const tracks = [
    [...reference.values()],
    [...hypothesis.values()],
    [mergeSpans(collars)],
    uem === undefined ? [] : [uem],
  ];
  const events: { readonly atMs: number; readonly kind: number; readonly index: number; readonly on: boolean }[] = [];
  tracks.forEach((track, kind) => {
    track.forEach((spans, index) => {
      for (const span of spans) {
        events.push({ atMs: span.startMs, kind, index, on: true }, { atMs: span.endMs, kind, index, on: false });
      }
    });
  });
  events.sort((a, b) => a.atMs - b.atMs);

  const active = tracks.map(() => new Set<number>());
  const slices: SpeakerSlice[] = [];
  let previousMs = events[0]?.atMs ?? 0;
  for (const event of events) {
    const [ref, hyp, collar, map] = active;
    const lengthMs = event.atMs - previousMs;
    if (lengthMs > 0 && ref !== undefined && hyp !== undefined && ref.size + hyp.size > 0) {
      const left = collar?.size === 0 && (uem === undefined || map?.size === 1);
      if (left && !(options.skipOverlap === true && ref.size > 1)) {
        slices.push({ startMs: previousMs, lengthMs, reference: [...ref], hypothesis: [...hyp] });
      }
    }
    previousMs = event.atMs;
    if (event.on) active[event.kind]?.add(event.index);
    else active[event.kind]?.delete(event.index);
  }
  return slices;
}
