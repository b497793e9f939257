import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchHeartbeat } from './heartbeat-watch.ts';

describe('watchHeartbeat', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('reports silence once, after the timeout and at most one interval', () => {
    const lost = vi.fn();
    watchHeartbeat(1000, 15_000, lost);
    vi.advanceTimersByTime(15_000);
    expect(lost).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(lost).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('counts from the last sign of life, and not at all after stop', () => {
    const lost = vi.fn();
    const watch = watchHeartbeat(1000, 3000, lost);
    for (let second = 0; second < 20; second++) {
      vi.advanceTimersByTime(1000);
      watch.beat();
    }
    vi.advanceTimersByTime(3000);
    watch.stop();
    vi.advanceTimersByTime(60_000);
    expect(lost).not.toHaveBeenCalled();
  });
});
