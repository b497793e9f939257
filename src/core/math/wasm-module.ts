/** A function of a module: four 32-bit integers in, nothing out. */
export interface WasmFunction {
  readonly name: string;
  /** Locals of 128 bits behind the four parameters. */
  readonly vectors: number;
  /** Instructions as bytes, without the closing `end`. */
  readonly body: readonly number[];
}

/** Where the module looks for its memory among the imports. */
export const MEMORY_IMPORT = { module: 'host', name: 'memory' } as const;

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const I32 = 0x7f;
const V128 = 0x7b;
const END = 0x0b;

/** A WebAssembly module (binary format, version 1) that exports `functions` and works on a memory it is given. */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const type = [0x60, ...list([[I32], [I32], [I32], [I32]]), ...list([])];
  const memory = [...text(MEMORY_IMPORT.module), ...text(MEMORY_IMPORT.name), 0x02, 0x00, 0x01];
  const code = functions.map(({ vectors, body }) => {
    const bytes = [...list([[...unsigned(vectors), V128]]), ...body, END];
    return [...unsigned(bytes.length), ...bytes];
  });
  return Uint8Array.from([
    ...MAGIC,
    ...section(1, [type]),
    ...section(2, [memory]),
    ...section(
      3,
      functions.map(() => [0x00]),
    ),
    ...section(
      7,
      functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]),
    ),
    ...section(10, code),
  ]);
}

/** An unsigned number in groups of seven bits, the lowest first (LEB128). */
export function unsigned(value: number): number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...unsigned(Math.floor(value / 128))];
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const bytes = list(items);
  return [id, ...unsigned(bytes.length), ...bytes];
}

function list(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function text(ascii: string): number[] {
  return list([...ascii].map((letter) => [letter.charCodeAt(0)]));
}
