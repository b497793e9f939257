export interface HeartbeatWatch {
  /** Any sign of life. */
  beat(): void;
  stop(): void;
}

/**
 * Calls `onLost` once after `timeoutMs` without a sign of life. Counts its own ticks instead of reading a clock: while
 * the host itself is suspended or busy no tick happens, so a worker is never blamed for its host's sleep.
 */
export function watchHeartbeat(heartbeatMs: number, timeoutMs: number, onLost: () => void): HeartbeatWatch {
  const allowed = Math.max(1, Math.ceil(timeoutMs / heartbeatMs));
  let missed = 0;
  const timer = setInterval(() => {
    missed++;
    if (missed <= allowed) return;
    clearInterval(timer);
    onLost();
  }, heartbeatMs).unref();
  return {
    beat() {
      missed = 0;
    },
    stop: () => clearInterval(timer),
  };
}
