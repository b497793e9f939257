import type { AsrWindowResult } from '../../ports/asr-engine.ts';
import type { Span } from '../../timeline/span.ts';

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
  while (from > 0 && words[from - 1].endMs - words[from - 1].startMs <= CROWDED_MS) from--;
  const tail = words.slice(from);
  const crowded =
    tail.length >= 2 &&
    tail[0].startMs >= window.endMs - tail.length * CROWDED_MS &&
    (tail.length >= IMPOSSIBLE_WORDS || tail.every((word) => word.confidence < DOUBTFUL_CONFIDENCE));
  if (!crowded) return result;
  const said = tail.map(({ text }) => text).join(' ');
  const kept = words.slice(0, from);
  return {
    ...result,
    words: kept,
    text: kept.map((word, i) => (i > 0 && word.spaceBefore !== false ? ' ' : '') + word.text).join(''),
    drops: [
      ...result.drops,
      {
        startMs: tail[0].startMs,
        endMs: window.endMs,
        reason: 'low-confidence',
        detail: `crowded at the end: ${said}`,
      },
    ],
    notes: [...result.notes, `${tail.length} words crowded at the end of the window were taken out`],
  };
}
