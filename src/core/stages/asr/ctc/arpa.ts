import type { Ngram, NgramTable } from './ngram-model.ts';

/** What is wrong with a language model's file, as the end of a sentence about it. */
export class LanguageModelProblem extends Error {}

/** One table of the library holds 16.7 million entries at most. */
const MOST_NGRAMS = 16_000_000;
const HIGHEST_ORDER = 10;
/** Other spaces, such as one that does not break, are parts of words. */
const BLANKS = /[ \t\v\f]+/;
const EDGES = /^[ \t\v\f\r]+|[ \t\v\f\r]+$/g;

/** Takes an ARPA file line by line; `finish` gives its n-grams. Both throw `LanguageModelProblem`. */
export interface ArpaReader {
  line(text: string): void;
  finish(): NgramTable;
}

/** Reads the text format of n-gram models (log10 probability, words, log10 back-off weight). */
export function createArpaReader(): ArpaReader {
  const counts: number[] = [];
  const words = new Map<string, number>();
  const edges = new Map<number, number>();
  let log10 = new Float32Array(0);
  let backoff = new Float32Array(0);
  let used = 0;
  let section = -1;
  let read = 0;
  let ended = false;
  let lineNumber = 0;

  function problem(what: string): LanguageModelProblem {
    return new LanguageModelProblem(`line ${lineNumber}: ${what}`);
  }

  function header(text: string): void {
    const [, order, count] = /^ngram\s+(\d+)\s*=\s*(\d+)$/.exec(text) ?? [];
    if (order === undefined) throw problem('not a count of n-grams');
    if (Number(order) !== counts.length + 1 || counts.length >= HIGHEST_ORDER)
      throw problem(`order ${order} is not next`);
    counts.push(Number(count));
    if (sum(counts) > MOST_NGRAMS)
      throw problem(`more than ${MOST_NGRAMS} n-grams; prune it, or make a KenLM probing file of it`);
  }

  function begin(order: number): void {
    if (section > 0) endSection();
    if (order !== section + 1 && !(section === 0 && order === 1)) throw problem(`${order}-grams are not next`);
    if (section === 0) {
      log10 = new Float32Array(sum(counts));
      backoff = new Float32Array(sum(counts));
    }
    section = order;
    read = 0;
  }

  function endSection(): void {
    if (read !== counts[section - 1])
      throw problem(`${read} ${section}-grams where the header counts ${counts[section - 1]}`);
  }

  function entry(text: string): void {
    const parts = text.split(BLANKS);
    if (parts.length < section + 1 || parts.length > section + 2) throw problem(`not a ${section}-gram`);
    const probability = Number(parts[0]);
    const weight = parts.length === section + 2 ? Number(parts[section + 1]) : 0;
    if (!Number.isFinite(probability) || !Number.isFinite(weight) || probability > 0)
      throw problem('not a log10 probability');
    if (read >= counts[section - 1]) throw problem(`more ${section}-grams than the header counts`);
    const node = used;
    if (section === 1) {
      if (words.has(parts[1])) throw problem('a word twice');
      words.set(parts[1], node);
    } else {
      let parent = idOf(parts[1]);
      for (let at = 2; at < section; at += 1) {
        const child = edges.get(edgeKey(parent, idOf(parts[at])));
        if (child === undefined) throw problem('an n-gram whose beginning is no n-gram');
        parent = child;
      }
      edges.set(edgeKey(parent, idOf(parts[section])), node);
    }
    log10[node] = probability;
    backoff[node] = weight;
    used += 1;
    read += 1;
  }

  function idOf(word: string): number {
    const id = words.get(word);
    if (id === undefined) throw problem('a word that is no 1-gram');
    return id;
  }

  /** Nodes and words are numbered below 2^24, so the product is exact. */
  function edgeKey(parent: number, word: number): number {
    return parent * MOST_NGRAMS + word;
  }

  return {
    line(raw) {
      lineNumber += 1;
      const text = raw.replace(EDGES, '');
      if (text === '' || ended) return;
      if (section < 0) {
        // Comments may stand before the header.
        if (text === '\\data\\') section = 0;
        return;
      }
      const [, order] = /^\\(\d+)-grams:$/.exec(text) ?? [];
      if (order !== undefined) begin(Number(order));
      else if (text === '\\end\\') {
        if (section !== counts.length || section === 0) throw problem('it ends before all n-grams');
        endSection();
        ended = true;
      } else if (section === 0) header(text);
      else entry(text);
    },
    finish() {
      if (!ended) throw problem('it is cut off, or no ARPA file');
      const gram = (node: number): Ngram => ({ log10: log10[node], backoff: backoff[node] });
      return {
        order: counts.length,
        wordId: (word) => words.get(word),
        words: () => [...words.keys()],
        unknownId: words.get('<unk>') ?? words.get('<UNK>'),
        find(ids) {
          let node: number | undefined = ids[0];
          for (let at = 1; at < ids.length && node !== undefined; at += 1) node = edges.get(edgeKey(node, ids[at]));
          return node === undefined ? undefined : gram(node);
        },
      };
    },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
