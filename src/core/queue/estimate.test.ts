import { describe, expect, it } from 'vitest';
import { estimateProcessing } from './estimate.ts';

const speeds = [
  { stage: 'vad', model: 'v', device: 'cpu', audioSecondsPerSecond: 100 },
  { stage: 'asr', model: 'slow', device: 'cpu', audioSecondsPerSecond: 2 },
  { stage: 'diarize', model: 'd', device: 'cpu', audioSecondsPerSecond: 20 },
  { stage: 'asr', model: 'fast', device: 'cpu', audioSecondsPerSecond: 10 },
];

describe('estimateProcessing', () => {
  it('adds the stages up, with the recogniser that ran last or the one asked for', () => {
    expect(estimateProcessing({ audioLengthMs: 100_000, skipDiarize: false }, speeds)).toBe(1000 + 10_000 + 5000);
    expect(estimateProcessing({ audioLengthMs: 100_000, skipDiarize: true, asr: 'slow' }, speeds)).toBe(1000 + 50_000);
  });

  it('says nothing without a length or a history', () => {
    expect(estimateProcessing({ skipDiarize: false }, speeds)).toBeUndefined();
    expect(estimateProcessing({ audioLengthMs: 1000, skipDiarize: false }, speeds.slice(0, 2))).toBeUndefined();
  });
});
