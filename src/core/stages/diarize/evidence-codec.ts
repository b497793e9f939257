import { z } from 'zod';
import { type DiarizeEvidence, LOCAL_SPEAKERS } from './evidence.ts';
import { globalFrames } from './speaker-count.ts';
import type { Place } from './turns.ts';

/** Evidence and where its track sits in the media. */
export interface PlacedEvidence {
  readonly evidence: DiarizeEvidence;
  readonly place: Place;
}

const MAGIC = 'VXEV0001';
const MOST_BYTES = 1 << 30;
const count = z.int().nonnegative().max(MOST_BYTES);
const headerSchema = z.strictObject({
  model: z.string().max(200),
  dim: z.int().nonnegative().max(4096),
  count,
  windowCount: count,
  framesPerWindow: z.int().nonnegative().max(100_000),
  stepSamples: z.int().positive(),
  sampleCount: z.int().nonnegative(),
  startOffsetMs: z.int(),
  channel: z.int().nonnegative().optional(),
  /** Bytes of the run-length coded masks. */
  maskBytes: count,
  /** Bytes of the counts of speakers, coded alike; absent when there are none. */
  speakingBytes: count.optional(),
});

/**
 * Evidence as bytes for the disk: magic, header length (u32), header (JSON), masks and counts of speakers as runs (value, length as a
 * base-128 number), then vectors (f32), windows (u32), clean frames (u16), local speakers (u8), all little-endian. About 2.8 MB an
 * hour at a 2 s step with 192 dimensions.
 */
export function packEvidence({ activity, embeddings }: DiarizeEvidence, place: Place): Uint8Array {
  const masks = packRuns(activity.masks);
  const speaking = activity.speaking === undefined ? undefined : packRuns(activity.speaking);
  const header = new TextEncoder().encode(
    JSON.stringify({
      model: embeddings.model,
      dim: embeddings.dim,
      count: embeddings.count,
      windowCount: activity.windowCount,
      framesPerWindow: activity.framesPerWindow,
      stepSamples: activity.stepSamples,
      sampleCount: activity.sampleCount,
      startOffsetMs: place.startOffsetMs,
      channel: place.channel,
      maskBytes: masks.length,
      speakingBytes: speaking?.length,
    } satisfies z.infer<typeof headerSchema>),
  );
  const { vectors, window, cleanFrames, local } = embeddings;
  const size =
    MAGIC.length +
    4 +
    header.length +
    masks.length +
    (speaking?.length ?? 0) +
    vectors.length * 4 +
    embeddings.count * 7;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(MAGIC.length, header.length, true);
  let at = MAGIC.length + 4;
  bytes.set(header, at);
  at += header.length;
  bytes.set(masks, at);
  at += masks.length;
  if (speaking !== undefined) bytes.set(speaking, at);
  at += speaking?.length ?? 0;
  for (const value of vectors) {
    view.setFloat32(at, value, true);
    at += 4;
  }
  for (const value of window) {
    view.setUint32(at, value, true);
    at += 4;
  }
  for (const value of cleanFrames) {
    view.setUint16(at, value, true);
    at += 2;
  }
  bytes.set(local, at);
  return bytes;
}

/** Reads what `packEvidence` wrote; `undefined` for anything else, since files can be damaged or forged. */
export function unpackEvidence(bytes: Uint8Array): PlacedEvidence | undefined {
  const start = MAGIC.length + 4;
  if (bytes.length < start || new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerEnd = start + view.getUint32(MAGIC.length, true);
  if (headerEnd > bytes.length) return undefined;
  const header = parseHeader(bytes.subarray(start, headerEnd));
  if (header === undefined) return undefined;
  const { model, dim, windowCount, framesPerWindow, stepSamples, sampleCount, maskBytes } = header;
  const rows = header.count;
  const { speakingBytes = 0 } = header;
  const total = headerEnd + maskBytes + speakingBytes + rows * dim * 4 + rows * 7;
  if (total !== bytes.length || windowCount * framesPerWindow > MOST_BYTES) return undefined;
  const masks = unpackRuns(bytes.subarray(headerEnd, headerEnd + maskBytes), windowCount * framesPerWindow);
  if (masks === undefined) return undefined;
  const frames = globalFrames({ windowCount, framesPerWindow, stepSamples, sampleCount, masks });
  const counted = bytes.subarray(headerEnd + maskBytes, headerEnd + maskBytes + speakingBytes);
  const speaking = header.speakingBytes === undefined ? undefined : unpackRuns(counted, frames);
  if (header.speakingBytes !== undefined && speaking === undefined) return undefined;
  let at = headerEnd + maskBytes + speakingBytes;
  const vectors = new Float32Array(rows * dim);
  for (let i = 0; i < vectors.length; i += 1, at += 4) vectors[i] = view.getFloat32(at, true);
  const window = new Uint32Array(rows);
  for (let i = 0; i < rows; i += 1, at += 4) window[i] = view.getUint32(at, true);
  const cleanFrames = new Uint16Array(rows);
  for (let i = 0; i < rows; i += 1, at += 2) cleanFrames[i] = view.getUint16(at, true);
  const local = bytes.slice(at, at + rows);
  const evidence: DiarizeEvidence = {
    activity: {
      ...{ windowCount, framesPerWindow, stepSamples, sampleCount, masks },
      ...(speaking === undefined ? {} : { speaking }),
    },
    embeddings: { model, dim, count: rows, vectors, window, local, cleanFrames },
  };
  const { startOffsetMs, channel } = header;
  return isSound(evidence) ? { evidence, place: { startOffsetMs, channel } } : undefined;
}

function parseHeader(bytes: Uint8Array): z.infer<typeof headerSchema> | undefined {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

/** Rows in order of window and local speaker, inside the recording, and finite. */
function isSound({ activity, embeddings }: DiarizeEvidence): boolean {
  const { window, local, vectors } = embeddings;
  let before = -1;
  for (let i = 0; i < embeddings.count; i += 1) {
    const place = window[i] * LOCAL_SPEAKERS + local[i];
    if (local[i] >= LOCAL_SPEAKERS || window[i] >= activity.windowCount || place <= before) return false;
    before = place;
  }
  return vectors.every(Number.isFinite);
}

function packRuns(masks: Uint8Array): Uint8Array {
  const out: number[] = [];
  let start = 0;
  while (start < masks.length) {
    let end = start + 1;
    while (end < masks.length && masks[end] === masks[start]) end += 1;
    out.push(masks[start]);
    let length = end - start;
    for (; length > 127; length = Math.floor(length / 128)) out.push(128 | (length & 127));
    out.push(length);
    start = end;
  }
  return Uint8Array.from(out);
}

function unpackRuns(bytes: Uint8Array, size: number): Uint8Array | undefined {
  const masks = new Uint8Array(size);
  let filled = 0;
  let at = 0;
  while (at < bytes.length) {
    const mask = bytes[at];
    at += 1;
    let length = 0;
    let unit = 1;
    let byte = 128;
    while (byte >= 128) {
      if (at >= bytes.length || unit > MOST_BYTES) return undefined;
      byte = bytes[at]!;
      at += 1;
      length += (byte & 127) * unit;
      unit *= 128;
    }
    if (mask >= 1 << LOCAL_SPEAKERS || filled + length > size) return undefined;
    masks.fill(mask, filled, filled + length);
    filled += length;
  }
  return filled === size ? masks : undefined;
}
