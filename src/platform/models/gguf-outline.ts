import { FileWindow } from './file-window.ts';

const MAX_ALIGNMENT = 64 * 1024;
const MAX_KEY_BYTES = 65_535;
const MAX_TENSOR_NAME_BYTES = 256;
const MAX_DIMENSIONS = 4;
const MAX_ARRAY_DEPTH = 4;
/** Smallest possible bytes of one entry: lengths, types and one byte of content. */
const MIN_PAIR_BYTES = 13;
const MIN_TENSOR_BYTES = 32;
const TYPE_STRING = 8;
const TYPE_ARRAY = 9;
/** Bytes of the fixed-size value types, by their number in the specification. */
const SCALAR_BYTES: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
/** Values per block and bytes per block of the tensor types, by number. */
const BLOCKS: Readonly<Record<number, readonly [number, number]>> = {
  0: [1, 4],
  1: [1, 2],
  2: [32, 18],
  3: [32, 20],
  6: [32, 22],
  7: [32, 24],
  8: [32, 34],
  10: [256, 84],
  11: [256, 110],
  12: [256, 144],
  13: [256, 176],
  14: [256, 210],
  24: [1, 1],
  25: [1, 2],
  26: [1, 4],
  27: [1, 8],
  28: [1, 8],
  30: [1, 2],
};

class GgufProblem extends Error {}

/** Single values of a header by their names, e.g. `general.architecture`; lists and long texts are left out. */
export type GgufFacts = Readonly<Record<string, string | number | boolean>>;

const MAX_FACT_BYTES = 256;

/**
 * Checks a GGUF header (specification in ggml's docs/gguf.md, versions 2 and 3) before native code parses it: magic,
 * version, counts that fit into the file, alignment a capped power of two, dimensions that are not zero and whose
 * product does not overflow, every tensor inside the file. Returns what is wrong, or `undefined`.
 * Throws when the file cannot be read.
 */
export function findGgufProblem(path: string): string | undefined {
  const read = readGgufFacts(path);
  return typeof read === 'string' ? read : undefined;
}

/** What a header says, checked as `findGgufProblem` does; what is wrong as a text. Throws when the file cannot be read. */
export function readGgufFacts(path: string): GgufFacts | string {
  const file = new FileWindow(path);
  try {
    return checkHeader(new Cursor(file));
  } catch (error) {
    if (error instanceof GgufProblem) return error.message;
    throw error;
  } finally {
    file.close();
  }
}

function checkHeader(cursor: Cursor): GgufFacts {
  if (cursor.size < 24 || cursor.bytes(4).toString('latin1') !== 'GGUF') fail('it does not begin like a GGUF file');
  const version = cursor.u32();
  if (version !== 2 && version !== 3) fail(`its GGUF version ${version} is not known`);
  const tensors = cursor.count(MIN_TENSOR_BYTES, 'tensors');
  const pairs = cursor.count(MIN_PAIR_BYTES, 'settings');
  const facts = new Map<string, string | number | boolean>();
  let alignment = 32;
  for (let index = 0; index < pairs; index++) {
    const key = cursor.text(MAX_KEY_BYTES);
    const type = cursor.u32();
    if (key === 'general.alignment') alignment = readAlignment(cursor, type);
    else {
      const value = readValue(cursor, type);
      if (value !== undefined) facts.set(key, value);
    }
  }
  const found: { readonly offset: number; readonly bytes: number }[] = [];
  for (let index = 0; index < tensors; index++) found.push(readTensor(cursor, alignment));
  const data = Math.ceil(cursor.at / alignment) * alignment;
  if (found.some(({ offset, bytes }) => data + offset + bytes > cursor.size)) fail('a tensor reaches past its end');
  return Object.fromEntries(facts);
}

function readAlignment(cursor: Cursor, type: number): number {
  if (type !== 4) fail('its alignment is not a whole number');
  const value = cursor.u32();
  const powerOfTwo = value > 0 && (value & (value - 1)) === 0;
  if (!powerOfTwo || value > MAX_ALIGNMENT) fail(`its alignment ${value} is not allowed`);
  return value;
}

/** A value that fits a line; others are passed over. */
function readValue(cursor: Cursor, type: number): string | number | boolean | undefined {
  if (type === TYPE_STRING) {
    const length = cursor.u64();
    if (length <= MAX_FACT_BYTES) return cursor.bytes(length).toString('utf8');
    cursor.skip(length);
    return undefined;
  }
  if (type === 4) return cursor.u32();
  if (type === 5) return cursor.bytes(4).readInt32LE(0);
  if (type === 6) return cursor.bytes(4).readFloatLE(0);
  if (type === 7) return cursor.bytes(1)[0] !== 0;
  if (type === 10) return Number(cursor.bytes(8).readBigUInt64LE(0));
  skipValue(cursor, type, 0);
  return undefined;
}

function skipValue(cursor: Cursor, type: number, depth: number): void {
  const fixed = SCALAR_BYTES[type];
  if (fixed !== undefined) cursor.skip(fixed);
  else if (type === TYPE_STRING) cursor.skip(cursor.u64());
  else if (type === TYPE_ARRAY) skipArray(cursor, depth);
  else fail(`a setting has the unknown type ${type}`);
}

function skipArray(cursor: Cursor, depth: number): void {
  if (depth >= MAX_ARRAY_DEPTH) fail('its settings are nested too deeply');
  const type = cursor.u32();
  const fixed = SCALAR_BYTES[type];
  const count = cursor.count(fixed ?? 8, 'list items');
  if (fixed !== undefined) cursor.skip(fixed * count);
  else for (let index = 0; index < count; index++) skipValue(cursor, type, depth + 1);
}

function readTensor(cursor: Cursor, alignment: number): { readonly offset: number; readonly bytes: number } {
  cursor.text(MAX_TENSOR_NAME_BYTES);
  const dimensions = cursor.u32();
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS) fail(`a tensor has ${dimensions} dimensions`);
  let values = 1;
  let row = 0;
  for (let index = 0; index < dimensions; index++) {
    const size = cursor.u64();
    if (size === 0) fail('a tensor has a dimension of zero');
    if (index === 0) row = size;
    values *= size;
    if (!Number.isSafeInteger(values)) fail('a tensor is larger than any memory');
  }
  const block = BLOCKS[cursor.u32()];
  const offset = cursor.u64();
  if (offset % alignment !== 0) fail('a tensor is not aligned');
  // Newer quantisations are not in the table: their place is still checked, their length is the engine's to check.
  if (block === undefined) return { offset, bytes: 0 };
  if (row % block[0] !== 0) fail('a tensor does not fill its blocks');
  return { offset, bytes: (values / block[0]) * block[1] };
}

function fail(problem: string): never {
  throw new GgufProblem(problem);
}

/** Little-endian reader that never leaves the file. */
class Cursor {
  readonly size: number;
  readonly #file: FileWindow;
  at = 0;

  constructor(file: FileWindow) {
    this.#file = file;
    this.size = file.size;
  }

  bytes(length: number): Buffer {
    const bytes = this.#file.read(this.at, length);
    this.skip(length);
    return bytes;
  }

  skip(length: number): void {
    if (this.at + length > this.size) fail('it ends inside its header');
    this.at += length;
  }

  u32(): number {
    return this.bytes(4).readUInt32LE(0);
  }

  u64(): number {
    const value = this.bytes(8).readBigUInt64LE(0);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) fail('it holds a number that is too large');
    return Number(value);
  }

  /** A count of entries of at least `least` bytes each, which must fit into what is left of the file. */
  count(least: number, what: string): number {
    const value = this.u64();
    if (value * least > this.size - this.at) fail(`it claims ${value} ${what}, more than it can hold`);
    return value;
  }

  text(longest: number): string {
    const length = this.u64();
    if (length > longest) fail('a name in it is too long');
    return this.bytes(length).toString('utf8');
  }
}
