import { setTimeout as sleep } from 'node:timers/promises';

/** Time and chance as the requests see them; tests bring their own. */
export interface RequestClock {
  /** Monotonic milliseconds, for deadlines. */
  nowMs(): number;
  /** Milliseconds since 1970, for dates in headers. */
  wallMs(): number;
  /** Rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
  /** In [0, 1). */
  random(): number;
}

export const systemClock: RequestClock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
  random: () => Math.random(),
};
