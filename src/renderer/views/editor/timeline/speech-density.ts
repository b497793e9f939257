import type { SpeakerId, Turn } from '../../../../core/timeline/types.ts';

/** How much of each column of a picture of the whole recording each speaker talks, 0..1. */
export function speechDensity(
  turns: readonly Turn[],
  lengthMs: number,
  columns: number,
): ReadonlyMap<SpeakerId, Float32Array> {
  const density = new Map<SpeakerId, Float32Array>();
  const columnMs = Math.max(lengthMs, 1) / columns;
  for (const { speaker, startMs, endMs } of turns) {
    let lane = density.get(speaker);
    if (lane === undefined) density.set(speaker, (lane = new Float32Array(columns)));
    const last = Math.min(columns - 1, Math.ceil(endMs / columnMs) - 1);
    for (let column = Math.max(0, Math.floor(startMs / columnMs)); column <= last; column++) {
      const sharedMs = Math.min(endMs, (column + 1) * columnMs) - Math.max(startMs, column * columnMs);
      lane[column] = Math.min(1, (lane[column] ?? 0) + Math.max(0, sharedMs) / columnMs);
    }
  }
  return density;
}
