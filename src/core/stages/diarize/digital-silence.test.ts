import { describe, expect, it } from 'vitest';
import { clearDigitalSilence } from './digital-silence.ts';

describe('clearDigitalSilence', () => {
  it('clears frames without a single recorded sample and keeps the others', () => {
    // Frame i stands for samples 270 i + 360 .. 270 i + 629; one sample at 900 lies in frame 2 (900 .. 1169).
    const samples = new Float32Array(160_000);
    samples[900] = 1e-3;
    samples[1200] = 1e-6;
    const masks = new Uint8Array(589).fill(5);
    clearDigitalSilence(samples, masks);
    expect([...masks.keys()].filter((frame) => masks[frame] !== 0)).toEqual([2]);
  });

  it('never adds speech', () => {
    const masks = new Uint8Array(589);
    clearDigitalSilence(new Float32Array(160_000).fill(0.5), masks);
    expect(masks.every((mask) => mask === 0)).toBe(true);
  });
});
