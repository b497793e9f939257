import type { AudioSource } from '../ports/audio-source.ts';

/** A source that shows every block to `onSamples` on its way. */
export function tapAudio(source: AudioSource, onSamples: (samples: Float32Array) => void): AudioSource {
  return {
    startOffsetMs: source.startOffsetMs,
    channel: source.channel,
    expectedSamples: source.expectedSamples,
    async *read(signal) {
      const blocks = source.read(signal);
      try {
        for (;;) {
          const next = await blocks.next();
          if (next.done === true) return next.value;
          onSamples(next.value.samples);
          yield next.value;
        }
      } finally {
        await blocks.return({ sampleCount: 0, alerts: [] });
      }
    },
  };
}
