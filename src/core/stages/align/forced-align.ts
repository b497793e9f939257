/** Log probabilities of a CTC model: `frames` rows of `classes` numbers. */
export interface Emissions {
  readonly logProbs: Float32Array;
  readonly frames: number;
  readonly classes: number;
}

/** What is to be said, in order. */
export interface AlignTarget {
  /** Class of each token, or `STAR` for sound that cannot be spelled. */
  readonly tokens: readonly number[];
  /** 1 where silence before the token is silence between words, which may be anywhere; `tokens.length + 1` entries. */
  readonly opens: Uint8Array;
  readonly blank: number;
}

/** Frames `[from, to)` of each token, in order, never empty, never shared. */
export interface TokenFrames {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** A wildcard: any sound. */
export const STAR = -1;
/** Taken off a wildcard's frame, so that known tokens win where they fit as well. */
const STAR_COST = 0.1;

const STAY = 0;
const STEP = 1;
const SKIP = 2;

/**
 * CTC forced alignment: the most probable path through tokens and the blanks between them (Viterbi in log space). Only states
 * within `bandStates` of the even pace are looked at; when the path touches that limit or there is none, it is done again
 * with twice the band, so a band that covers all states gives the exact result. `undefined` when there is no path.
 * @param silent frames (1) in which no token may lie, only silence between words
 */
export function forceAlign(
  emissions: Emissions,
  target: AlignTarget,
  silent: Uint8Array,
  bandStates: number,
): TokenFrames | undefined {
  const states = 2 * target.tokens.length + 1;
  const star = starScores(emissions);
  for (let band = Math.max(2, bandStates); ; band *= 2) {
    const found = alignInBand(emissions, target, silent, star, band);
    if (band >= states) return found?.frames;
    if (found !== undefined && !found.touches) return found.frames;
  }
}

/** Score of the wildcard in each frame: the best class there, a little less. */
function starScores({ logProbs, frames, classes }: Emissions): Float32Array {
  const scores = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let best = -Infinity;
    for (let at = frame * classes; at < (frame + 1) * classes; at++) best = Math.max(best, logProbs[at]);
    scores[frame] = best - STAR_COST;
  }
  return scores;
}

function alignInBand(
  { logProbs, frames, classes }: Emissions,
  { tokens, opens, blank }: AlignTarget,
  silent: Uint8Array,
  star: Float32Array,
  band: number,
): { readonly frames: TokenFrames; readonly touches: boolean } | undefined {
  const states = 2 * tokens.length + 1;
  const width = Math.min(states, 2 * band + 1);
  const lowest = (frame: number): number => {
    const centre = Math.round(((frame + 0.5) / frames) * (states - 1));
    return Math.max(0, Math.min(centre - band, states - width));
  };
  // State 2k is the silence before token k, 2k + 1 the token itself.
  const moves = new Uint8Array(frames * width);
  let before = new Float64Array(states).fill(-Infinity);
  let now = new Float64Array(states).fill(-Infinity);
  for (let frame = 0; frame < frames; frame++) {
    const first = lowest(frame);
    const last = Math.min(states, first + width) - 1;
    now.fill(-Infinity);
    for (let state = first; state <= last; state++) {
      const isToken = (state & 1) === 1;
      const index = state >> 1;
      if (silent[frame] === 1 && (isToken || opens[index] !== 1)) continue;
      let best = frame === 0 ? (state <= 1 ? 0 : -Infinity) : before[state];
      let move = STAY;
      if (frame > 0 && state > 0 && before[state - 1] > best) {
        best = before[state - 1];
        move = STEP;
      }
      if (frame > 0 && isToken && state > 1 && tokens[index] !== tokens[index - 1] && before[state - 2] > best) {
        best = before[state - 2];
        move = SKIP;
      }
      if (best === -Infinity) continue;
      const token = isToken ? tokens[index] : blank;
      now[state] = best + (token === STAR ? star[frame] : logProbs[frame * classes + token]);
      moves[frame * width + state - first] = move;
    }
    [before, now] = [now, before];
  }
  let state = states > 1 && before[states - 2] > before[states - 1] ? states - 2 : states - 1;
  if (frames === 0 || before[state] === -Infinity) return undefined;
  const from = new Int32Array(tokens.length);
  const to = new Int32Array(tokens.length);
  let touches = false;
  for (let frame = frames - 1; frame >= 0; frame--) {
    const first = lowest(frame);
    if ((state === first && first > 0) || (state === first + width - 1 && state < states - 1)) touches = true;
    if ((state & 1) === 1) {
      const index = state >> 1;
      from[index] = frame;
      if (to[index] === 0) to[index] = frame + 1;
    }
    state -= moves[frame * width + state - first];
  }
  return { frames: { from, to }, touches };
}
