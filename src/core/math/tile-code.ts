import { type WasmFunction, unsigned } from './wasm-module.ts';

/** Rows and columns of a tile. */
export const TILE = 4;

/** A register holds two numbers. */
const PAIRS = TILE / 2;
const PAIR_BYTES = 16;
const STEP_BYTES = TILE * 8;

/** Parameters. */
const A = 0;
const B = 1;
const OUT = 2;
const STEPS = 3;
/** Registers: the sums of the tile, the pairs of `a`, one number of `b` twice, and a difference. */
const FIRST_SUM = 4;
const FIRST_PAIR = FIRST_SUM + PAIRS * TILE;
const TWIN = FIRST_PAIR + PAIRS;
const DIFFERENCE = TWIN + 1;

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const tee = (local: number): number[] => [0x22, local];
const constant = (value: number): number[] => [0x41, value];
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
/** Alignment is a hint: 2 to the power of 3 bytes. */
const loadPair = (offset: number): number[] => [...simd(0x00), 3, ...unsigned(offset)];
const loadTwice = (offset: number): number[] => [...simd(0x0a), 3, ...unsigned(offset)];
const storePair = (offset: number): number[] => [...simd(0x0b), 3, ...unsigned(offset)];
const addPairs = simd(0xf0);
const subtractPairs = simd(0xf1);
const multiplyPairs = simd(0xf2);
const LOOP = [0x03, 0x40];
const REPEAT_IF = [0x0d, 0];
const END = 0x0b;
const ADD = 0x6a;
const SUBTRACT = 0x6b;
const SHIFT_LEFT = 0x74;

const sumOf = (pair: number, column: number): number => FIRST_SUM + column * PAIRS + pair;

/**
 * Adds a sum over `steps` steps (at least 1) to each of the 4 x 4 numbers at `out`, column by column: of products or of squared
 * differences of four numbers at `a` and four at `b`, which come one step after the other. Offsets count numbers of 64 bits.
 * Every sum starts at 0 and grows step by step, so its last bit is that of a plain loop.
 */
export function tileFunction(name: string, kind: 'products' | 'squares'): WasmFunction {
  const pairs = [...Array(PAIRS).keys()];
  const columns = [...Array(TILE).keys()];
  const inBytes = [A, B, OUT].flatMap((local) => [...get(local), ...constant(3), SHIFT_LEFT, ...set(local)]);
  const term = (pair: number): number[] => {
    const both = [...get(FIRST_PAIR + pair), ...get(TWIN)];
    if (kind === 'products') return [...both, ...multiplyPairs];
    return [...both, ...subtractPairs, ...tee(DIFFERENCE), ...get(DIFFERENCE), ...multiplyPairs];
  };
  const step = [
    ...pairs.flatMap((pair) => [...get(A), ...loadPair(pair * PAIR_BYTES), ...set(FIRST_PAIR + pair)]),
    ...columns.flatMap((column) => [
      ...[...get(B), ...loadTwice(column * 8), ...set(TWIN)],
      ...pairs.flatMap((pair) => [
        ...[...get(sumOf(pair, column)), ...term(pair), ...addPairs, ...set(sumOf(pair, column))],
      ]),
    ]),
  ];
  const advance = [A, B].flatMap((local) => [...get(local), ...constant(STEP_BYTES), ADD, ...set(local)]);
  const repeat = [...get(STEPS), ...constant(1), SUBTRACT, ...tee(STEPS), ...REPEAT_IF];
  const write = columns.flatMap((column) =>
    pairs.flatMap((pair) => {
      const offset = (column * PAIRS + pair) * PAIR_BYTES;
      return [
        ...[...get(OUT), ...get(OUT), ...loadPair(offset)],
        ...[...get(sumOf(pair, column)), ...addPairs, ...storePair(offset)],
      ];
    }),
  );
  return {
    name,
    vectors: DIFFERENCE + 1 - FIRST_SUM,
    body: [...inBytes, ...LOOP, ...step, ...advance, ...repeat, END, ...write],
  };
}
