import { describe, expect, it } from 'vitest';
import { memorySource } from '../support/memory-source.ts';
import { murmur, noise, withLeak } from '../support/noise.ts';
import { recordingContext } from '../support/stage-context.ts';
import { createLayoutStage } from '../../src/core/stages/layout/layout-stage.ts';

const left = murmur(24, 1, (at) => at % 6 < 3);
const right = murmur(24, 2, (at) => at % 6 >= 3.5);
const both = withLeak(left, right, 0, 0);

async function layoutOf(...channels: Float32Array[]) {
  const sources = channels.map((samples) => memorySource(samples));
  return (await createLayoutStage().run({ channels: sources }, {}, recordingContext())).kind;
}

describe('the layout stage', () => {
  it('hears two sides, also when they leak into each other', async () => {
    expect(await layoutOf(left, right)).toBe('two-sided');
    expect(await layoutOf(withLeak(left, right, -18, 80), withLeak(right, left, -18, 80))).toBe('two-sided');
  });

  it('hears the same sound behind gain, delay, polarity and noise', async () => {
    const hiss = (seed: number) => noise(both.length, seed).map((sample) => sample * 0.003);
    const noisy = (samples: Float32Array, seed: number) => withLeak(samples, hiss(seed), 0, 0);
    expect(
      await layoutOf(
        noisy(both, 5),
        noisy(
          both.map((sample) => sample * 0.4),
          6,
        ),
      ),
    ).toBe('dual-mono');
    const turned = both.map((_, at) => -(both[at - 30] ?? 0));
    expect(await layoutOf(both, turned)).toBe('dual-mono');
  });

  it('takes two microphones before one table as stereo', async () => {
    expect(await layoutOf(withLeak(left, right, -5, 30), withLeak(right, left, -5, 30))).toBe('stereo');
  });

  it('reports progress that ends at most at 1 and stops when asked', async () => {
    const context = recordingContext();
    await createLayoutStage().run({ channels: [memorySource(left), memorySource(right)] }, {}, context);
    expect(context.fractions).toEqual([...context.fractions].sort((a, b) => a - b));
    expect(context.fractions.at(-1)).toBe(1);
    const stop = new AbortController();
    stop.abort();
    const stopped = createLayoutStage().run(
      { channels: [memorySource(left), memorySource(right)] },
      {},
      recordingContext({ signal: stop.signal }),
    );
    await expect(stopped).rejects.toThrow();
  });
});
