import { LanguageModelProblem } from './arpa.ts';
import { hashOfWord, combineHash } from './kenlm-hash.ts';
import type { Ngram, NgramTable } from './ngram-model.ts';

/*
 * KenLM's binary file, version 5, little-endian: text and test values, shape, counts, word table, n-gram tables.
 * Tables are open hash tables with linear probing; an empty slot has the key 0.
 */
const MAGIC = 'mmap lm http://kheafield.com/code format version 5\n\0';
/** With the second zero that C adds, filled up to 8 bytes. */
const MAGIC_BYTES = 56;
const SHAPE_AT = MAGIC_BYTES + 32;
const COUNTS_AT = SHAPE_AT + 20;
const HIGHEST_ORDER = 10;
const KINDS = [
  'probing',
  'probing with rest costs',
  'trie',
  'quantised trie',
  'array-compressed trie',
  'quantised array-compressed trie',
];
/** Key and number; key, probability and back-off; key and probability. */
const WORD_SLOT = 12;
const MIDDLE_SLOT = 16;
const LONGEST_SLOT = 12;
const UNIGRAM_BYTES = 8;

/** One hash table inside the file. */
interface Table {
  readonly at: number;
  readonly buckets: number;
  readonly slot: number;
}

/** True when a file begins as KenLM's binary files do. */
export function isKenlmBinary(head: Uint8Array): boolean {
  return latin1(head.subarray(0, 12)) === MAGIC.slice(0, 12);
}

/**
 * The n-grams of a KenLM binary file of the probing kind. Reads the bytes where they are, so they stay in use.
 * Throws `LanguageModelProblem` for other kinds, other versions and files that are cut off.
 */
export function readKenlmBinary(bytes: Uint8Array): NgramTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { counts, multiplier, written } = readHeader(bytes, view);
  const order = counts.length;
  let at = align8(COUNTS_AT + 8 * order);
  const table = (entries: number, slot: number): Table => {
    const buckets = Math.max(entries + 1, Math.floor(Math.fround(multiplier * Math.fround(entries))));
    const made = { at, buckets, slot };
    at += buckets * slot;
    return made;
  };
  at += 8;
  const words = table(counts[0], WORD_SLOT);
  const unigramsAt = at;
  // One more than counted, for <unk>.
  const unigrams = counts[0] + 1;
  at += unigrams * UNIGRAM_BYTES;
  const middles = counts.slice(1, -1).map((count) => table(count, MIDDLE_SLOT));
  const longest = table(counts[order - 1], LONGEST_SLOT);
  const end = at;
  if (end > bytes.byteLength) throw new LanguageModelProblem(`it has ${bytes.byteLength} bytes instead of ${end}`);

  function find({ at: from, buckets, slot }: Table, key: bigint): number | undefined {
    let bucket = Number(key % BigInt(buckets));
    for (let tried = 0; tried < buckets; tried += 1) {
      const place = from + bucket * slot;
      const found = view.getBigUint64(place, true);
      if (found === key) return place + 8;
      if (found === 0n) return undefined;
      bucket = bucket + 1 === buckets ? 0 : bucket + 1;
    }
    return undefined;
  }

  /** The sign says whether the n-gram goes on to the left; the probability itself is never positive. */
  const probabilityAt = (place: number): number => -Math.abs(view.getFloat32(place, true));
  const gram = (place: number): Ngram => ({ log10: probabilityAt(place), backoff: view.getFloat32(place + 4, true) });

  return {
    order,
    unknownId: 0,
    words: () => (written ? wordsAt(bytes.subarray(end)) : undefined),
    wordId(word) {
      const place = find(words, hashOfWord(word));
      if (place === undefined) return undefined;
      const id = view.getUint32(place, true);
      return id < unigrams ? id : undefined;
    },
    find(ids) {
      const last = ids.length - 1;
      if (last === 0) return gram(unigramsAt + ids[0] * UNIGRAM_BYTES);
      let key = BigInt(ids[last]);
      for (let word = last - 1; word >= 0; word -= 1) key = combineHash(key, ids[word]);
      if (ids.length < order) {
        const place = find(middles[ids.length - 2], key);
        return place === undefined ? undefined : gram(place);
      }
      const place = ids.length === order ? find(longest, key) : undefined;
      return place === undefined ? undefined : { log10: probabilityAt(place), backoff: 0 };
    },
  };
}

interface KenlmHeader {
  readonly counts: readonly number[];
  readonly multiplier: number;
  /** The words themselves stand behind the tables. */
  readonly written: boolean;
}

function readHeader(bytes: Uint8Array, view: DataView): KenlmHeader {
  if (bytes.byteLength < COUNTS_AT) throw new LanguageModelProblem('it is cut off');
  if (latin1(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw new LanguageModelProblem('it is not finished, or of another version than 5');
  const tests = [0, 4, 8].map((offset) => view.getFloat32(MAGIC_BYTES + offset, true));
  if (tests[0] !== 0 || tests[1] !== 1 || tests[2] !== -0.5)
    throw new LanguageModelProblem('it was made on another kind of processor');
  const order = view.getUint8(SHAPE_AT);
  const multiplier = view.getFloat32(SHAPE_AT + 4, true);
  const kind = view.getUint32(SHAPE_AT + 8, true);
  if (kind !== 0)
    throw new LanguageModelProblem(
      `it is of the kind "${KINDS[kind] ?? kind}", and of KenLM's binary files only probing ones can be read`,
    );
  const search = view.getUint32(SHAPE_AT + 16, true);
  if (search !== 0) throw new LanguageModelProblem(`its tables are of version ${search} instead of 0`);
  if (order < 2 || order > HIGHEST_ORDER) throw new LanguageModelProblem(`its order is ${order}`);
  if (!(multiplier >= 1 && multiplier <= 100)) throw new LanguageModelProblem('its hash tables have no sensible size');
  if (bytes.byteLength < COUNTS_AT + 8 * order) throw new LanguageModelProblem('it is cut off');
  const counts = Array.from({ length: order }, (_, at) => Number(view.getBigUint64(COUNTS_AT + 8 * at, true)));
  // A slot takes 12 bytes at least, so larger counts cannot be true.
  if (counts.some((count) => count * LONGEST_SLOT > bytes.byteLength))
    throw new LanguageModelProblem('it counts more n-grams than it holds');
  return { counts, multiplier, written: view.getUint8(SHAPE_AT + 12) !== 0 };
}

/** Words with a zero after each. */
function wordsAt(bytes: Uint8Array): readonly string[] {
  return new TextDecoder().decode(bytes).split('\0').slice(0, -1);
}

function align8(size: number): number {
  return Math.ceil(size / 8) * 8;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
