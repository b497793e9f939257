/** An n-gram as ARPA writes it. */
export interface ArpaGram {
  readonly words: readonly string[];
  readonly log10: number;
  readonly backoff: number;
}

/** N-grams by order, 1-grams first. */
export type ArpaGrams = readonly (readonly ArpaGram[])[];

export function writeArpa(grams: ArpaGrams): string {
  const counts = grams.map((list, at) => `ngram ${at + 1}=${list.length}`);
  const sections = grams.map((list, at) => {
    const last = at === grams.length - 1;
    const lines = list.map(({ words, log10, backoff }) =>
      [log10, words.join(' '), ...(last || backoff === 0 ? [] : [backoff])].join('\t'),
    );
    return [`\\${at + 1}-grams:`, ...lines, ''].join('\n');
  });
  return ['\\data\\', ...counts, '', ...sections, '\\end\\', ''].join('\n');
}

/**
 * The same as KenLM's probing file of version 5: test values, shape, counts, a table of words, the 1-grams by number, a
 * table for each longer order. A probability without its sign marks an n-gram that longer ones end with.
 */
export function writeProbing(grams: ArpaGrams, multiplier = 1.5): Buffer {
  const ids = new Map<string, number>();
  for (const { words } of grams[0])
    ids.set(words[0], /^<unk>$/i.test(words[0]) ? 0 : 1 + [...ids.values()].filter((id) => id > 0).length);
  const endings = new Set(grams.slice(1).flatMap((list) => list.map(({ words }) => JSON.stringify(words.slice(1)))));
  const probability = ({ words, log10 }: ArpaGram): number =>
    endings.has(JSON.stringify(words)) ? Math.abs(log10) : -Math.abs(log10);

  const words = hashTable(
    [...ids].flatMap(([word, id]) => (id === 0 ? [] : [{ key: murmur64(word), value: uint32(id) }])),
    grams[0].length,
    4,
    multiplier,
  );
  const unigrams = Buffer.alloc((grams[0].length + 1) * 8);
  if (!ids.has('<unk>') && !ids.has('<UNK>')) unigrams.writeFloatLE(-100, 0);
  for (const gram of grams[0]) {
    const at = (ids.get(gram.words[0]) as number) * 8;
    unigrams.writeFloatLE(probability(gram), at);
    unigrams.writeFloatLE(gram.backoff, at + 4);
  }
  const tables = grams.slice(1).map((list, at) => {
    const longest = at === grams.length - 2;
    const entries = list.map((gram) => ({
      key: keyOf(gram.words.map((word) => ids.get(word) as number)),
      value: Buffer.concat([float32(probability(gram)), ...(longest ? [] : [float32(gram.backoff)])]),
    }));
    return hashTable(entries, list.length, longest ? 4 : 8, multiplier);
  });
  const bound = uint32(1 + Math.max(...ids.values()));
  return Buffer.concat([header(grams, multiplier), uint32(0), bound, words, unigrams, ...tables]);
}

/** Where fields lie in the header, for tests that spoil them. */
export const HEADER = { magic: 0, tests: 56, order: 88, multiplier: 92, kind: 96, search: 104, counts: 108 } as const;

function header(grams: ArpaGrams, multiplier: number): Buffer {
  const bytes = Buffer.alloc(Math.ceil((HEADER.counts + 8 * grams.length) / 8) * 8);
  bytes.write('mmap lm http://kheafield.com/code format version 5\n', 'latin1');
  [0, 1, -0.5].forEach((value, at) => bytes.writeFloatLE(value, HEADER.tests + 4 * at));
  bytes.writeUInt32LE(1, HEADER.tests + 12);
  bytes.writeUInt32LE(0xffffffff, HEADER.tests + 16);
  bytes.writeBigUInt64LE(1n, HEADER.tests + 24);
  bytes.writeUInt8(grams.length, HEADER.order);
  bytes.writeFloatLE(multiplier, HEADER.multiplier);
  grams.forEach((list, at) => bytes.writeBigUInt64LE(BigInt(list.length), HEADER.counts + 8 * at));
  return bytes;
}

/** Open addressing: an entry lies in its key's remainder or the next free place after it, round the end. */
function hashTable(
  entries: readonly { readonly key: bigint; readonly value: Buffer }[],
  counted: number,
  valueBytes: number,
  multiplier: number,
): Buffer {
  const slot = 8 + valueBytes;
  const buckets = Math.max(counted + 1, Math.trunc(counted * multiplier));
  const bytes = Buffer.alloc(buckets * slot);
  for (const { key, value } of entries) {
    let bucket = Number(key % BigInt(buckets));
    while (bytes.readBigUInt64LE(bucket * slot) !== 0n) bucket = (bucket + 1) % buckets;
    bytes.writeBigUInt64LE(key, bucket * slot);
    value.copy(bytes, bucket * slot + 8);
  }
  return bytes;
}

/** Key of an n-gram: its last word's number, mixed with the words before it from right to left. */
function keyOf(ids: readonly number[]): bigint {
  return ids
    .slice(0, -1)
    .reduceRight(
      (key, id) => wrap(key * 8978948897894561157n) ^ wrap(BigInt(id + 1) * 17894857484156487943n),
      BigInt(ids[ids.length - 1]),
    );
}

/** MurmurHash64A of UTF-8 bytes with seed 0, a byte at a time. */
function murmur64(word: string): bigint {
  const m = 0xc6a4a7935bd1e995n;
  const bytes = [...Buffer.from(word, 'utf8')];
  let h = wrap(BigInt(bytes.length) * m);
  for (; bytes.length >= 8;) {
    let k = wrap(little(bytes.splice(0, 8)) * m);
    k = wrap((k ^ (k >> 47n)) * m);
    h = wrap((h ^ k) * m);
  }
  if (bytes.length > 0) h = wrap((h ^ little(bytes)) * m);
  h = wrap((h ^ (h >> 47n)) * m);
  return h ^ (h >> 47n);
}

function little(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte, at) => sum + (BigInt(byte) << BigInt(8 * at)), 0n);
}

function wrap(value: bigint): bigint {
  return value & 0xffffffffffffffffn;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}
