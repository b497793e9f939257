import { readAligned } from '../../ports/aligned-blocks.ts';
import { bestLikeness, decimate, levelDb } from '../../audio/correlation.ts';
import type { AudioSource } from '../../ports/audio-source.ts';
import type { Stage, StageIdentity } from '../../ports/stage.ts';
import { cancelled } from '../../../shared/app-error.ts';
import { SAMPLE_RATE } from '../../../shared/units.ts';
import { type ChannelLayout, classifyLayout } from './classify-layout.ts';

export const LAYOUT_STAGE: StageIdentity = { id: 'layout', version: 1 };

export interface LayoutInput {
  /** One for each channel, in order. */
  readonly channels: readonly AudioSource[];
}

/** Half a second: long enough to be one voice, short enough for a turn to have several. */
const BLOCK_SAMPLES = SAMPLE_RATE / 2;
/** Channels are compared at 8 kHz: coding does least harm below 4 kHz, and a delay between two samples costs little. */
const DECIMATION = 2;
const MAX_LAG_MS = 10;
const MAX_LAG = (MAX_LAG_MS * SAMPLE_RATE) / 1000 / DECIMATION;
/** Blocks quieter than this are not compared and do not count as listened to. dB. */
const QUIET_DB = -65;
/** How many blocks with sound decide (10 min), and how many are read at most (1 h): the layout does not change midway. */
const ENOUGH_BLOCKS = 1200;
const MOST_BLOCKS = 7200;
/** With many channels the pairs are compared in every fourth block only. */
const MANY_CHANNELS = 2;
const SPARSE = 4;

/**
 * Finds out how the channels of a recording relate. One pass over all channels side by side, no model; it ends after 10
 * minutes with sound or one hour. Throws `cancelled` and what the sources throw.
 */
export function createLayoutStage(): Stage<LayoutInput, ChannelLayout, object> {
  return {
    ...LAYOUT_STAGE,
    async run({ channels }, _options, ctx) {
      const levels = channels.map((): number[] => []);
      const pairs = channels.flatMap((_, a) =>
        channels.slice(a + 1).map((_, offset) => ({
          a,
          b: a + 1 + offset,
          likeness: [] as ({ readonly correlation: number; readonly lagMs: number } | undefined)[],
        })),
      );
      const length = Math.ceil((channels[0]?.expectedSamples ?? 0) / BLOCK_SAMPLES);
      let read = 0;
      let heard = 0;
      for await (const { samples } of readAligned(channels, BLOCK_SAMPLES, ctx.signal)) {
        if (ctx.signal.aborted) throw cancelled(ctx.signal.reason);
        const here = samples.map(levelDb);
        for (const [channel, level] of here.entries()) levels[channel].push(level);
        const compare = channels.length <= MANY_CHANNELS || read % SPARSE === 0;
        const small = compare ? samples.map((block) => decimate(block, DECIMATION)) : [];
        for (const { a, b, likeness } of pairs) {
          if (!compare || Math.min(here[a], here[b]) < QUIET_DB) {
            likeness.push(undefined);
            continue;
          }
          const { correlation, lag } = bestLikeness(small[a], small[b], MAX_LAG);
          likeness.push({ correlation, lagMs: (lag * DECIMATION * 1000) / SAMPLE_RATE });
        }
        read++;
        if (Math.max(...here) >= QUIET_DB) heard++;
        if (heard >= ENOUGH_BLOCKS || read >= MOST_BLOCKS) break;
        if (length > 0)
          ctx.progress(Math.min(1, Math.max(heard / ENOUGH_BLOCKS, read / Math.min(length, MOST_BLOCKS))));
      }
      return classifyLayout({ levels, pairs });
    },
  };
}
