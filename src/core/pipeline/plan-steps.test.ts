import { describe, expect, it } from 'vitest';
import { planSteps } from './plan-steps.ts';

const stages = [
  { stage: 'vad', model: 'v', device: 'cpu' },
  { stage: 'asr', model: 'w', device: 'cpu' },
  { stage: 'cues', model: undefined, device: 'cpu' },
];
const speed = (stage: string, model: string, device: string, audioSecondsPerSecond: number) => ({
  stage,
  model,
  device,
  audioSecondsPerSecond,
});

describe('planSteps', () => {
  it('weighs by the usual ratios when nothing was learned, or the length is not known', () => {
    const plain = planSteps(stages, 2, 60_000, []);
    expect(plain.map(({ stage, track }) => `${stage}/${track}`)).toEqual([
      'vad/0',
      'vad/1',
      'asr/0',
      'asr/1',
      'cues/0',
    ]);
    expect(plain.every(({ knows }) => knows === 'nothing')).toBe(true);
    expect(planSteps(stages, 2, undefined, [speed('asr', 'w', 'cpu', 3)])).toEqual(plain);
  });

  it('takes milliseconds from speeds of this very model and device, and scales the rest to them', () => {
    const speeds = [speed('asr', 'w', 'cpu', 10), speed('vad', 'v', 'cuda:0', 1), speed('vad', 'other', 'cpu', 1)];
    const [vad, asr, cues] = planSteps(stages, 1, 60_000, speeds);
    expect(asr).toMatchObject({ weight: 6000, knows: 'time' });
    expect(vad).toMatchObject({ weight: 1000, knows: 'ratio' });
    expect(cues?.weight).toBeCloseTo(50);
  });

  it.each([0, -1, NaN, Infinity])('does not believe a speed of %d', (bad) => {
    expect(planSteps(stages, 1, 60_000, [speed('asr', 'w', 'cpu', bad)])).toEqual(planSteps(stages, 1, 60_000, []));
  });
});
