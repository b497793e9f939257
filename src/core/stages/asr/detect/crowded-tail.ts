import type { AsrWindowResult, AsrWord } from '../../../ports/asr-engine.ts';
import { type Span, spanLengthMs } from '../../../timeline/span.ts';
import type { TextFinding } from './finding.ts';
import { spanOf } from './silence-text.ts';
import { textOf, withWords } from './word-text.ts';

/** Nobody says a word in less; times this short mean that the engine found no audio for the word. */
const CROWDED_MS = 40;
/** Two crowded words may be a cut in fast speech, if the engine is sure of one; three in 120 ms are none. */
const IMPOSSIBLE_WORDS = 3;
const DOUBTFUL_CONFIDENCE = 0.6;

/**
 * Takes out words invented after the end of the audio: words of 40 ms or less crowded against the end of the window, three
 * or more, or two doubtful ones, as decoders write when they go on past the last real word. They become a `low-confidence` drop that names them.
 */
export function withoutCrowdedTail(result: AsrWindowResult, window: Span): AsrWindowResult {
  const { words } = result;
  let from = words.length;
  while (from > 0 && isCrowded(words[from - 1])) from--;
  const tail = words.slice(from);
  const crowded =
    tail.length >= 2 &&
    tail[0].startMs >= window.endMs - tail.length * CROWDED_MS &&
    (tail.length >= IMPOSSIBLE_WORDS || tail.every((word) => word.confidence < DOUBTFUL_CONFIDENCE));
  if (!crowded) return result;
  const drop = {
    startMs: tail[0].startMs,
    endMs: window.endMs,
    reason: 'low-confidence' as const,
    detail: `crowded at the end: ${tail.map(({ text }) => text).join(' ')}`,
  };
  const note = `${tail.length} words crowded at the end of the window were taken out`;
  return withWords(result, words.slice(0, from), [drop], note);
}

/** Bunches of words in no time, wherever they are: their text may be right, but it was not said there. */
export function crowdFindings(words: readonly AsrWord[]): TextFinding[] {
  const bunches: AsrWord[][] = [[]];
  for (const word of words) {
    if (isCrowded(word)) bunches.at(-1)!.push(word);
    else bunches.push([]);
  }
  return bunches
    .filter((bunch) => bunch.length > IMPOSSIBLE_WORDS)
    .map((bunch) => ({
      ...spanOf(bunch),
      kind: 'crowded',
      severity: 'doubt',
      evidence: `${bunch.length} words in ${spanLengthMs(spanOf(bunch))} ms: ${textOf(bunch.slice(0, IMPOSSIBLE_WORDS))}`,
    }));
}

function isCrowded(word: AsrWord): boolean {
  return spanLengthMs(word) <= CROWDED_MS;
}
