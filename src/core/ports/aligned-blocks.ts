import type { AudioSource } from './audio-source.ts';
import { msToSamples, samplesToMs } from '../../shared/units.ts';

/** The same stretch of media time in several tracks; `samples[i]` belongs to track i. Silence stands where a track has none. */
export interface AlignedBlock {
  readonly startMs: number;
  readonly samples: readonly Float32Array[];
}

/**
 * Reads tracks side by side in blocks of `blockSamples` at 16 kHz, each at its own place in media time; tracks may start and
 * end at different times. Holds one block and one decoder block a track. Breaking out ends all decoders. Throws what the
 * sources throw.
 */
export async function* readAligned(
  sources: readonly AudioSource[],
  blockSamples: number,
  signal: AbortSignal,
): AsyncGenerator<AlignedBlock, void, void> {
  const firstMs = Math.min(...sources.map((source) => source.startOffsetMs));
  const feeds = sources.map((source) => new Feed(source, msToSamples(source.startOffsetMs - firstMs), signal));
  try {
    for (let at = 0; ; at += blockSamples) {
      const samples = await Promise.all(feeds.map((feed) => feed.take(blockSamples)));
      if (samples.every((block) => block === undefined)) return;
      yield {
        startMs: firstMs + samplesToMs(at),
        samples: samples.map((block) => block ?? new Float32Array(blockSamples)),
      };
    }
  } finally {
    await Promise.all(feeds.map((feed) => feed.close()));
  }
}

/** One track as a run of samples that can be taken in any portions. */
class Feed {
  readonly #blocks: ReturnType<AudioSource['read']>;
  #silence: number;
  #rest: Float32Array = new Float32Array(0);
  #ended = false;

  constructor(source: AudioSource, silence: number, signal: AbortSignal) {
    this.#blocks = source.read(signal);
    this.#silence = silence;
  }

  /** The next samples, silent behind the track's end; `undefined` when all of them are. */
  async take(count: number): Promise<Float32Array | undefined> {
    const out = new Float32Array(count);
    let filled = Math.min(count, this.#silence);
    this.#silence -= filled;
    while (filled < count && !this.#ended) {
      if (this.#rest.length === 0) {
        const next = await this.#blocks.next();
        if (next.done === true) this.#ended = true;
        else this.#rest = next.value.samples;
        continue;
      }
      const piece = this.#rest.subarray(0, count - filled);
      out.set(piece, filled);
      filled += piece.length;
      this.#rest = this.#rest.subarray(piece.length);
    }
    return filled === 0 ? undefined : out;
  }

  async close(): Promise<void> {
    await this.#blocks.return({ sampleCount: 0, alerts: [] });
  }
}
