import type { DecoderStep } from './decoder-run.ts';

/** Which cross-attention to keep for word times. */
export interface AttentionHeads {
  /** `[layer, head]` pairs; the heads of a group are averaged as they are read, so a trace stays small. */
  readonly groups: readonly (readonly (readonly [layer: number, head: number])[])[];
  /** Layers named by `groups`, ascending. */
  readonly layers: readonly number[];
}

/**
 * Cross-attention of one window while it is decoded: one row per position fed, prompt included. Row
 * `promptRows - 1 + k` predicts generated token k and therefore tells when that token is heard.
 */
export interface AttentionTrace {
  readonly groupCount: number;
  /** Encoder rows kept (20 ms each): those that see audio, not padding. */
  readonly frames: number;
  promptRows: number;
  /** Each `[groupCount, frames]`, probabilities. */
  readonly rows: Float32Array[];
}

/**
 * Layers and heads to watch: each configured alignment head by itself; without any, the last half of the layers, each as
 * the mean of its heads.
 */
export function chooseHeads(
  configured: readonly (readonly [number, number])[] | undefined,
  available: readonly number[],
  layerCount: number,
  headCount: number,
): AttentionHeads | undefined {
  const known = configured?.filter(([layer, head]) => available.includes(layer) && head < headCount) ?? [];
  const late = available.filter((layer) => layer >= Math.floor(layerCount / 2));
  const heads = Array.from({ length: headCount }, (_, head) => head);
  const groups =
    known.length > 0
      ? known.map((pair) => [pair])
      : late.map((layer) => heads.map((head): readonly [number, number] => [layer, head]));
  if (groups.length === 0) return undefined;
  return { groups, layers: [...new Set(groups.flat().map(([layer]) => layer))].sort((a, b) => a - b) };
}

/** An empty trace for a window with `frames` encoder rows of audio. */
export function emptyTrace(watched: AttentionHeads, frames: number): AttentionTrace {
  return { groupCount: watched.groups.length, frames, promptRows: 0, rows: [] };
}

/** Appends every position of `step` for batch row `row`. */
export function appendAttention(trace: AttentionTrace, watched: AttentionHeads, step: DecoderStep, row: number): void {
  for (let position = 0; position < step.positions; position++) {
    const kept = new Float32Array(trace.groupCount * trace.frames);
    watched.groups.forEach((group, i) => {
      const mean = kept.subarray(i * trace.frames, (i + 1) * trace.frames);
      for (const [layer, head] of group) {
        const attention = step.attention(layer, row, head, position, trace.frames);
        for (let f = 0; f < trace.frames; f++) mean[f] += attention[f] / group.length;
      }
    });
    trace.rows.push(kept);
  }
}
