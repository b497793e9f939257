import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AsrWindow } from '../../ports/asr-engine.ts';
import { halveWindow } from './halve-window.ts';

/** Noise of full loudness, silent where asked; `startMs` is 5000. */
function windowOf(seconds: number, speech: AsrWindow['speech'], silentMs?: readonly [number, number]): AsrWindow {
  const samples = Float32Array.from({ length: seconds * 16_000 }, (_, i) => {
    const ms = 5000 + i / 16;
    return silentMs !== undefined && ms >= silentMs[0] && ms < silentMs[1] ? 0 : Math.sin(i * 1.7);
  });
  return { index: 3, startMs: 5000, endMs: 5000 + seconds * 1000, samples, speech };
}

it('cuts in the longest pause of the middle half, not in a longer one near an end', () => {
  const speech = [
    { startMs: 5000, endMs: 6000 },
    { startMs: 8000, endMs: 14_000 },
    { startMs: 14_600, endMs: 17_000 },
    { startMs: 17_200, endMs: 25_000 },
  ];
  const [first, second] = halveWindow(windowOf(20, speech)) ?? [];
  expect(first).toMatchObject({ index: 0, startMs: 5000, endMs: 14_300, speech: speech.slice(0, 2) });
  expect(second).toMatchObject({ index: 1, startMs: 14_300, endMs: 25_000, speech: speech.slice(2) });
  expect(first?.samples).toHaveLength(9300 * 16);
  expect(second?.samples).toHaveLength(10_700 * 16);
});

it('cuts speech without a pause where it is weakest', () => {
  const window = windowOf(10, [{ startMs: 5000, endMs: 15_000 }], [11_000, 11_300]);
  const cutMs = halveWindow(window)?.[0].endMs ?? 0;
  expect(cutMs).toBeGreaterThan(11_000);
  expect(cutMs).toBeLessThan(11_300);
});

it('leaves short windows whole', () => {
  expect(halveWindow(windowOf(1, []))).toBeUndefined();
});

it('keeps every sample and all speech, once and in order', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 4000 }));
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 30 }), fc.array(span, { maxLength: 6 }), (seconds, gaps) => {
      let at = 5000;
      const speech = gaps.flatMap(([gap, length]) => {
        const startMs = at + gap;
        at = startMs + length;
        return at <= 5000 + seconds * 1000 ? [{ startMs, endMs: at }] : [];
      });
      const window = windowOf(seconds, speech);
      const halves = halveWindow(window);
      if (halves === undefined) throw new Error('not cut');
      const [first, second] = halves;
      expect(first.endMs).toBe(second.startMs);
      expect(first.samples.length + second.samples.length).toBe(window.samples.length);
      expect(Math.min(first.samples.length, second.samples.length)).toBeGreaterThanOrEqual(
        window.samples.length / 4 - 16,
      );
      const total = (spans: AsrWindow['speech']) => spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
      expect(total(first.speech) + total(second.speech)).toBe(total(speech));
    }),
    { numRuns: 30 },
  );
});
