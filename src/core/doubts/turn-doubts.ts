import { spanIndex } from '../document/span-index.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import { overlapMs } from '../timeline/span.ts';
import type { Cue, Turn } from '../timeline/types.ts';
import type { DoubtReason } from './doubt.ts';
import { clampScore } from './word-doubts.ts';
import { contentOf, mostShown } from './cue-of.ts';

/** Confidence of a turn that another voice fitted as well. */
const TOSS_UP = 0.5;
/** Below this, another voice was nearly as close. A turn that a user gave to a speaker has no score and is never doubted. */
const CLOSE = 0.7;
/** Shorter overlaps are how people take turns. Milliseconds. */
const OVERLAP_MS = 300;

/**
 * Turns whose speaker was a close call, and stretches where two talk at once.
 *
 * Close calls: 0.3 at the threshold, 0.9 where both voices fitted alike. Overlaps: 0.3 and more with their length, 0.7 from
 * two seconds on: words of one of the two are often missing there, but much overlap is also just laughter.
 */
export function turnDoubts(document: VoxlaneDocument): DoubtReason[] {
  const close = document.turns.flatMap((turn) => {
    const { confidence } = turn;
    return confidence === undefined || confidence >= CLOSE ? [] : [closeCall(document, turn, confidence)];
  });
  const reasons: DoubtReason[] = close;
  const index = spanIndex(document.turns);
  for (const turn of document.turns) {
    for (const other of index.within(turn.startMs, turn.endMs)) {
      const isLater = other.startMs > turn.startMs || (other.startMs === turn.startMs && other.speaker > turn.speaker);
      if (!isLater || other.channel !== turn.channel || other.speaker === turn.speaker) continue;
      const ms = overlapMs(turn, other);
      if (ms >= OVERLAP_MS) reasons.push(overlap(document, turn, other, ms));
    }
  }
  return reasons;
}

function closeCall(document: VoxlaneDocument, turn: Turn, confidence: number): DoubtReason {
  const cue = mostShown(document, turn);
  return {
    startMs: turn.startMs,
    endMs: turn.endMs,
    kind: 'close-speakers',
    score: clampScore(0.9 - (0.6 * Math.max(0, confidence - TOSS_UP)) / (CLOSE - TOSS_UP)),
    ...idOfCue(cue),
    words: [],
    turn: refOf(turn),
    reasonKey: 'doubt.close-speakers',
    params: { speaker: turn.speaker, percent: Math.round(confidence * 100) },
    review: { kind: 'close-speakers', ...idOfCue(cue), content: contentOf(cue, turn) },
  };
}

function overlap(document: VoxlaneDocument, turn: Turn, other: Turn, ms: number): DoubtReason {
  const span = { startMs: other.startMs, endMs: other.startMs + ms };
  const cue = mostShown(document, span);
  return {
    ...span,
    kind: 'overlap',
    score: Math.min(0.7, 0.3 + (0.4 * ms) / 2000),
    ...idOfCue(cue),
    words: [],
    turn: refOf(other),
    reasonKey: 'doubt.overlap',
    params: { speaker: turn.speaker, other: other.speaker, ms },
    review: { kind: 'overlap', ...idOfCue(cue), content: contentOf(cue, span) },
  };
}

function idOfCue(cue: Cue | undefined): { cue?: string } {
  return cue === undefined ? {} : { cue: cue.id };
}

function refOf({ startMs, endMs, speaker, channel }: Turn): NonNullable<DoubtReason['turn']> {
  return { startMs, endMs, speaker, ...(channel === undefined ? {} : { channel }) };
}
