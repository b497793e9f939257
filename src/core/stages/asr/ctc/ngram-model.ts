/** log10 probability of an n-gram's last word, and the weight of backing off from it as a context. */
export interface Ngram {
  readonly log10: number;
  readonly backoff: number;
}

/** The n-grams of a language model, however they are stored. */
export interface NgramTable {
  readonly order: number;
  /** Number of a word; `undefined` when the model does not know it. */
  wordId(word: string): number | undefined;
  /** Number of `<unk>`, where the model has it. */
  readonly unknownId: number | undefined;
  find(ids: readonly number[]): Ngram | undefined;
  /** All its words; `undefined` when they are not written in its file. */
  words(): readonly string[] | undefined;
}

/** A word n-gram language model with back-off (Katz). Contexts hold at most `order - 1` words, oldest first. */
export interface NgramModel {
  readonly start: readonly number[];
  wordId(word: string): number | undefined;
  score(
    context: readonly number[],
    id: number | undefined,
  ): { readonly log10: number; readonly context: readonly number[] };
  words(): readonly string[] | undefined;
  /** log10 probability that the sentence ends after this context. */
  end(context: readonly number[]): number;
}

/** What an unknown word costs in a model without `<unk>`, as KenLM sets it. */
const UNKNOWN_LOG10 = -100;

/** Scores words by the longest n-gram known, backing off to shorter contexts. */
export function createNgramModel(table: NgramTable): NgramModel {
  const keep = table.order - 1;
  const startId = table.wordId('<s>');
  const endId = table.wordId('</s>');

  function score(context: readonly number[], id: number | undefined): { log10: number; context: readonly number[] } {
    const word = id ?? table.unknownId;
    let backoff = 0;
    for (let from = 0; from <= context.length; from += 1) {
      const before = context.slice(from);
      const found = word === undefined ? undefined : table.find([...before, word]);
      if (found !== undefined) return { log10: backoff + found.log10, context: next(context, word) };
      if (before.length > 0) backoff += table.find(before)?.backoff ?? 0;
    }
    return { log10: backoff + UNKNOWN_LOG10, context: next(context, word) };
  }

  /** A word without a number cannot be part of an n-gram, so nothing before it matters any more. */
  function next(context: readonly number[], word: number | undefined): readonly number[] {
    if (word === undefined) return [];
    return keep === 0 ? [] : [...context, word].slice(-keep);
  }

  return {
    start: startId === undefined || keep === 0 ? [] : [startId],
    wordId: (word) => table.wordId(word),
    words: () => table.words(),
    score,
    end: (context) => (endId === undefined ? 0 : score(context, endId).log10),
  };
}
