import { WINDOW_SAMPLES, nearestFrame } from '../src/core/stages/diarize/frame-grid.ts';
import type { Turn } from '../src/core/timeline/types.ts';

/** One voice in a 10 s window of its own; `masks` is 1 where it speaks alone. */
export interface VoiceSample {
  readonly speaker: string;
  readonly window: Float32Array;
  readonly masks: Uint8Array;
}

/** Segmentation frames of a window. */
const FRAMES = 589;
const MIN_MS = 1000;
const SAMPLES_PER_MS = 16;

/** The turns of at least 1 s as voice samples, longer ones in pieces of at most 10 s; what others talk over is left out. */
export function voiceSamples(samples: Float32Array, turns: readonly Turn[]): VoiceSample[] {
  const pieces = turns.flatMap((turn) => {
    const count = Math.ceil((turn.endMs - turn.startMs) / 10_000);
    return Array.from({ length: count }, (_, i) => ({
      ...turn,
      startMs: turn.startMs + i * 10_000,
      endMs: Math.min(turn.endMs, turn.startMs + (i + 1) * 10_000),
    }));
  });
  return pieces.flatMap((piece) => {
    const start = piece.startMs * SAMPLES_PER_MS;
    const window = new Float32Array(WINDOW_SAMPLES);
    window.set(samples.subarray(start, Math.min(samples.length, start + WINDOW_SAMPLES)));
    const masks = new Uint8Array(FRAMES);
    fillSpan(masks, piece, piece.startMs, 1);
    for (const other of turns) if (other.speaker !== piece.speaker) fillSpan(masks, other, piece.startMs, 0);
    const alone = masks.reduce((sum, mask) => sum + mask, 0);
    return alone * (10_000 / FRAMES) < MIN_MS ? [] : [{ speaker: piece.speaker, window, masks }];
  });
}

function fillSpan(masks: Uint8Array, span: Turn, originMs: number, value: number): void {
  const frame = (ms: number): number => nearestFrame((ms - originMs) * SAMPLES_PER_MS, FRAMES);
  if (span.endMs <= originMs || span.startMs >= originMs + 10_000) return;
  masks.fill(value, frame(span.startMs), frame(span.endMs) + 1);
}
