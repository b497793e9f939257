import { SAMPLE_RATE } from '../../shared/units.ts';

/** Samples (16 kHz) per bin of the finest level: 16 ms. */
const BASE_SAMPLES = 256;
/** Each level has bins this many times as long as the level before. */
const FACTOR = 4;
/** Levels stop once a whole recording fits in this many bins. */
const COARSEST_BINS = 256;
const MAGIC = 0x4b505856;
const VERSION = 1;
const HEADER_BYTES = 24;

/** One zoom level of a waveform. */
interface PeakLevel {
  readonly samplesPerBin: number;
  /** min, max, min, max, ... scaled by 127 and rounded outwards, so a drawn peak is never smaller than the sound. */
  readonly pairs: Int8Array;
}

/** A waveform at several zooms, finest first, each level 4 times coarser. */
export interface Peaks {
  readonly sampleRate: number;
  readonly sampleCount: number;
  readonly levels: readonly PeakLevel[];
}

export interface PeaksBuilder {
  /** Adds the next samples; any block size. Non-finite samples count as silence. */
  push(samples: Float32Array): void;
  /** The finished pyramid. The builder must not be used afterwards. */
  finish(): Peaks;
}

/** Builds peaks while audio streams by: one pass, 2 bytes per 16 ms of audio, coarser levels derived at the end. */
export function createPeaksBuilder(): PeaksBuilder {
  let pairs = new Int8Array(8192);
  let bins = 0;
  let sampleCount = 0;
  let inBin = 0;
  let low = 0;
  let high = 0;
  const close = (): void => {
    if (bins * 2 + 2 > pairs.length) {
      const larger = new Int8Array(pairs.length * 2);
      larger.set(pairs);
      pairs = larger;
    }
    pairs[bins * 2] = clampToInt8(Math.floor(low * 127));
    pairs[bins * 2 + 1] = clampToInt8(Math.ceil(high * 127));
    bins++;
    inBin = 0;
  };
  return {
    push(samples) {
      sampleCount += samples.length;
      for (const raw of samples) {
        const sample = Number.isFinite(raw) ? raw : 0;
        if (inBin === 0) {
          low = sample;
          high = sample;
        } else if (sample < low) low = sample;
        else if (sample > high) high = sample;
        if (++inBin === BASE_SAMPLES) close();
      }
    },
    finish() {
      if (inBin > 0) close();
      let level: PeakLevel = { samplesPerBin: BASE_SAMPLES, pairs: pairs.slice(0, bins * 2) };
      const levels = [level];
      while (level.pairs.length > COARSEST_BINS * 2) {
        level = { samplesPerBin: level.samplesPerBin * FACTOR, pairs: coarser(level.pairs) };
        levels.push(level);
      }
      return { sampleRate: SAMPLE_RATE, sampleCount, levels };
    },
  };
}

function clampToInt8(value: number): number {
  return Math.min(127, Math.max(-128, value));
}

function coarser(fine: Int8Array): Int8Array {
  const bins = Math.ceil(fine.length / 2 / FACTOR);
  const out = new Int8Array(bins * 2);
  for (let bin = 0; bin < bins; bin++) {
    let low = 127;
    let high = -128;
    const end = Math.min(fine.length, (bin + 1) * FACTOR * 2);
    for (let at = bin * FACTOR * 2; at < end; at += 2) {
      low = Math.min(low, fine[at]);
      high = Math.max(high, fine[at + 1]);
    }
    out[bin * 2] = low;
    out[bin * 2 + 1] = high;
  }
  return out;
}

/**
 * Packs peaks into bytes, little-endian: magic `VXPK`, version u8, level count u8, factor u8, 0, sample rate u32, base
 * samples per bin u32, sample count f64, then every level's pairs, finest first. Bin counts follow from the sample count.
 */
export function encodePeaks(peaks: Peaks): Uint8Array<ArrayBuffer> {
  const body = peaks.levels.reduce((sum, level) => sum + level.pairs.length, 0);
  const bytes = new Uint8Array(HEADER_BYTES + body);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, VERSION);
  view.setUint8(5, peaks.levels.length);
  view.setUint8(6, FACTOR);
  view.setUint32(8, peaks.sampleRate, true);
  view.setUint32(12, BASE_SAMPLES, true);
  view.setFloat64(16, peaks.sampleCount, true);
  let offset = HEADER_BYTES;
  for (const level of peaks.levels) {
    bytes.set(new Uint8Array(level.pairs.buffer, level.pairs.byteOffset, level.pairs.length), offset);
    offset += level.pairs.length;
  }
  return bytes;
}

/** Unpacks `encodePeaks` output; a reason instead of peaks when the bytes are not whole. */
export function decodePeaks(
  bytes: Uint8Array,
): { readonly kind: 'peaks'; readonly peaks: Peaks } | { readonly kind: 'invalid'; readonly reason: string } {
  if (bytes.length < HEADER_BYTES) return { kind: 'invalid', reason: 'shorter than its header' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) return { kind: 'invalid', reason: 'not a peaks file' };
  if (view.getUint8(4) !== VERSION) return { kind: 'invalid', reason: `unknown version ${view.getUint8(4)}` };
  const factor = view.getUint8(6);
  const base = view.getUint32(12, true);
  const sampleCount = view.getFloat64(16, true);
  if (factor < 2 || base === 0 || !Number.isSafeInteger(sampleCount) || sampleCount < 0) {
    return { kind: 'invalid', reason: 'impossible header values' };
  }
  const levels: PeakLevel[] = [];
  let offset = HEADER_BYTES;
  let samplesPerBin = base;
  for (let level = 0; level < view.getUint8(5); level++, samplesPerBin *= factor) {
    const length = Math.ceil(sampleCount / samplesPerBin) * 2;
    if (offset + length > bytes.length) return { kind: 'invalid', reason: 'cut short' };
    // By value: a slice of Node's Buffer would be a view with the buffer of the whole file.
    levels.push({ samplesPerBin, pairs: new Int8Array(bytes.subarray(offset, offset + length)) });
    offset += length;
  }
  if (offset !== bytes.length) return { kind: 'invalid', reason: 'longer than its levels' };
  return { kind: 'peaks', peaks: { sampleRate: view.getUint32(8, true), sampleCount, levels } };
}
