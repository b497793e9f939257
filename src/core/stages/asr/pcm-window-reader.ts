import type { PcmBlock } from '../../audio/pcm.ts';
import type { AudioSource } from '../../ports/audio-source.ts';
import type { Span } from '../../timeline/span.ts';
import { cancelled } from '../../../shared/app-error.ts';
import { msToSamples } from '../../../shared/units.ts';

/**
 * Serves stretches of a source in one forward pass, holding only the blocks that the current stretch touches. Opens the
 * source at the first read. Close it when done, so the decoder behind it ends.
 */
export class PcmWindowReader {
  readonly #source: AudioSource;
  readonly #signal: AbortSignal;
  #blocks: ReturnType<AudioSource['read']> | undefined;
  #held: PcmBlock[] = [];
  #nextSample = 0;
  #ended = false;
  #servedTo = 0;

  constructor(source: AudioSource, signal: AbortSignal) {
    this.#source = source;
    this.#signal = signal;
  }

  /**
   * The samples of a span in media milliseconds; silence where the source has none. Starts must not go back. Throws what
   * the source throws, `cancelled` on abort.
   */
  async read(span: Span): Promise<Float32Array> {
    const from = msToSamples(span.startMs - this.#source.startOffsetMs);
    const to = msToSamples(span.endMs - this.#source.startOffsetMs);
    if (from < this.#servedTo) throw new RangeError(`window start ${span.startMs} ms lies before the last one`);
    this.#servedTo = from;
    this.#drop(from);
    while (this.#nextSample < to && (await this.#pull())) this.#drop(from);
    const samples = new Float32Array(to - from);
    for (const block of this.#held) {
      const begin = Math.max(from, block.startSample);
      const end = Math.min(to, block.startSample + block.samples.length);
      if (end > begin) {
        samples.set(block.samples.subarray(begin - block.startSample, end - block.startSample), begin - from);
      }
    }
    return samples;
  }

  /** Ends the pass and the decoder behind it. */
  async close(): Promise<void> {
    this.#held = [];
    this.#ended = true;
    await this.#blocks?.return({ sampleCount: this.#nextSample, alerts: [] });
  }

  async #pull(): Promise<boolean> {
    if (this.#signal.aborted) throw cancelled(this.#signal.reason);
    if (this.#ended) return false;
    this.#blocks ??= this.#source.read(this.#signal);
    const step = await this.#blocks.next();
    if (step.done === true) {
      this.#ended = true;
      return false;
    }
    const { samples } = step.value;
    this.#held.push({ startSample: this.#nextSample, samples });
    this.#nextSample += samples.length;
    return true;
  }

  #drop(before: number): void {
    while (this.#held[0] !== undefined && this.#held[0].startSample + this.#held[0].samples.length <= before) {
      this.#held.shift();
    }
  }
}
