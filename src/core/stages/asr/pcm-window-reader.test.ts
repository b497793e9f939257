import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AudioSource } from '../../ports/audio-source.ts';
import { PcmWindowReader } from './pcm-window-reader.ts';

const signal = new AbortController().signal;

/** A source whose sample n is n; `state` says how far it was read and whether it was closed. */
function counting(count: number, block: number, startOffsetMs = 0) {
  const state = { read: 0, opened: 0, closed: 0 };
  const source: AudioSource = {
    startOffsetMs,
    channel: undefined,
    expectedSamples: count,
    async *read() {
      state.opened++;
      try {
        for (let at = 0; at < count; at += block) {
          const length = Math.min(block, count - at);
          state.read = at + length;
          yield { startSample: at, samples: Float32Array.from({ length }, (_, i) => at + i) };
        }
        return { sampleCount: count, alerts: [] };
      } finally {
        state.closed++;
      }
    },
  };
  return { source, state };
}

describe('PcmWindowReader', () => {
  it('serves exactly the samples of each span, whatever the blocks', async () => {
    const spans = fc.array(fc.tuple(fc.nat(80), fc.nat(200)), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(spans, fc.integer({ min: 1, max: 5000 }), fc.nat(500), async (steps, block, offset) => {
        const { source } = counting(20_000, block, offset);
        const reader = new PcmWindowReader(source, signal);
        let at = offset;
        for (const [gap, length] of steps) {
          const startMs = at + gap;
          at = startMs + length;
          const samples = await reader.read({ startMs, endMs: at });
          const first = (startMs - offset) * 16;
          expect(samples).toEqual(
            Float32Array.from({ length: length * 16 }, (_, i) => (first + i < 20_000 ? first + i : 0)),
          );
        }
        await reader.close();
      }),
    );
  });

  it('reads no further than asked, opens late and closes the decoder', async () => {
    const { source, state } = counting(160_000, 1000);
    const reader = new PcmWindowReader(source, signal);
    expect(state.opened).toBe(0);
    await reader.read({ startMs: 100, endMs: 200 });
    expect(state.read).toBe(4000);
    await reader.close();
    expect(state).toMatchObject({ opened: 1, closed: 1 });
  });

  it('serves neighbours that share a block', async () => {
    const { source } = counting(16_000, 16_000);
    const reader = new PcmWindowReader(source, signal);
    expect((await reader.read({ startMs: 0, endMs: 1 }))[15]).toBe(15);
    expect((await reader.read({ startMs: 1, endMs: 2 }))[0]).toBe(16);
    await expect(reader.read({ startMs: 0, endMs: 1 })).rejects.toThrow(RangeError);
  });

  it('stops when aborted', async () => {
    const controller = new AbortController();
    const { source } = counting(160_000, 1000);
    const reader = new PcmWindowReader(source, controller.signal);
    controller.abort();
    await expect(reader.read({ startMs: 0, endMs: 100 })).rejects.toMatchObject({ code: 'cancelled' });
  });
});
