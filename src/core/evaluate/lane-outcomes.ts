import type { Span } from '../timeline/span.ts';
import type { SpeakerScores } from './score-recording.ts';

/** What became of a stretch of a lane. */
export type Outcome = 'correct' | 'miss' | 'falseAlarm' | 'confusion';

export type Lane = Readonly<Record<Outcome, readonly Span[]>>;

export interface LaneOutcomes {
  /** By reference index: `miss` where nobody was given, `confusion` where somebody else was. */
  readonly reference: readonly Lane[];
  /** By hypothesis index: `falseAlarm` where nobody was left to be it, `confusion` where it was somebody else. */
  readonly hypothesis: readonly Lane[];
}

type OpenLane = Record<Outcome, { startMs: number; endMs: number }[]>;

/** The scored time of each speaker by outcome, touching stretches joined. */
export function laneOutcomes({ time, der }: Pick<SpeakerScores, 'time' | 'der'>): LaneOutcomes {
  const { slices, referenceIds, hypothesisIds } = time;
  const open = (): OpenLane => ({ correct: [], miss: [], falseAlarm: [], confusion: [] });
  const reference = referenceIds.map(open);
  const hypothesis = hypothesisIds.map(open);
  const indexOf = new Map(referenceIds.map((id, index) => [id, index]));
  const partner = hypothesisIds.map((id) => indexOf.get(der.mapping.get(id) ?? '') ?? -1);
  for (const slice of slices) {
    const endMs = slice.startMs + slice.lengthMs;
    const matched = slice.hypothesis.filter((h) => slice.reference.includes(partner[h] ?? -1));
    const matchedReference = new Set(matched.map((h) => partner[h]));
    const wrongR = slice.reference.length - matched.length;
    const wrongH = slice.hypothesis.length - matched.length;
    for (const h of slice.hypothesis) {
      const outcome = matched.includes(h) ? 'correct' : wrongR > 0 ? 'confusion' : 'falseAlarm';
      extend(hypothesis[h]?.[outcome], slice.startMs, endMs);
    }
    for (const r of slice.reference) {
      const outcome = matchedReference.has(r) ? 'correct' : wrongH > 0 ? 'confusion' : 'miss';
      extend(reference[r]?.[outcome], slice.startMs, endMs);
    }
  }
  return { reference, hypothesis };
}

function extend(spans: { startMs: number; endMs: number }[] | undefined, startMs: number, endMs: number): void {
  const last = spans?.at(-1);
  if (last?.endMs === startMs) last.endMs = endMs;
  else spans?.push({ startMs, endMs });
}
