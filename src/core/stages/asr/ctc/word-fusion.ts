import type { NgramModel } from './ngram-model.ts';

/** What a language model remembers of the words so far. */
export interface FusedState {
  readonly context: readonly number[];
}

/** A language model's weighted say in a beam search; scores are natural logarithms. */
export interface WordFusion {
  readonly start: FusedState;
  word(state: FusedState, word: string): { readonly state: FusedState; readonly score: number };
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
    end: ({ context }) => alpha * LN10 * model.end(context),
  };
}
