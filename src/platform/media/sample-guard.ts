import type { Alert } from '../../shared/alert.ts';

/** Replaces samples that are not numbers (damaged float audio) by silence, in place, and remembers that it did. */
export interface SampleGuard {
  clean(samples: Float32Array): void;
  /** One `input-bad-samples` warning, or nothing. */
  alerts(): Alert[];
}

/** `sampleRate` in Hz places the alert in time. Feed it every sample of one track, in order. */
export function createSampleGuard(sampleRate: number): SampleGuard {
  let seen = 0;
  let bad = 0;
  let firstBad = 0;
  return {
    clean(samples) {
      for (let i = 0; i < samples.length; i++) {
        const sample = samples[i];
        // Only infinities and NaN differ from themselves here.
        if (sample - sample === 0) continue;
        samples[i] = 0;
        if (bad++ === 0) firstBad = seen + i;
      }
      seen += samples.length;
    },
    alerts() {
      if (bad === 0) return [];
      const message = `${bad} samples were not numbers and were replaced by silence.`;
      const startMs = Math.round((firstBad / sampleRate) * 1000);
      return [
        { code: 'input-bad-samples', severity: 'warning', message, stage: 'decode', startMs, values: { count: bad } },
      ];
    },
  };
}
