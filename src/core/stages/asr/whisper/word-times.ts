import type { WordGroup } from './word-groups.ts';

/** A stretch of time in seconds from the window start. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A word with its times in seconds from the window start and the mean probability of its tokens. */
export interface TimedWord extends Stretch {
  readonly group: WordGroup;
  readonly probability: number;
}

/** Shortest word. */
const MIN_WORD_SECONDS = 0.02;
/** VAD may open late: a word this little before speech is believed. */
const EARLY_TOLERANCE = 0.1;
/** A word that keeps less of its first stretch of speech than this belongs to the next one. */
const LEAST_SHARE = 0.04;

/**
 * Word times fitted to detected speech: a word neither starts in the silence before the speech it belongs to nor lingers
 * behind it; words without speech nearby stay where they were heard.
 * @param speech detected speech, ascending; empty means unknown
 */
export function fitToSpeech(words: readonly TimedWord[], speech: readonly Stretch[]): TimedWord[] {
  return words.map((word) => {
    const home = speech.find(({ start, end }) => end - Math.max(start, word.start) >= LEAST_SHARE && start < word.end);
    if (home === undefined) return word;
    const start = word.start < home.start - EARLY_TOLERANCE ? home.start : word.start;
    return { ...word, start, end: Math.min(word.end, Math.max(home.end, start + MIN_WORD_SECONDS)) };
  });
}

/** Words in order, inside `[0, duration]`, never overlapping, at least 20 ms each where the window has room. */
export function settle(words: readonly TimedWord[], duration: number): TimedWord[] {
  const least = Math.min(MIN_WORD_SECONDS, duration / Math.max(1, words.length));
  let from = 0;
  const starts = words.map((word, i) => {
    const latest = duration - (words.length - i) * least;
    const start = Math.min(Math.max(word.start, from), Math.max(from, latest));
    from = start + least;
    return start;
  });
  return words.map((word, i) => {
    const start = starts[i];
    const limit = starts[i + 1] ?? duration;
    return { ...word, start, end: Math.min(Math.max(word.end, start + least), limit) };
  });
}

/** Word times by cross-attention: from the start of a word's first token to the start of the token behind its last. */
export function alignedWords(
  groups: readonly WordGroup[],
  starts: Float64Array,
  probabilityOf: (group: WordGroup) => number,
): TimedWord[] {
  return groups.map((group) => ({
    group,
    start: starts[group.from],
    end: starts[group.to],
    probability: probabilityOf(group),
  }));
}
