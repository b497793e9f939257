import { mergeSpans, type Span } from '../timeline/span.ts';
import type { SpeakerId, Turn } from '../timeline/types.ts';
import { maximumAssignment } from '../math/assignment.ts';

export interface DerOptions {
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

export interface DerResult {
  /** (missed + false alarm + confusion) / total. With no reference speech: 0 if nothing was claimed, else 1. */
  readonly der: number;
  readonly missMs: number;
  readonly falseAlarmMs: number;
  readonly confusionMs: number;
  readonly correctMs: number;
  /** Reference speaker time; two speakers talking at once count twice. */
  readonly totalMs: number;
  /** Hypothesis speaker to reference speaker; pairs that share no scored time are left out. */
  readonly mapping: ReadonlyMap<SpeakerId, SpeakerId>;
}

/** A stretch in which the sets of active speakers (as indices) do not change. */
interface Slice {
  readonly lengthMs: number;
  readonly reference: readonly number[];
  readonly hypothesis: readonly number[];
}

/**
 * Diarization error rate (NIST RT definition) over exact intervals, without frames. Speakers are mapped one-to-one so
 * that the correctly attributed scored time is as long as possible. In every instant with `r` reference and `h`
 * hypothesis speakers, max(0, r-h) speakers are missed, max(0, h-r) are false alarms, and of the min(r, h) others those
 * not mapped to each other are confused. Overlapping or touching turns of one speaker count as one turn.
 */
export function diarizationErrorRate(
  reference: readonly Turn[],
  hypothesis: readonly Turn[],
  options: DerOptions = {},
): DerResult {
  const referenceTurns = turnsBySpeaker(reference);
  const hypothesisTurns = turnsBySpeaker(hypothesis);
  const slices = scoredSlices(referenceTurns, hypothesisTurns, options);
  const referenceIds = [...referenceTurns.keys()];
  const hypothesisIds = [...hypothesisTurns.keys()];
  const partner = mapSpeakers(slices, hypothesisIds.length, referenceIds.length);

  let missMs = 0;
  let falseAlarmMs = 0;
  let confusionMs = 0;
  let correctMs = 0;
  let totalMs = 0;
  for (const slice of slices) {
    const r = slice.reference.length;
    const h = slice.hypothesis.length;
    const correct = slice.hypothesis.filter((id) => slice.reference.includes(partner[id] ?? -1)).length;
    totalMs += r * slice.lengthMs;
    missMs += Math.max(0, r - h) * slice.lengthMs;
    falseAlarmMs += Math.max(0, h - r) * slice.lengthMs;
    confusionMs += (Math.min(r, h) - correct) * slice.lengthMs;
    correctMs += correct * slice.lengthMs;
  }
  const errorMs = missMs + falseAlarmMs + confusionMs;
  const mapping = new Map<SpeakerId, SpeakerId>();
  partner.forEach((target, source) => {
    const from = hypothesisIds[source];
    const to = referenceIds[target];
    if (from !== undefined && to !== undefined) mapping.set(from, to);
  });
  const der = totalMs > 0 ? errorMs / totalMs : errorMs > 0 ? 1 : 0;
  return { der, missMs, falseAlarmMs, confusionMs, correctMs, totalMs, mapping };
}

/** Disjoint spans per speaker, speakers in sorted order so that the turn order never matters. */
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
  options: DerOptions,
): Slice[] {
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
  const slices: Slice[] = [];
  let previousMs = events[0]?.atMs ?? 0;
  for (const event of events) {
    const [ref, hyp, collar, map] = active;
    const lengthMs = event.atMs - previousMs;
    if (lengthMs > 0 && ref !== undefined && hyp !== undefined && ref.size + hyp.size > 0) {
      const left = collar?.size === 0 && (uem === undefined || map?.size === 1);
      if (left && !(options.skipOverlap === true && ref.size > 1)) {
        slices.push({ lengthMs, reference: [...ref], hypothesis: [...hyp] });
      }
    }
    previousMs = event.atMs;
    if (event.on) active[event.kind]?.add(event.index);
    else active[event.kind]?.delete(event.index);
  }
  return slices;
}

/** Per hypothesis speaker, the reference speaker it stands for, or -1. */
function mapSpeakers(slices: readonly Slice[], hypothesisCount: number, referenceCount: number): number[] {
  const shared = Array.from({ length: hypothesisCount }, () => new Array<number>(referenceCount).fill(0));
  for (const slice of slices) {
    for (const h of slice.hypothesis) {
      const row = shared[h];
      if (row === undefined) continue;
      for (const r of slice.reference) row[r] = (row[r] ?? 0) + slice.lengthMs;
    }
  }
  return maximumAssignment(shared).map((r, h) => ((shared[h]?.[r] ?? 0) > 0 ? r : -1));
}
