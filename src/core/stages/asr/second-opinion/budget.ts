/** How much is decoded a second time: what is worth it, nothing, or at most so many seconds of audio and of time. */
export type Redecode = 'auto' | 'off' | number;

/** `auto` spends this share of the recording, and in short ones at least a minute. */
const AUTO_SHARE = 0.25;
const AUTO_LEAST_MS = 60_000;

/** Most audio to decode a second time, and most time to spend on it, in milliseconds. */
export function redecodeBudgetMs(redecode: Redecode, lengthMs: number): number {
  if (redecode === 'off') return 0;
  return redecode === 'auto' ? Math.max(AUTO_LEAST_MS, lengthMs * AUTO_SHARE) : redecode * 1000;
}
