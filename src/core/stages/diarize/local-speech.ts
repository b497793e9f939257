import { BITS_SET } from './powerset.ts';

/** How much a local speaker talks inside one window, in segmentation frames. */
export interface LocalSpeech {
  readonly activeFrames: number;
  /** Active frames in which nobody else talks. */
  readonly cleanFrames: number;
}

/** Counts a local speaker's frames in one window's masks. */
export function measureSpeech(masks: Uint8Array, local: number): LocalSpeech {
  const bit = 1 << local;
  let activeFrames = 0;
  let cleanFrames = 0;
  for (const mask of masks) {
    if ((mask & bit) === 0) continue;
    activeFrames += 1;
    if (BITS_SET[mask] === 1) cleanFrames += 1;
  }
  return { activeFrames, cleanFrames };
}

/**
 * Frames a local speaker's embedding is taken from: the frames without overlap when there are more than `minFrames` of
 * them, otherwise all its frames when those suffice, otherwise none. Returns a test on a frame's mask.
 */
export function embeddingFrames(
  speech: LocalSpeech,
  local: number,
  minFrames: number,
): ((mask: number) => boolean) | undefined {
  const bit = 1 << local;
  if (speech.cleanFrames > minFrames) return (mask) => mask === bit;
  if (speech.activeFrames > minFrames) return (mask) => (mask & bit) !== 0;
  return undefined;
}
