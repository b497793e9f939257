import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWavHeader, type WavInfo } from './wav.ts';
import { createFrameReader } from './wav-samples.ts';

interface Chunk {
  readonly id: string;
  readonly body: Uint8Array;
  /** Size to write when it should not be the true one. */
  readonly claim?: number;
  readonly pad?: boolean;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

function file(chunks: readonly Chunk[], riff = 'RIFF'): Uint8Array {
  const bytes: number[] = [...ascii(riff), 0, 0, 0, 0, ...ascii('WAVE')];
  for (const { id, body, claim, pad } of chunks) {
    const size = new Uint8Array(new Uint32Array([claim ?? body.length]).buffer);
    bytes.push(...ascii(id), ...size, ...body);
    if (body.length % 2 === 1 && pad !== false) bytes.push(0);
  }
  return Uint8Array.from(bytes);
}

function fmt(tag: number, channels: number, rate: number, bits: number, extensible = false): Chunk {
  const body = new Uint8Array(extensible ? 40 : 16);
  const view = new DataView(body.buffer);
  const frame = (channels * Math.ceil(bits / 8)) & 0xffff;
  view.setUint16(0, extensible ? 0xfffe : tag, true);
  view.setUint16(2, channels, true);
  view.setUint32(4, rate, true);
  view.setUint32(8, (rate * frame) >>> 0, true);
  view.setUint16(12, frame, true);
  view.setUint16(14, bits, true);
  if (extensible) {
    view.setUint16(16, 22, true);
    view.setUint32(20, 0b1001, true);
    view.setUint16(24, tag, true);
    body.set([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71], 26);
  }
  return { id: 'fmt ', body };
}

const sound = (bytes: number): Chunk => ({ id: 'data', body: new Uint8Array(bytes).fill(0x81) });
const parse = (bytes: Uint8Array): ReturnType<typeof parseWavHeader> => parseWavHeader(bytes, bytes.length);

function expectWav(bytes: Uint8Array): WavInfo {
  const header = parse(bytes);
  if (header.kind !== 'wav') throw new Error(`expected a WAV, got ${JSON.stringify(header)}`);
  return header;
}

describe('parseWavHeader', () => {
  it.each([
    [1, 8, 'u8'],
    [1, 16, 's16'],
    [1, 20, 's24'],
    [1, 24, 's24'],
    [1, 32, 's32'],
    [3, 32, 'f32'],
    [3, 64, 'f64'],
  ] as const)('tag %d with %d bits is %s, plain and extensible', (tag, bits, format) => {
    for (const extensible of [false, true]) {
      const info = expectWav(file([fmt(tag, 2, 44100, bits, extensible), sound(480)]));
      expect(info).toMatchObject({ format, channels: 2, sampleRate: 44100, dataBytes: 480, size: 'honest' });
      expect(info.channelMask).toBe(extensible ? 0b1001 : 0);
    }
  });

  it('walks over other chunks, with and without their pad byte', () => {
    for (const pad of [true, false]) {
      const odd: Chunk = { id: 'LIST', body: ascii('INFOISFT\u0003\0\0\0abc'), pad };
      const info = expectWav(
        file([{ id: 'junk', body: new Uint8Array(28) }, odd, fmt(1, 1, 16000, 16), odd, sound(64)]),
      );
      expect(info).toMatchObject({ dataBytes: 64, channels: 1 });
    }
  });

  it('takes the file size over a data size that lies', () => {
    const withClaim = (claim: number): WavInfo =>
      expectWav(file([fmt(1, 1, 16000, 16), { ...sound(101), claim, pad: false }]));
    expect(withClaim(0xffffffff)).toMatchObject({ size: 'unknown', dataBytes: 100 });
    expect(withClaim(0)).toMatchObject({ size: 'unknown', dataBytes: 100 });
    expect(withClaim(0xfffffff0)).toMatchObject({ size: 'too-large', dataBytes: 100, declaredBytes: 0xfffffff0 });
    expect(withClaim(64)).toMatchObject({ size: 'honest', dataBytes: 64 });
  });

  it('reads an empty data chunk before another chunk as empty', () => {
    const info = expectWav(file([fmt(1, 1, 16000, 16), sound(0), { id: 'LIST', body: new Uint8Array(8) }]));
    expect(info).toMatchObject({ size: 'honest', dataBytes: 0 });
  });

  it.each(['RF64', 'BW64'])('takes the 64-bit size of %s', (riff) => {
    const ds64 = new Uint8Array(28);
    new DataView(ds64.buffer).setBigUint64(8, 640n, true);
    const chunks = [{ id: 'ds64', body: ds64 }, fmt(1, 1, 16000, 16), { ...sound(800), claim: 0xffffffff }];
    expect(expectWav(file(chunks, riff))).toMatchObject({ size: 'honest', dataBytes: 640 });
  });

  it('asks for more when the sound starts after the bytes given', () => {
    const bytes = file([{ id: 'bext', body: new Uint8Array(9000) }, fmt(1, 1, 16000, 16), sound(64)]);
    const first = parseWavHeader(bytes.subarray(0, 64), bytes.length);
    expect(first.kind).toBe('need-more');
    if (first.kind === 'need-more')
      expect(parseWavHeader(bytes.subarray(0, first.bytes), bytes.length).kind).toBe('wav');
  });

  it('says what is wrong with the rest', () => {
    expect(parse(ascii('OggS0123456789')).kind).toBe('not-wav');
    expect(parse(file([fmt(0x11, 1, 16000, 4), sound(64)])).kind).toBe('unsupported');
    expect(parse(file([fmt(1, 0, 16000, 16), sound(64)])).kind).toBe('unsupported');
    expect(parse(file([sound(64)])).kind).toBe('unsupported');
    const whole = file([fmt(1, 1, 16000, 16), sound(64)]);
    for (const length of [4, 11, 12, 19, 30, 43]) expect(parse(whole.subarray(0, length)).kind).toBe('truncated');
    expect(parse(whole.subarray(0, 44))).toMatchObject({ kind: 'wav', dataBytes: 0, size: 'too-large' });
  });

  it('terminates without throwing on any bytes and never points outside the file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(500), (tail, extra) => {
        const bytes = Uint8Array.from([...ascii('RIFF\0\0\0\0WAVE'), ...tail]);
        const size = bytes.length + extra;
        const header = parseWavHeader(bytes, size);
        if (header.kind === 'wav') expect(header.dataOffset + header.dataBytes).toBeLessThanOrEqual(size);
        if (header.kind === 'need-more') expect(header.bytes).toBeGreaterThan(bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('createFrameReader', () => {
  const info = (format: WavInfo['format'], channels: number, width: number, channelMask = 0): WavInfo => ({
    kind: 'wav',
    format,
    channels,
    sampleRate: 16000,
    channelMask,
    bytesPerFrame: width * channels,
    dataOffset: 44,
    dataBytes: 0,
    size: 'honest',
    declaredBytes: 0,
  });

  it('maps full scale of every format to the same values', () => {
    const read = (format: WavInfo['format'], bytes: readonly number[]): number[] => {
      const width = { u8: 1, s16: 2, s24: 3, s32: 4, f32: 4, f64: 8 }[format];
      return [...createFrameReader(info(format, 1, width), 0)(Uint8Array.from(bytes))];
    };
    expect(read('u8', [0, 128, 192])).toEqual([-1, 0, 0.5]);
    expect(read('s16', [0, 0x80, 0, 0, 0, 0x40])).toEqual([-1, 0, 0.5]);
    expect(read('s24', [0, 0, 0x80, 0, 0, 0, 0, 0, 0x40])).toEqual([-1, 0, 0.5]);
    expect(read('s32', [0, 0, 0, 0x80, 0, 0, 0, 0x40])).toEqual([-1, 0.5]);
    expect(read('f32', [...new Uint8Array(new Float32Array([-1, 0.5]).buffer)])).toEqual([-1, 0.5]);
    expect(read('f64', [...new Uint8Array(new Float64Array([-1, 0.5]).buffer)])).toEqual([-1, 0.5]);
  });

  it('picks one channel, or takes the mean without the low-frequency channel', () => {
    const frame = new Uint8Array(new Int16Array([8192, 16384, -8192, 32767]).buffer);
    const odd = new Uint8Array(frame.length + 1);
    odd.set(frame, 1);
    expect([...createFrameReader(info('s16', 4, 2), 1)(odd.subarray(1))]).toEqual([0.5]);
    const mean = (8192 + 16384 - 8192) / 3 / 32768;
    expect([...createFrameReader(info('s16', 4, 2, 0b1111), 'mix')(frame)]).toEqual([Math.fround(mean)]);
  });
});
