import type { StudioApi } from '../../../../contract/studio-api.ts';
import { toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { levelFor, type WaveWindow } from './wave-window.ts';

/** Bins fetched at once: nearly nine minutes at the finest zoom, 64 kB. */
const CHUNK_BINS = 32_768;
/** Chunks kept; the ones not looked at for longest go first. */
const MOST_CHUNKS = 64;
const RETRY_MS = 5000;
/** Trouble that passes by itself: what is missing is asked for again. */
const PASSING: readonly string[] = ['connection-lost', 'store-locked', 'timed-out'];
/** Of 128: what is quieter than this is not blown up to full height. */
const QUIETEST = 4;

/** Zooms of a stored waveform, and where it lies on the timeline. */
interface PeaksLayout {
  readonly sampleRate: number;
  readonly startMs: number;
  readonly levels: readonly { readonly samplesPerBin: number; readonly bins: number }[];
}

/** Loudness above and below the middle, 0..1, one entry a bin. */
export interface WavePeaks {
  /** The loudest of the whole track, so that quiet recordings can be seen too. */
  readonly loudest: number;
  readonly tops: Float32Array;
  readonly bottoms: Float32Array;
}

interface PeaksWatcher {
  /** There is more to draw. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/** The stored waveform of one track: fetched as it is looked at, coarse at first. Sound is never decoded here. */
export class PeaksSource {
  readonly #api: StudioApi;
  readonly #id: number;
  readonly #track: number;
  readonly #watcher: PeaksWatcher;
  readonly #chunks = new Map<string, Int8Array>();
  readonly #asked = new Set<string>();
  readonly #abort = new AbortController();
  #layout: PeaksLayout | undefined;
  #loudest = 1;

  constructor(api: StudioApi, wish: { readonly id: number; readonly track: number }, watcher: PeaksWatcher) {
    this.#api = api;
    this.#id = wish.id;
    this.#track = wish.track;
    this.#watcher = watcher;
  }

  /** Learns what there is and fetches the coarsest zoom whole; again and again while the studio cannot be reached. */
  async open(): Promise<void> {
    while (await this.#failsToOpen()) await rest();
  }

  async #failsToOpen(): Promise<boolean> {
    const { signal } = this.#abort;
    try {
      const slice = await ask(this.#api, 'media.peaks', { id: this.#id, track: this.#track }, { signal });
      this.#layout = slice;
      const coarsest = bytesOf(slice.data);
      this.#loudest = Math.max(QUIETEST, ...coarsest.map(Math.abs)) / 128;
      this.#keep(`${slice.level}:0`, coarsest);
      this.#watcher.onChange();
      return false;
    } catch (error) {
      if (signal.aborted) return false;
      this.#watcher.onError(error);
      return PASSING.includes(toAppError(error).code);
    }
  }

  /** The waveform of a stretch, as good as it is here by now; what is missing is fetched. Undefined before `open` is done. */
  read(window: WaveWindow): WavePeaks | undefined {
    const layout = this.#layout;
    if (layout === undefined) return undefined;
    const level = levelFor(layout.levels, layout.sampleRate, window.pxPerSecond);
    const { samplesPerBin, bins } = layout.levels[level] ?? { samplesPerBin: 1, bins: 0 };
    const binMs = (samplesPerBin / layout.sampleRate) * 1000;
    const from = Math.floor((window.fromMs - layout.startMs) / binMs);
    const count = Math.max(1, Math.round((window.toMs - window.fromMs) / binMs));
    const tops = new Float32Array(count);
    const bottoms = new Float32Array(count);
    let chunk: Int8Array | undefined;
    let chunkAt = -1;
    for (let at = 0; at < count; at++) {
      const bin = from + at;
      if (bin < 0 || bin >= bins) continue;
      const number = Math.floor(bin / CHUNK_BINS);
      if (number !== chunkAt) {
        chunkAt = number;
        chunk = this.#chunk(level, number);
      }
      if (chunk === undefined) this.#fallBack(layout, bin * samplesPerBin, at, tops, bottoms);
      else {
        const place = (bin - number * CHUNK_BINS) * 2;
        bottoms[at] = Math.max(0, -(chunk[place] ?? 0)) / 128;
        tops[at] = Math.max(0, chunk[place + 1] ?? 0) / 128;
      }
    }
    return { tops, bottoms, loudest: this.#loudest };
  }

  close(): void {
    this.#abort.abort();
    this.#chunks.clear();
  }

  /** A bin of the coarsest zoom, which is always here, until the fine one has come. */
  #fallBack(layout: PeaksLayout, sample: number, at: number, tops: Float32Array, bottoms: Float32Array): void {
    const coarsest = layout.levels.length - 1;
    const bin = Math.floor(sample / (layout.levels[coarsest]?.samplesPerBin ?? 1));
    const chunk = this.#chunks.get(`${coarsest}:0`);
    bottoms[at] = Math.max(0, -(chunk?.[bin * 2] ?? 0)) / 128;
    tops[at] = Math.max(0, chunk?.[bin * 2 + 1] ?? 0) / 128;
  }

  #chunk(level: number, number: number): Int8Array | undefined {
    const key = `${level}:${number}`;
    const chunk = this.#chunks.get(key);
    if (chunk === undefined) void this.#fetch(level, number, key);
    else this.#keep(key, chunk);
    return chunk;
  }

  async #fetch(level: number, number: number, key: string): Promise<void> {
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    while (await this.#failsToFetch(level, number, key)) await rest();
    this.#asked.delete(key);
  }

  async #failsToFetch(level: number, number: number, key: string): Promise<boolean> {
    const { signal } = this.#abort;
    const range = { level, from: number * CHUNK_BINS, to: (number + 1) * CHUNK_BINS };
    try {
      const slice = await ask(this.#api, 'media.peaks', { id: this.#id, track: this.#track, ...range }, { signal });
      this.#keep(key, bytesOf(slice.data));
      this.#watcher.onChange();
      return false;
    } catch (error) {
      if (signal.aborted) return false;
      this.#watcher.onError(error);
      if (PASSING.includes(toAppError(error).code)) return true;
      // Not at once: a drawing asks for it again.
      await rest();
      return false;
    }
  }

  #keep(key: string, chunk: Int8Array): void {
    this.#chunks.delete(key);
    this.#chunks.set(key, chunk);
    const coarsest = `${(this.#layout?.levels.length ?? 0) - 1}:0`;
    for (const old of this.#chunks.keys()) {
      if (this.#chunks.size <= MOST_CHUNKS) return;
      if (old !== coarsest) this.#chunks.delete(old);
    }
  }
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, RETRY_MS));
}

/** Signed bytes from base64. */
function bytesOf(base64: string): Int8Array {
  const text = atob(base64);
  const bytes = new Int8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
