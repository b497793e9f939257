import type { AsrWindow } from '../../core/ports/asr-engine.ts';
import { overlapMs, type Span } from '../../core/timeline/span.ts';
import { SAMPLE_RATE, samplesToMs } from '../../shared/units.ts';

/** A window, or a part of one, that goes into one request. */
export interface Piece extends Span {
  readonly window: AsrWindow;
  readonly samples: Float32Array;
  readonly speech: readonly Span[];
}

export function wholeWindow(window: AsrWindow): Piece {
  const { startMs, endMs, samples, speech } = window;
  return { window, startMs, endMs, samples, speech };
}

/** Pieces shorter than this are not cut any more, in milliseconds. */
const SMALLEST_MS = 2000;
const FRAME = SAMPLE_RATE / 50;

/** Half as much at a time: of several pieces each half of them, one piece cut at the quietest place near its middle. `undefined` when it is too short. */
export function halved(pieces: readonly Piece[]): readonly [readonly Piece[], readonly Piece[]] | undefined {
  if (pieces.length > 1) {
    const middle = Math.ceil(pieces.length / 2);
    return [pieces.slice(0, middle), pieces.slice(middle)];
  }
  const [piece] = pieces;
  if (piece === undefined || piece.endMs - piece.startMs < 2 * SMALLEST_MS) return undefined;
  const at = quietest(piece.samples);
  const cutMs = piece.startMs + samplesToMs(at);
  return [[part(piece, piece.startMs, cutMs, 0, at)], [part(piece, cutMs, piece.endMs, at, piece.samples.length)]];
}

function part(piece: Piece, startMs: number, endMs: number, from: number, to: number): Piece {
  const speech = piece.speech
    .filter((span) => overlapMs(span, { startMs, endMs }) > 0)
    .map((span) => ({ startMs: Math.max(span.startMs, startMs), endMs: Math.min(span.endMs, endMs) }));
  return { window: piece.window, startMs, endMs, samples: piece.samples.subarray(from, to), speech };
}

/** The first sample of the frame with least energy in the middle third. */
function quietest(samples: Float32Array): number {
  let best = Math.floor(samples.length / 2);
  let least = Number.POSITIVE_INFINITY;
  for (let from = Math.floor(samples.length / 3); from < (samples.length * 2) / 3; from += FRAME) {
    let energy = 0;
    for (let i = from; i < from + FRAME; i++) energy += (samples[i] ?? 0) ** 2;
    if (energy < least) {
      least = energy;
      best = from;
    }
  }
  return best;
}
