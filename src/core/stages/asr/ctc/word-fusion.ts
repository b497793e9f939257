import type { NgramModel } from './ngram-model.ts';

/** What a language model remembers of the words so far. */
export interface FusedState {
  readonly context: readonly number[];
}

/** A language model's weighted say in a beam search; scores are natural logarithms. */
export interface WordFusion {
  readonly start: FusedState;
  word(state: FusedState, word: string): { readonly state: FusedState; readonly score: number };
  /** What a word that is not finished costs: that of an unknown one where no known word begins so. */
  begun(word: string): number;
  /** Score of ending here. */
  end(state: FusedState): number;
}

export interface FusionSettings {
  /** Weight of the language model. */
  readonly alpha: number;
  /** Bonus per word (ln), against the model's liking for few words. */
  readonly beta: number;
  /** Added (log10, before `alpha`) for a word that the model does not know. */
  readonly unknownOffset: number;
}

export const FUSION_DEFAULTS: FusionSettings = { alpha: 0.5, beta: 1.5, unknownOffset: -10 };

const LN10 = Math.LN10;
/** Scores remembered; cleared when full. */
const MOST_REMEMBERED = 100_000;

/**
 * Shallow fusion: each word adds alpha * ln P(word | words before) + beta. A word in capitals that the model does not know
 * is looked up in small letters, and the other way round, since models and recognisers are trained in either.
 */
export function createWordFusion(model: NgramModel, settings: FusionSettings): WordFusion {
  const { alpha, beta, unknownOffset } = settings;
  const beginsWord = createBeginnings(model.words());
  const ids = new Map<string, number | undefined>();
  const remembered = new Map<string, { state: FusedState; score: number }>();
  const idOf = (word: string): number | undefined => {
    if (ids.has(word)) return ids.get(word);
    const id = model.wordId(word) ?? model.wordId(word.toLowerCase()) ?? model.wordId(word.toUpperCase());
    if (ids.size >= MOST_REMEMBERED) ids.clear();
    ids.set(word, id);
    return id;
  };
  return {
    start: { context: model.start },
    word({ context }, word) {
      const key = `${context.join(' ')} ${word}`;
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const id = idOf(word);
      const scored = model.score(context, id);
      const log10 = scored.log10 + (id === undefined ? unknownOffset : 0);
      const result = { state: { context: scored.context }, score: alpha * LN10 * log10 + beta };
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(key, result);
      return result;
    },
    begun: (word) => (beginsWord(word) ? 0 : alpha * LN10 * unknownOffset),
    end: ({ context }) => alpha * LN10 * model.end(context),
  };
}

/** Whether a known word begins with a text, in its own or either casing. Without a list of words any text may begin one. */
function createBeginnings(words: readonly string[] | undefined): (text: string) => boolean {
  if (words === undefined) return () => true;
  const sorted = words.toSorted(byUnits);
  const remembered = new Map<string, boolean>();
  const found = (text: string): boolean => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (byUnits(sorted[middle], text) < 0) low = middle + 1;
      else high = middle;
    }
    return low < sorted.length && sorted[low].startsWith(text);
  };
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const begins = found(text) || found(text.toLowerCase()) || found(text.toUpperCase());
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(text, begins);
    return begins;
  };
}

function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
