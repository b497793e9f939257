/** A run that repeats itself in a sequence of tokens or words. */
export interface Loop {
  /** Items in one round. */
  readonly period: number;
  /** Whole rounds, the first included. */
  readonly rounds: number;
  /** Position in the given list where the first round starts. */
  readonly start: number;
}

interface LoopLimits {
  readonly fewestRounds: number;
  readonly fewestItems: number;
}

const LONGEST_PERIOD = 24;
/** A loop must also be this long, so `no, no, no, no` and four equal digits pass. */
const LIMITS: LoopLimits = { fewestRounds: 4, fewestItems: 12 };

/**
 * Finds the shortest loop that runs to the end of `ids` (text tokens only): at least 4 equal rounds and 12 tokens.
 * Greedy decoding that has entered such a loop does not leave it, so decoding may stop there.
 */
export function trailingLoop(ids: readonly number[]): Loop | undefined {
  for (let period = 1; period <= LONGEST_PERIOD; period++) {
    if (period * LIMITS.fewestRounds > ids.length) return undefined;
    let equal = 0;
    while (equal + period < ids.length && ids[ids.length - 1 - equal] === ids[ids.length - 1 - equal - period]) equal++;
    const rounds = Math.floor(equal / period) + 1;
    if (isLoop(period, rounds)) return { period, rounds, start: ids.length - rounds * period };
  }
  return undefined;
}

/** All loops in `items`, wherever they are, in order and apart from each other: at least 4 equal rounds and 12 items. */
export function loopsIn<T>(items: readonly T[]): Loop[] {
  const loops: Loop[] = [];
  for (let start = 0; start + LIMITS.fewestItems <= items.length;) {
    const loop = loopFrom(items, start);
    if (loop !== undefined) loops.push(loop);
    start += loop === undefined ? 1 : loop.rounds * loop.period;
  }
  return loops;
}

function loopFrom<T>(items: readonly T[], start: number): Loop | undefined {
  for (let period = 1; period <= LONGEST_PERIOD; period++) {
    if (start + period * LIMITS.fewestRounds > items.length) return undefined;
    let end = start + period;
    while (end < items.length && items[end] === items[end - period]) end++;
    const rounds = Math.floor((end - start) / period);
    if (isLoop(period, rounds)) return { period, rounds, start };
  }
  return undefined;
}

function isLoop(period: number, rounds: number): boolean {
  return rounds >= LIMITS.fewestRounds && rounds * period >= LIMITS.fewestItems;
}
