/** How one sample is stored. All are little-endian; `u8` is offset binary as WAVE defines it. */
export type WavSampleFormat = 'u8' | 's16' | 's24' | 's32' | 'f32' | 'f64';

/** Where the samples of a PCM WAVE file are and how to read them. */
export interface WavInfo {
  readonly kind: 'wav';
  readonly format: WavSampleFormat;
  readonly channels: number;
  /** Samples per second and channel. */
  readonly sampleRate: number;
  /** Speaker positions (WAVE_FORMAT_EXTENSIBLE), 0 when the file does not say. */
  readonly channelMask: number;
  readonly bytesPerFrame: number;
  readonly dataOffset: number;
  /** Bytes of sound that are really in the file, a whole number of frames. */
  readonly dataBytes: number;
  /**
   * `honest`: the header's size fits the file. `unknown`: a streaming writer left 0 or an all-ones marker.
   * `too-large`: the header promises more than the file holds, so its end is missing.
   */
  readonly size: 'honest' | 'unknown' | 'too-large';
  /** The size the header states, in bytes. */
  readonly declaredBytes: number;
}

export type WavHeader =
  | WavInfo
  /** The bytes given end before the `data` chunk: call again with at least `bytes` of the file's head. */
  | { readonly kind: 'need-more'; readonly bytes: number }
  | { readonly kind: 'not-wav' }
  | { readonly kind: 'truncated'; readonly reason: string }
  /** A WAVE file, but not plain PCM: another decoder must read it. */
  | { readonly kind: 'unsupported'; readonly reason: string };

/** Headers that put more than this before the sound are left to a general decoder. */
const MAX_HEADER_BYTES = 16 * 1024 * 1024;
const KNOWN_CHUNKS = new Set(
  'fmt |data|LIST|list|fact|bext|JUNK|junk|PAD |FLLR|ds64|cue |smpl|inst|iXML|id3 |ID3 |PEAK|DISP|plst|umid|axml|chna|_PMX|minf|elm1|regn|levl|aXML|cart|link|wavl|slnt|acid|strc|afsp'.split(
    '|',
  ),
);
/** Bytes 2..15 of the sub-format GUIDs that wrap a classic format tag. */
const GUID_TAIL = [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71];

interface Format {
  readonly format: WavSampleFormat;
  readonly channels: number;
  readonly sampleRate: number;
  readonly channelMask: number;
  readonly bytesPerFrame: number;
}

/**
 * Reads the header of a RIFF/WAVE, RF64 or BW64 file (Microsoft WAVE and EBU Tech 3306 layouts) from `head`, the file's
 * first bytes; `fileBytes` is the size of the whole file. Accepts what real writers get wrong: sizes of 0, 0xFFFFFFFF or
 * beyond the file, unknown chunks in any order, a missing pad byte. Never throws.
 */
export function parseWavHeader(head: Uint8Array, fileBytes: number): WavHeader {
  if (head.length < 12) {
    return /^(RIFF|RF64|BW64)$/.test(fourCc(head, 0)) && fileBytes < 12
      ? { kind: 'truncated', reason: 'the file ends inside the RIFF header' }
      : { kind: 'not-wav' };
  }
  const riff = fourCc(head, 0);
  if (!/^(RIFF|RF64|BW64)$/.test(riff) || fourCc(head, 8) !== 'WAVE') return { kind: 'not-wav' };
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let format: Format | { readonly kind: 'unsupported'; readonly reason: string } | undefined;
  let longDataBytes: number | undefined;
  let offset = 12;
  for (;;) {
    if (offset + 8 > fileBytes) return { kind: 'truncated', reason: 'the file ends before its sound begins' };
    if (offset + 8 > MAX_HEADER_BYTES) return { kind: 'unsupported', reason: 'more than 16 MiB of header' };
    if (offset + 8 > head.length) return { kind: 'need-more', bytes: offset + 4096 };
    const id = fourCc(head, offset);
    const size = view.getUint32(offset + 4, true);
    const body = offset + 8;
    if (id === 'data') {
      if (format === undefined) return { kind: 'unsupported', reason: 'no format chunk before the sound' };
      if ('kind' in format) return format;
      return locateData(head, format, body, fileBytes, size === 0xffffffff ? (longDataBytes ?? size) : size);
    }
    if (id === 'ds64' && size >= 24 && body + 16 <= head.length)
      longDataBytes = Number(view.getBigUint64(body + 8, true));
    if (id === 'fmt ') {
      if (size < 16) return { kind: 'unsupported', reason: 'the format chunk is too short' };
      if (body + size > fileBytes) return { kind: 'truncated', reason: 'the file ends inside the format chunk' };
      if (body + size > head.length) return { kind: 'need-more', bytes: body + size + 4096 };
      format = readFormat(view, body, size);
    }
    offset = nextChunk(head, body, size);
  }
}

/** Chunks start on even offsets, but some writers forget the pad byte after an odd-sized chunk. */
function nextChunk(head: Uint8Array, body: number, size: number): number {
  const end = body + size;
  if (size % 2 === 0) return end;
  const unpadded = KNOWN_CHUNKS.has(fourCc(head, end)) && !KNOWN_CHUNKS.has(fourCc(head, end + 1));
  return unpadded ? end : end + 1;
}

function readFormat(view: DataView, body: number, size: number): Format | { kind: 'unsupported'; reason: string } {
  let tag = view.getUint16(body, true);
  const channels = view.getUint16(body + 2, true);
  const sampleRate = view.getUint32(body + 4, true);
  const blockAlign = view.getUint16(body + 12, true);
  const bits = view.getUint16(body + 14, true);
  let channelMask = 0;
  if (tag === 0xfffe) {
    if (size < 40) return { kind: 'unsupported', reason: 'the extensible format chunk is too short' };
    channelMask = view.getUint32(body + 20, true);
    if (GUID_TAIL.some((byte, i) => view.getUint8(body + 26 + i) !== byte)) {
      return { kind: 'unsupported', reason: 'an unknown sub-format' };
    }
    tag = view.getUint16(body + 24, true);
  }
  const bytes = Math.ceil(bits / 8);
  const format = sampleFormat(tag, bytes);
  if (format === undefined) {
    return { kind: 'unsupported', reason: `format tag 0x${tag.toString(16)} with ${bits} bits per sample` };
  }
  if (channels === 0 || sampleRate === 0 || sampleRate > 3_072_000) {
    return { kind: 'unsupported', reason: `${channels} channels at ${sampleRate} Hz` };
  }
  const bytesPerFrame = channels * bytes;
  if (blockAlign !== 0 && blockAlign !== bytesPerFrame) {
    return { kind: 'unsupported', reason: `${blockAlign} bytes per frame where ${bytesPerFrame} are expected` };
  }
  return { format, channels, sampleRate, channelMask, bytesPerFrame };
}

function sampleFormat(tag: number, bytes: number): WavSampleFormat | undefined {
  if (tag === 1) return ([undefined, 'u8', 's16', 's24', 's32'] as const)[bytes];
  if (tag === 3) return bytes === 4 ? 'f32' : bytes === 8 ? 'f64' : undefined;
  return undefined;
}

function locateData(
  head: Uint8Array,
  format: Format,
  dataOffset: number,
  fileBytes: number,
  declaredBytes: number,
): WavInfo {
  const there = Math.max(0, fileBytes - dataOffset);
  // An empty data chunk followed by another chunk is truly empty; followed by anything else it was never filled in.
  const unfilled = declaredBytes === 0 && there > 0 && !KNOWN_CHUNKS.has(fourCc(head, dataOffset));
  const unknown = unfilled || declaredBytes === 0xffffffff;
  const size = unknown ? 'unknown' : declaredBytes > there ? 'too-large' : 'honest';
  const bytes = size === 'honest' ? declaredBytes : there;
  const dataBytes = bytes - (bytes % format.bytesPerFrame);
  return { kind: 'wav', ...format, dataOffset, dataBytes, size, declaredBytes };
}

function fourCc(bytes: Uint8Array, offset: number): string {
  return offset + 4 <= bytes.length ? String.fromCharCode(...bytes.subarray(offset, offset + 4)) : '';
}
