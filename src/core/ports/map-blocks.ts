import type { PcmBlock } from '../audio/pcm.ts';
import type { AudioSource } from './audio-source.ts';

/** A source whose blocks go through `change` on their way. */
export function mapBlocks(source: AudioSource, change: (block: PcmBlock) => PcmBlock): AudioSource {
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
          yield change(next.value);
        }
      } finally {
        await blocks.return({ sampleCount: 0, alerts: [] });
      }
    },
  };
}
