import { mergeSpans, spanLengthMs, type Span } from '../timeline/span.ts';
import type { Cue, SpeakerId, Turn } from '../timeline/types.ts';
import { finishCues } from './build-cues.ts';
import type { RuleProfile } from './profiles.ts';

/** A turn's sliver of speech shorter than this goes to its neighbour instead of getting a cue. */
const MIN_PIECE_MS = 300;
/** Likewise for speech no turn claims; speech detection and diarization rarely agree closer than this on edges. */
const MIN_UNCLAIMED_MS = 1000;

interface Piece extends Span {
  readonly speaker: SpeakerId | undefined;
}

/**
 * Speech-timed, speaker-labelled cues without text, for recordings that no ASR model was available for. Speech is cut
 * where turns change and, evenly, where it exceeds the maximum duration; up to a second of speech outside every turn goes
 * to the turn beside it, more stays unlabelled. `turns` should be exclusive; of overlapping ones the earlier wins. Lines are empty.
 */
export function buildTimingOnlyCues(spans: readonly Span[], turns: readonly Turn[], profile: RuleProfile): Cue[] {
  const ordered = [...turns].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  let low = 0;
  const drafts = mergeSpans(spans)
    .flatMap((span) => {
      while ((ordered[low]?.endMs ?? Infinity) <= span.startMs) low++;
      return labelSpeech(span, ordered, low);
    })
    .flatMap((piece) => splitEvenly(piece, profile))
    .map((piece) => ({
      spoken: { startMs: Math.max(0, Math.round(piece.startMs)), endMs: Math.max(0, Math.round(piece.endMs)) },
      lines: [],
      wordIds: [],
      speaker: piece.speaker,
      lineSpeakers: undefined,
      wholeTurn: false,
    }));
  return finishCues(drafts, profile);
}

/** One speech span cut at turn changes, slivers absorbed by the piece before (or after, at the front). */
function labelSpeech(span: Span, turns: readonly Turn[], low: number): Piece[] {
  const raw: Piece[] = [];
  let atMs = span.startMs;
  for (let index = low; index < turns.length; index++) {
    const turn = turns[index];
    if (turn === undefined || turn.startMs >= span.endMs) break;
    const startMs = Math.max(atMs, turn.startMs);
    const endMs = Math.min(turn.endMs, span.endMs);
    if (endMs <= startMs) continue;
    if (startMs > atMs) raw.push({ startMs: atMs, endMs: startMs, speaker: undefined });
    raw.push({ startMs, endMs, speaker: turn.speaker });
    atMs = endMs;
  }
  if (atMs < span.endMs) raw.push({ startMs: atMs, endMs: span.endMs, speaker: undefined });

  const pieces: Piece[] = [];
  for (const piece of raw) {
    const last = pieces.at(-1);
    if (last === undefined) pieces.push(piece);
    else if (piece.speaker === last.speaker || isSliver(piece)) {
      pieces[pieces.length - 1] = { ...last, endMs: piece.endMs };
    } else if (isSliver(last)) {
      pieces[pieces.length - 1] = { ...piece, startMs: last.startMs };
    } else pieces.push(piece);
  }
  return pieces;
}

function isSliver(piece: Piece): boolean {
  return spanLengthMs(piece) < (piece.speaker === undefined ? MIN_UNCLAIMED_MS : MIN_PIECE_MS);
}

function splitEvenly(piece: Piece, profile: RuleProfile): Piece[] {
  const count = Math.max(1, Math.ceil(spanLengthMs(piece) / profile.maxDurationMs));
  const edge = (index: number): number => Math.round(piece.startMs + (spanLengthMs(piece) * index) / count);
  return Array.from({ length: count }, (_, index) => ({
    startMs: edge(index),
    endMs: edge(index + 1),
    speaker: piece.speaker,
  }));
}
