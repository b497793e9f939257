import { describe, expect, it } from 'vitest';
import { embedderCalibration } from './embedder-calibration.ts';
import { FRONT_ENDS } from './front-end.ts';

describe('embedderCalibration', () => {
  it('takes what the manifest states', () => {
    expect(embedderCalibration('nemo', { clusterThreshold: 0.9, minClusterSize: 5 })).toEqual({
      clusterThreshold: 0.9,
      minClusterSize: 5,
      uncalibrated: false,
    });
  });

  it('estimates by front end otherwise, and says so', () => {
    const estimates = FRONT_ENDS.map((name) => embedderCalibration(name, {}));
    for (const { clusterThreshold, uncalibrated } of estimates) {
      expect(uncalibrated).toBe(true);
      expect(clusterThreshold).toBeGreaterThan(0);
      expect(clusterThreshold).toBeLessThan(2);
    }
    // pyannote's published distance for WeSpeaker is 0.7046.
    expect(estimates[0].clusterThreshold).toBeCloseTo(0.7046, 2);
    expect(new Set(estimates.map((one) => one.clusterThreshold)).size).toBeGreaterThan(3);
  });

  it.each([0, -1, 2, Number.NaN, 'far', true])('does not believe %j', (clusterThreshold) => {
    expect(embedderCalibration('wespeaker', { clusterThreshold }).uncalibrated).toBe(true);
  });
});
