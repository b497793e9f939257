import { TILE, tileFunction } from './tile-code.ts';
import { MEMORY_IMPORT, wasmModule } from './wasm-module.ts';

/**
 * Adds a sum over `steps` steps, at least 1, to each number of the 4 x 4 tile at `out` (column by column). Step k takes the four
 * numbers at `a + 4 k` for the rows and those at `b + 4 k` for the columns. All are places in `Tiles.numbers`.
 */
export type AddTile = (a: number, b: number, out: number, steps: number) => void;

/** A place to work in, and sums over it; sums grow step by step, so every machine gives the same bits. */
export interface Tiles {
  readonly numbers: Float64Array;
  /** Of products of rows and columns. */
  readonly addProducts: AddTile;
  /** Of squares of their differences. */
  readonly addSquares: AddTile;
}

const PAGE_BYTES = 65_536;

/** The part of WebAssembly that is used; it belongs to no environment's types alone. */
interface WasmHost {
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, AddTile>> };
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

let wasm: ((numbers: number) => Tiles) | undefined;

/**
 * Room for `numbers` numbers of unknown value. It is one room for all, so whoever opens it works to the end before
 * the next one does. Two numbers are worked on at a time where the machine can, which is five times as fast.
 */
export function openTiles(numbers: number): Tiles {
  wasm ??= wasmTiles() ?? plainTiles;
  return wasm(numbers);
}

function wasmTiles(): ((numbers: number) => Tiles) | undefined {
  const host = (globalThis as unknown as { readonly WebAssembly?: WasmHost }).WebAssembly;
  const bytes = wasmModule([tileFunction('addProducts', 'products'), tileFunction('addSquares', 'squares')]);
  if (host?.validate(bytes) !== true) return undefined;
  const memory = new host.Memory({ initial: 1 });
  const imports = { [MEMORY_IMPORT.module]: { [MEMORY_IMPORT.name]: memory } };
  const { addProducts, addSquares } = new host.Instance(new host.Module(bytes), imports).exports;
  if (addProducts === undefined || addSquares === undefined) return undefined;
  return (numbers) => {
    const missing = numbers * 8 - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return { numbers: new Float64Array(memory.buffer), addProducts, addSquares };
  };
}

/** The same sums, to the bit, for machines without vectors in WebAssembly. */
export function plainTiles(count: number): Tiles {
  const numbers = new Float64Array(count);
  const add =
    (term: (x: number, y: number) => number): AddTile =>
    (a, b, out, steps) => {
      for (let at = 0; at < TILE * TILE; at += 1) {
        let sum = 0;
        for (let k = 0; k < steps * TILE; k += TILE) {
          sum += term(numbers[a + k + (at % TILE)], numbers[b + k + Math.floor(at / TILE)]);
        }
        numbers[out + at] += sum;
      }
    };
  return { numbers, addProducts: add((x, y) => x * y), addSquares: add((x, y) => (x - y) ** 2) };
}
