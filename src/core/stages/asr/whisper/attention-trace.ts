import type { DecoderStep } from './decoder-run.ts';

/** Which cross-attention to keep for word times. */
export interface AttentionHeads {
  readonly heads: readonly (readonly [layer: number, head: number])[];
  /** Layers named by `heads`, ascending. */
  readonly layers: readonly number[];
}

/**
 * Cross-attention of one window while it is decoded: one row per position fed, prompt included. Row
 * `promptRows - 1 + k` predicts generated token k and therefore tells when that token is heard.
 */
export interface AttentionTrace {
  readonly headCount: number;
  /** Encoder rows kept (20 ms each): those that see audio, not padding. */
  readonly frames: number;
  promptRows: number;
  /** Each `[headCount, frames]`, probabilities. */
  readonly rows: Float32Array[];
}

/** Layers and heads to watch: the configured alignment heads, else all heads of the last half of the layers. */
export function chooseHeads(
  configured: readonly (readonly [number, number])[] | undefined,
  available: readonly number[],
  layerCount: number,
  headCount: number,
): AttentionHeads | undefined {
  if (available.length === 0) return undefined;
  const known = configured?.filter(([layer, head]) => available.includes(layer) && head >= 0 && head < headCount) ?? [];
  const heads =
    known.length > 0
      ? known
      : available
          .filter((layer) => layer >= Math.floor(layerCount / 2))
          .flatMap((layer) => Array.from({ length: headCount }, (_, head) => [layer, head] as const));
  if (heads.length === 0) return undefined;
  return { heads, layers: [...new Set(heads.map(([layer]) => layer))].sort((a, b) => a - b) };
}

/** An empty trace for a window with `frames` encoder rows of audio. */
export function emptyTrace(watched: AttentionHeads, frames: number): AttentionTrace {
  return { headCount: watched.heads.length, frames, promptRows: 0, rows: [] };
}

/** Appends every position of `step` for batch row `row`. */
export function appendAttention(trace: AttentionTrace, watched: AttentionHeads, step: DecoderStep, row: number): void {
  for (let position = 0; position < step.positions; position++) {
    const kept = new Float32Array(trace.headCount * trace.frames);
    watched.heads.forEach(([layer, head], i) => {
      kept.set(step.attention(layer, row, head, position, trace.frames), i * trace.frames);
    });
    trace.rows.push(kept);
  }
}
