import { type Emissions, logAdd } from './emissions.ts';
import type { CtcVocabulary } from './vocabulary.ts';

/** Where an output was said: frames `from .. to - 1`, and its highest probability in them. */
export interface TimedToken {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly peak: number;
  /** A word mark stands before it. */
  readonly afterMark: boolean;
}

/**
 * The most probable alignment of a decoded text (Viterbi). Frames between outputs count as silent or as word marks, whichever
 * is more probable. Texts longer than the window has frames for give an empty list.
 * @param ids as decoded: no silent outputs, marks between words
 */
export function timeTokens(emissions: Emissions, ids: readonly number[], vocabulary: CtcVocabulary): TimedToken[] {
  const { tokens } = vocabulary;
  const said = ids.flatMap((id, at) => {
    if (tokens[id].kind !== 'text') return [];
    return [{ id, afterMark: at > 0 && tokens[ids[at - 1]].kind === 'mark' }];
  });
  const { frames } = emissions;
  if (said.length === 0 || said.length > frames) return [];
  const gaps = gapLogProbs(emissions, vocabulary);
  // States: gap, output, gap, output, ..., gap.
  const states = 2 * said.length + 1;
  const skips = Array.from({ length: states }, (_, state) => {
    const at = state >> 1;
    return state % 2 === 1 && at > 0 && said[at].id !== said[at - 1].id && !said[at].afterMark;
  });
  const came = new Uint8Array(frames * states);
  let before = new Float64Array(states).fill(-Infinity);
  let now = new Float64Array(states);
  for (let frame = 0; frame < frames; frame += 1) {
    for (let state = 0; state < states; state += 1) {
      let best = frame === 0 ? (state < 2 ? 0 : -Infinity) : before[state];
      let step = 0;
      if (frame > 0 && state > 0 && before[state - 1] > best) [best, step] = [before[state - 1], 1];
      if (frame > 0 && skips[state] && before[state - 2] > best) [best, step] = [before[state - 2], 2];
      const logProb = state % 2 === 0 ? gaps[frame] : emissions.logProb(frame, said[state >> 1].id);
      now[state] = best + logProb;
      came[frame * states + state] = step;
    }
    [before, now] = [now, before];
  }
  const last = before[states - 1] > before[states - 2] ? states - 1 : states - 2;
  if (before[last] === -Infinity) return [];
  return walkBack(emissions, said, came, states, last);
}

function gapLogProbs({ frames, silence, logProb }: Emissions, { tokens }: CtcVocabulary): Float64Array {
  const marks = tokens.flatMap((token, id) => (token.kind === 'mark' ? [id] : []));
  return Float64Array.from({ length: frames }, (_, frame) =>
    marks.reduce((sum, id) => logAdd(sum, logProb(frame, id)), silence[frame]),
  );
}

function walkBack(
  { frames, logProb }: Emissions,
  said: readonly { readonly id: number; readonly afterMark: boolean }[],
  came: Uint8Array,
  states: number,
  last: number,
): TimedToken[] {
  const spans = said.map(() => ({ from: 0, to: 0, peak: 0 }));
  let state = last;
  for (let frame = frames - 1; frame >= 0; frame -= 1) {
    if (state % 2 === 1) {
      const span = spans[state >> 1];
      if (span.to === 0) span.to = frame + 1;
      span.from = frame;
      span.peak = Math.max(span.peak, Math.exp(logProb(frame, said[state >> 1].id)));
    }
    state -= came[frame * states + state];
  }
  return said.map((token, at) => ({ ...token, ...spans[at] }));
}
