import type { AudioSource } from '../../src/core/ports/audio-source.ts';

export interface MemorySourceOptions {
  readonly startOffsetMs?: number;
  readonly channel?: number;
  /** Samples per block; an odd size shows that a stage does not lean on block borders. */
  readonly blockSamples?: number;
  readonly lengthKnown?: boolean;
}

/** An `AudioSource` over samples in memory; readable as often as wanted, stops at once when aborted. */
export function memorySource(samples: Float32Array, options: MemorySourceOptions = {}): AudioSource {
  const size = options.blockSamples ?? 16_000;
  return {
    startOffsetMs: options.startOffsetMs ?? 0,
    channel: options.channel,
    expectedSamples: options.lengthKnown === false ? undefined : samples.length,
    async *read(signal) {
      for (let startSample = 0; startSample < samples.length; startSample += size) {
        signal.throwIfAborted();
        yield { startSample, samples: samples.subarray(startSample, startSample + size) };
      }
      return { sampleCount: samples.length, alerts: [] };
    },
  };
}
