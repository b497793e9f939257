import type { AsrWord } from '../../ports/asr-engine.ts';
import type { WordsTarget } from './align-target.ts';
import { type Emissions, STAR, type TokenFrames } from './forced-align.ts';

/** Words with their new times, and the mean score of those that could be spelled (1 when none could). */
export interface TimedText {
  readonly words: readonly AsrWord[];
  readonly score: number;
}

/** Times and scores of aligned words, in whole milliseconds inside `place`. */
export function timedWords(
  words: readonly AsrWord[],
  target: WordsTarget,
  frames: TokenFrames,
  emissions: Emissions,
  place: { readonly startMs: number; readonly endMs: number; readonly frameMs: number },
): TimedText {
  const atMs = (frame: number): number => Math.min(place.endMs, place.startMs + Math.round(frame * place.frameMs));
  let sum = 0;
  let count = 0;
  const timed = target.words.map(({ from, to, spelled }, index): AsrWord => {
    const first = frames.from[from];
    const last = frames.to[to - 1];
    const score = meanProbability(target, frames, emissions, from, to);
    if (spelled) {
      sum += score;
      count++;
    }
    return {
      ...words[index],
      startMs: atMs(first),
      endMs: atMs(last),
      timing: 'aligned',
      ...(spelled ? { confidence: score } : {}),
    };
  });
  return { words: timed, score: count === 0 ? 1 : sum / count };
}

/** Mean probability of the path over the frames of tokens `[from, to)`, the blanks between them included. */
function meanProbability(
  { tokens, blank }: WordsTarget,
  frames: TokenFrames,
  { logProbs, classes }: Emissions,
  from: number,
  to: number,
): number {
  let sum = 0;
  for (let token = from; token < to; token++) {
    const next = token + 1 < to ? frames.from[token + 1] : frames.to[token];
    for (let frame = frames.from[token]; frame < next; frame++) {
      const said = frame < frames.to[token] ? tokens[token] : blank;
      sum += said === STAR ? 1 : Math.exp(logProbs[frame * classes + said]);
    }
  }
  return sum / (frames.to[to - 1] - frames.from[from]);
}
