/**
 * Just enough of the GGUF file format (version 3, ggml's docs/gguf.md) to write small models in tests, so that the real
 * native library runs without a download.
 */
export type GgufValue =
  | { readonly type: 'u32' | 'f32'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'i32s' | 'f32s'; readonly value: readonly number[] }
  | { readonly type: 'strings'; readonly value: readonly string[] };

export interface GgufTensor {
  readonly name: string;
  /** Innermost first, as ggml counts them: the reverse of a PyTorch shape. */
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

const TYPE = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 } as const;
const ALIGNMENT = 32;
const F32 = 0;

/** A GGUF file with full-precision tensors. */
export function writeGguf(pairs: Readonly<Record<string, GgufValue>>, tensors: readonly GgufTensor[]): Uint8Array {
  const settings = Object.entries(pairs);
  const head = [Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(settings.length)];
  for (const [key, value] of settings) head.push(text(key), ...valueBytes(value));
  let offset = 0;
  for (const { name, dims, data } of tensors) {
    head.push(text(name), u32(dims.length), ...dims.map(u64), u32(F32), u64(offset));
    offset += padded(data.byteLength);
  }
  const header = Buffer.concat(head);
  const parts: Buffer[] = [header, Buffer.alloc(padded(header.length) - header.length)];
  for (const { data } of tensors) {
    parts.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    parts.push(Buffer.alloc(padded(data.byteLength) - data.byteLength));
  }
  return Buffer.concat(parts);
}

function valueBytes(entry: GgufValue): Buffer[] {
  switch (entry.type) {
    case 'u32':
      return [u32(TYPE.u32), u32(entry.value)];
    case 'f32':
      return [u32(TYPE.f32), f32(entry.value)];
    case 'bool':
      return [u32(TYPE.bool), Buffer.from([entry.value ? 1 : 0])];
    case 'string':
      return [u32(TYPE.string), text(entry.value)];
    case 'i32s':
      return [u32(TYPE.array), u32(TYPE.i32), u64(entry.value.length), ...entry.value.map(u32)];
    case 'f32s':
      return [u32(TYPE.array), u32(TYPE.f32), u64(entry.value.length), ...entry.value.map(f32)];
    case 'strings':
      return [u32(TYPE.array), u32(TYPE.string), u64(entry.value.length), ...entry.value.map(text)];
  }
}

function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([u64(bytes.length), bytes]);
}
