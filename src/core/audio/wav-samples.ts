import type { WavInfo, WavSampleFormat } from './wav.ts';

const LOW_FREQUENCY_BIT = 0x8;

/**
 * Builds the function that turns whole frames of a PCM WAVE file into one float32 channel. `channel` is 0-based, or
 * `'mix'` for the mean of all channels; a low-frequency channel named by the channel mask carries no speech and is left
 * out of the mean. Integers map to [-1, 1) by division with their full scale (2^(bits-1)), as ffmpeg does.
 */
export function createFrameReader(info: WavInfo, channel: number | 'mix'): (bytes: Uint8Array) => Float32Array {
  const used = channel === 'mix' ? mixChannels(info) : [channel];
  const width = info.bytesPerFrame / info.channels;
  const read = sampleReader(info.format);
  const gain = 1 / used.length;
  return (bytes) => {
    const frames = Math.floor(bytes.length / info.bytesPerFrame);
    const out = new Float32Array(frames);
    if (info.format === 's16' && bytes.byteOffset % 2 === 0) {
      readInt16(new Int16Array(bytes.buffer, bytes.byteOffset, frames * info.channels), info.channels, used, out);
      return out;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let frame = 0, at = 0; frame < frames; frame++, at += info.bytesPerFrame) {
      let sum = 0;
      for (const index of used) sum += read(view, at + index * width);
      out[frame] = sum * gain;
    }
    return out;
  };
}

/** The common format without a call per sample. */
function readInt16(samples: Int16Array, channels: number, used: readonly number[], out: Float32Array): void {
  const scale = 1 / (32768 * used.length);
  const first = used[0];
  const second = used[1];
  if (used.length === 1) {
    for (let frame = 0, at = first; frame < out.length; frame++, at += channels) out[frame] = samples[at] * scale;
  } else if (used.length === 2) {
    for (let frame = 0, at = 0; frame < out.length; frame++, at += channels) {
      out[frame] = (samples[at + first] + samples[at + second]) * scale;
    }
  } else {
    for (let frame = 0, at = 0; frame < out.length; frame++, at += channels) {
      let sum = 0;
      for (const index of used) sum += samples[at + index];
      out[frame] = sum * scale;
    }
  }
}

/** Channels that take part in a mix: every one except low-frequency effects, unless that is all there is. */
function mixChannels(info: WavInfo): number[] {
  const positions: number[] = [];
  for (let bit = 0; bit < 32; bit++) if ((info.channelMask >>> bit) & 1) positions.push(1 << bit);
  const all = Array.from({ length: info.channels }, (_, index) => index);
  if (info.channels < 2) return all;
  return all.filter((index) => positions[index] !== LOW_FREQUENCY_BIT);
}

function sampleReader(format: WavSampleFormat): (view: DataView, offset: number) => number {
  switch (format) {
    case 'u8':
      return (view, offset) => (view.getUint8(offset) - 128) / 128;
    case 's16':
      return (view, offset) => view.getInt16(offset, true) / 32768;
    case 's24':
      return (view, offset) => ((view.getInt8(offset + 2) << 16) | view.getUint16(offset, true)) / 8388608;
    case 's32':
      return (view, offset) => view.getInt32(offset, true) / 2147483648;
    case 'f32':
      return (view, offset) => view.getFloat32(offset, true);
    case 'f64':
      return (view, offset) => view.getFloat64(offset, true);
  }
}
