/** A chosen token and its natural-log probability under the (masked) distribution at temperature 1. */
export interface Choice {
  readonly token: number;
  readonly logProb: number;
}

/** Terms this far below the maximum add less than 1e-8 of the sum even over 60 000 tokens, so exp is skipped. */
const NEGLIGIBLE = 30;

/** ln(sum(exp(x))) over `[from, to)`; -Infinity when every entry is -Infinity. */
export function logSumExp(x: Float32Array, from = 0, to = x.length): number {
  let top = -Infinity;
  for (let i = from; i < to; i++) if (x[i] > top) top = x[i]!;
  if (top === -Infinity) return -Infinity;
  const least = top - NEGLIGIBLE;
  let sum = 0;
  for (let i = from; i < to; i++) if (x[i] > least) sum += Math.exp(x[i] - top);
  return top + Math.log(sum);
}

/** Index of the largest entry in `[from, to)`; the lowest index wins ties. */
export function argmax(x: Float32Array, from = 0, to = x.length): number {
  let best = from;
  for (let i = from + 1; i < to; i++) if (x[i] > x[best]) best = i;
  return best;
}

/** Probability of one id under the softmax of the whole row. */
export function probabilityOf(x: Float32Array, id: number): number {
  return Math.exp(x[id] - logSumExp(x));
}

/** The most probable token. */
export function chooseGreedy(x: Float32Array): Choice {
  const token = argmax(x);
  return { token, logProb: x[token] - logSumExp(x) };
}

/**
 * Draws a token from softmax(x / temperature).
 * @param temperature above 0
 * @param random uniform draw in [0, 1)
 */
export function chooseSampled(x: Float32Array, temperature: number, random: number): Choice {
  const top = x[argmax(x)];
  const least = top - NEGLIGIBLE * Math.max(1, temperature);
  let total = 0;
  for (let i = 0; i < x.length; i++) if (x[i] > least) total += Math.exp((x[i] - top) / temperature);
  let left = random * total;
  let token = argmax(x);
  for (let i = 0; i < x.length; i++) {
    if (x[i] <= least) continue;
    left -= Math.exp((x[i] - top) / temperature);
    if (left < 0) {
      token = i;
      break;
    }
  }
  return { token, logProb: x[token] - logSumExp(x) };
}

/** The `count` most probable tokens, best first; ties go to the lower id. */
export function topChoices(x: Float32Array, count: number): Choice[] {
  const total = logSumExp(x);
  const best: Choice[] = [];
  for (let token = 0; token < x.length; token++) {
    const logProb = x[token] - total;
    if (logProb === -Infinity || (best.length === count && logProb <= best[count - 1].logProb)) continue;
    let at = best.length;
    while (at > 0 && best[at - 1].logProb < logProb) at--;
    best.splice(at, 0, { token, logProb });
    if (best.length > count) best.pop();
  }
  return best;
}

/** Small deterministic generator (mulberry32): the same seed always gives the same draws in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
