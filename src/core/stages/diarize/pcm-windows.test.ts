import { describe, expect, it } from 'vitest';
import type { AudioSource } from '../../ports/audio-source.ts';
import { slideWindows } from './pcm-windows.ts';

const RATE = 16_000;

/** Sample n has the value n, so every position can be told. */
function ramp(length: number, block: number): AudioSource & { readonly state: { closed: boolean } } {
  const state = { closed: false };
  return {
    state,
    startOffsetMs: 0,
    channel: undefined,
    expectedSamples: length,
    async *read() {
      try {
        for (let startSample = 0; startSample < length; startSample += block) {
          const size = Math.min(block, length - startSample);
          yield { startSample, samples: Float32Array.from({ length: size }, (_, i) => startSample + i) };
        }
        return { sampleCount: length, alerts: [] };
      } finally {
        state.closed = true;
      }
    },
  };
}

async function collect(length: number, step: number, block: number) {
  const windows: { start: number; first: number; last: number; at: number }[] = [];
  const pass = slideWindows(ramp(length, block), step, new AbortController().signal);
  for (;;) {
    const next = await pass.next();
    if (next.done === true) return { windows, total: next.value };
    const { samples, startSample } = next.value;
    windows.push({ start: startSample, first: samples[0], last: samples[samples.length - 1], at: samples[100] });
  }
}

describe('slideWindows', () => {
  it.each([777, 16_000, 400_000])('gives every full window once, blocks of %i samples', async (block) => {
    const { windows, total } = await collect(12 * RATE, RATE, block);
    expect(total).toBe(12 * RATE);
    expect(windows.map((window) => window.start)).toEqual([0, RATE, 2 * RATE]);
    for (const window of windows) {
      expect(window.first).toBe(window.start);
      expect(window.at).toBe(window.start + 100);
      expect(window.last).toBe(window.start + 159_999);
    }
  });

  it('pads a last window when a rest is left', async () => {
    const { windows } = await collect(10 * RATE + 1, RATE, 5000);
    expect(windows.map((window) => [window.start, window.last])).toEqual([
      [0, 159_999],
      [RATE, 0],
    ]);
  });

  it('pads a short track and gives nothing for an empty one', async () => {
    expect((await collect(3 * RATE, RATE, 999)).windows).toHaveLength(1);
    expect(await collect(0, RATE, 999)).toEqual({ windows: [], total: 0 });
  });

  it('closes the source when the reader stops early', async () => {
    const source = ramp(60 * RATE, RATE);
    for await (const window of slideWindows(source, RATE, new AbortController().signal)) {
      if (window.index === 2) break;
    }
    expect(source.state.closed).toBe(true);
  });
});
