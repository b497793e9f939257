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
  const offsets = used.map((index) => index * width);
  return (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const frames = Math.floor(bytes.length / info.bytesPerFrame);
    const out = new Float32Array(frames);
    const step = info.bytesPerFrame;
    const [first = 0, second] = offsets;
    if (second === undefined) {
      for (let frame = 0, at = first; frame < frames; frame++, at += step) out[frame] = read(view, at);
      return out;
    }
    const gain = 1 / offsets.length;
    for (let frame = 0, at = 0; frame < frames; frame++, at += step) {
      let sum = 0;
      for (const offset of offsets) sum += read(view, at + offset);
      out[frame] = sum * gain;
    }
    return out;
  };
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
