import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  // The last resort, which would end this process.
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('Ctrl-C', () => {
  it('stops the command when it comes while its first step is about to end', async () => {
    const { withInterrupt } = await import('./interrupt.ts');
    const settings = await withInterrupt(async () => {
      process.emit('SIGINT');
      return Promise.resolve('settings');
    });
    expect(settings).toBe('settings');
    const transcribe = vi.fn(() => Promise.resolve('done'));
    await expect(withInterrupt(transcribe)).rejects.toMatchObject({ code: 'cancelled' });
    expect(transcribe).not.toHaveBeenCalled();
  });

  it('aborts the work it comes over, and nothing when it never came', async () => {
    const { withInterrupt } = await import('./interrupt.ts');
    expect(await withInterrupt((signal) => Promise.resolve(signal.aborted))).toBe(false);
    const seen = await withInterrupt((signal) => {
      process.emit('SIGTERM');
      return Promise.resolve(signal.aborted);
    });
    expect(seen).toBe(true);
  });
});
