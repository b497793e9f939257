/** A run of text tokens that repeats itself at the end of a sequence. */
export interface TokenLoop {
  /** Tokens in one round. */
  readonly period: number;
  /** Whole rounds, the first included. */
  readonly rounds: number;
  /** Position in the given list where the first round starts. */
  readonly start: number;
}

const LONGEST_PERIOD = 24;
const FEWEST_ROUNDS = 4;
/** A loop must also be this long, so `no, no, no, no` and four equal digits pass. */
const FEWEST_TOKENS = 12;

/**
 * Finds the shortest loop that runs to the end of `ids` (text tokens only): at least 4 equal rounds and 12 tokens.
 * Greedy decoding that has entered such a loop does not leave it, so decoding may stop there.
 */
export function trailingLoop(ids: readonly number[]): TokenLoop | undefined {
  for (let period = 1; period <= LONGEST_PERIOD; period++) {
    if (period * FEWEST_ROUNDS > ids.length) return undefined;
    let equal = 0;
    while (equal + period < ids.length && ids[ids.length - 1 - equal] === ids[ids.length - 1 - equal - period]) equal++;
    const rounds = Math.floor(equal / period) + 1;
    if (rounds >= FEWEST_ROUNDS && rounds * period >= FEWEST_TOKENS) {
      return { period, rounds, start: ids.length - rounds * period };
    }
  }
  return undefined;
}
