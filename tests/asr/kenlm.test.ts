import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArpaReader } from '../../src/core/stages/asr/ctc/arpa.ts';
import { readKenlmBinary } from '../../src/core/stages/asr/ctc/kenlm-binary.ts';
import { createNgramModel, type NgramModel } from '../../src/core/stages/asr/ctc/ngram-model.ts';
import { loadLanguageModel } from '../../src/platform/models/language-model-file.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { repoPath } from '../support/fixtures.ts';
import { type ArpaGram, type ArpaGrams, HEADER, writeArpa, writeProbing } from '../support/kenlm-writer.ts';
import { scratchFolder } from '../support/scratch.ts';
import { installToy, toyOmnilingual } from '../support/toy-ctc.ts';

const scratch = scratchFolder();
const fixture = (name: string): string => repoPath(`tests/fixtures/kenlm/${name}`);

function arpaModel(text: string): NgramModel {
  const reader = createArpaReader();
  for (const line of text.split('\n')) reader.line(line);
  return createNgramModel(reader.finish());
}

/** log10 of each word and of the end, as a decoder asks for them. */
function scores(model: NgramModel, sentence: readonly string[]): number[] {
  let context = model.start;
  const words = sentence.map((word) => {
    const scored = model.score(context, model.wordId(word));
    context = scored.context;
    return scored.log10;
  });
  return [...words, model.end(context)];
}

/** The same from the definition: the longest n-gram there is, and the back-off of every context passed over. */
function defined(grams: ArpaGrams, sentence: readonly string[]): number[] {
  const known = new Map(grams.flat().map((gram) => [gram.words.join(' '), gram]));
  const unknown = known.has('<UNK>') ? '<UNK>' : '<unk>';
  const named = ['<s>', ...sentence, '</s>'].map((word) => (known.has(word) ? word : unknown));
  const probability = (context: readonly string[], word: string): number => {
    const found = known.get([...context, word].join(' '));
    if (found !== undefined) return found.log10;
    if (context.length === 0) return -100;
    return (known.get(context.join(' '))?.backoff ?? 0) + probability(context.slice(1), word);
  };
  return named.slice(1).map((word, at) => probability(named.slice(Math.max(0, at + 2 - grams.length), at + 1), word));
}

const WORDS = ['a', 'b', 'zéro', 'مرحبا', '三', 'eightlet', 'rendez-vous', 'antidisestablishment'];
const log10 = fc.integer({ min: 1, max: 4000 }).map((value) => -value / 1000);
const backoff = fc.integer({ min: -2000, max: 500 }).map((value) => value / 1000);

/** Models of order 2 to 4 in which every n-gram's beginning and ending are n-grams, as in those that nobody pruned. */
const models: fc.Arbitrary<ArpaGrams> = fc
  .record({
    words: fc.subarray(WORDS, { minLength: 2 }),
    unknown: fc.constantFrom('<unk>', '<UNK>', undefined),
    order: fc.integer({ min: 2, max: 4 }),
    seed: fc.infiniteStream(fc.tuple(fc.integer({ min: 0, max: 2 }), log10, backoff)),
  })
  .map(({ words, unknown, order, seed }) => {
    const gram = (named: readonly string[]): ArpaGram | undefined => {
      const [kept, probability, weight] = seed.next().value as readonly [number, number, number];
      return kept === 0 && named.length > 1 ? undefined : { words: named, log10: probability, backoff: weight };
    };
    const singles = [...(unknown === undefined ? [] : [unknown]), '<s>', '</s>', ...words];
    const orders: ArpaGram[][] = [singles.flatMap((word) => gram([word]) ?? [])];
    while (orders.length < order) {
      const shorter = orders[orders.length - 1];
      const made = shorter.flatMap((first) =>
        shorter.flatMap((second) => {
          const joins = first.words.slice(1).join(' ') === second.words.slice(0, -1).join(' ');
          const sensible = first.words.at(-1) !== '</s>' && second.words.at(-1) !== '<s>';
          return joins && sensible ? (gram([...first.words, second.words[second.words.length - 1]]) ?? []) : [];
        }),
      );
      if (made.length === 0) break;
      orders.push(made.slice(0, 60));
      // What is left out may be the ending of nothing longer, since those are made of what stayed.
    }
    return orders;
  })
  .filter((grams) => grams.length >= 2);
const sentences = fc.array(fc.constantFrom(...WORDS, 'unheard', 'x'), { maxLength: 7 });

describe('n-gram models', () => {
  it('score alike as ARPA, as a probing file and by definition', () => {
    fc.assert(
      fc.property(models, sentences, fc.constantFrom(1.25, 1.5, 3), (grams, sentence, multiplier) => {
        const expected = defined(grams, sentence);
        const text = scores(arpaModel(writeArpa(grams)), sentence);
        const binary = scores(createNgramModel(readKenlmBinary(writeProbing(grams, multiplier))), sentence);
        expected.forEach((value, at) => {
          expect(text[at]).toBeCloseTo(value, 4);
          expect(binary[at]).toBeCloseTo(value, 4);
        });
        expect(binary).toHaveLength(sentence.length + 1);
      }),
      { numRuns: 150 },
    );
  });

  it('score as KenLM does, from the files that its own build_binary made, also where endings were pruned', () => {
    const models = [
      arpaModel(readFileSync(fixture('words.arpa'), 'utf8')),
      createNgramModel(readKenlmBinary(readFileSync(fixture('words.probing.bin')))),
    ];
    const lines = readFileSync(fixture('scores.tsv'), 'utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThan(30);
    for (const line of lines) {
      const [sentence, ...expected] = line.split('\t');
      for (const model of models)
        scores(model, sentence.split(' ')).forEach((value, at) => expect(value).toBeCloseTo(Number(expected[at]), 4));
    }
  });
});

it('reads the words behind the tables', () => {
  const table = readKenlmBinary(readFileSync(fixture('words.probing.bin')));
  const lines = readFileSync(fixture('words.arpa'), 'utf8').split('\\2-grams:')[0].split('\n');
  const written = lines.flatMap((line) => line.split('\t')[1] ?? []);
  expect(written).toHaveLength(19);
  expect([...(table.words() ?? [])].sort()).toEqual(written.sort());
  expect(readKenlmBinary(writeProbing([[], []].map(() => [{ words: ['a'], log10: -1, backoff: 0 }]))).words()).toBe(
    undefined,
  );
});

describe('language model files that cannot be read', () => {
  const grams: ArpaGrams = [
    ['<unk>', '<s>', '</s>', 'a'].map((word) => ({ words: [word], log10: -1, backoff: -0.5 })),
    [{ words: ['<s>', 'a'], log10: -0.5, backoff: 0 }],
  ];
  const good = writeProbing(grams);
  const spoiled = (change: (bytes: Buffer) => void): Buffer => {
    const bytes = Buffer.from(good);
    change(bytes);
    return bytes;
  };

  it.each<readonly [string, () => Buffer, RegExp]>([
    ['KenLM trie', () => readFileSync(fixture('words.trie.bin')), /kind "trie"/],
    [
      'KenLM quantised trie',
      () => readFileSync(fixture('words.quantised.bin')),
      /kind "quantised array-compressed trie"/,
    ],
    ['rest costs', () => spoiled((bytes) => bytes.writeUInt32LE(1, HEADER.kind)), /rest costs/],
    ['a kind to come', () => spoiled((bytes) => bytes.writeUInt32LE(77, HEADER.kind)), /kind "77"/],
    ['version 4', () => spoiled((bytes) => bytes.write('4', 49, 'latin1')), /version/],
    [
      'not finished',
      () => spoiled((bytes) => bytes.write('mmap lm http://kheafield.com/code incomplete\n', 'latin1')),
      /not finished/,
    ],
    ['another processor', () => spoiled((bytes) => bytes.swap32()).fill(good.subarray(0, 56), 0, 56), /processor/],
    ['another layout of the tables', () => spoiled((bytes) => bytes.writeUInt32LE(1, HEADER.search)), /version 1/],
    ['order 1', () => spoiled((bytes) => bytes.writeUInt8(1, HEADER.order)), /order is 1/],
    ['order 200', () => spoiled((bytes) => bytes.writeUInt8(200, HEADER.order)), /order is 200/],
    ['tables of no size', () => spoiled((bytes) => bytes.writeFloatLE(Number.NaN, HEADER.multiplier)), /sensible/],
    ['larger tables', () => spoiled((bytes) => bytes.writeFloatLE(50, HEADER.multiplier)), /bytes instead of/],
    ['huge counts', () => spoiled((bytes) => bytes.writeBigUInt64LE(2n ** 63n, HEADER.counts)), /more n-grams/],
    ['more counts', () => spoiled((bytes) => bytes.writeBigUInt64LE(9n, HEADER.counts + 8)), /bytes instead of/],
    ['cut in the header', () => good.subarray(0, 80), /cut off/],
    ['cut in a table', () => good.subarray(0, good.length - 1), /bytes instead of/],
    ['compressed', () => Buffer.from([0x1f, 0x8b, 8, 0]), /compressed/],
    ['empty', () => Buffer.alloc(0), /cut off, or no ARPA file/],
    ['a cut ARPA file', () => Buffer.from(writeArpa(grams).slice(0, -6)), /cut off/],
  ])('%s: says what, and what to make instead', async (name, bytes, words) => {
    const toy = toyOmnilingual();
    const folder = scratch.at(name.replaceAll(' ', '-'));
    const params = { languageModel: 'lm.bin' };
    const model = installToy(folder, { ...toy, files: { ...toy.files, 'lm.bin': bytes() } }, params);
    const failed: unknown = await loadLanguageModel(model, params).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(AppError);
    const { code, parts } = failed as AppError;
    expect(code).toBe('model-corrupt');
    expect(parts.what).toMatch(words);
    expect(parts.what).toContain('lm.bin');
    expect(parts.meaning).toMatch(/not loaded/);
    expect(parts.action).toMatch(/ARPA.*build_binary probing/);
  });

  it('reads the file that the others are spoiled copies of', async () => {
    const toy = toyOmnilingual();
    const params = { languageModel: 'lm.bin' };
    const model = installToy(scratch.at('good'), { ...toy, files: { ...toy.files, 'lm.bin': good } }, params);
    const fusion = await loadLanguageModel(model, { ...params, alpha: 1, beta: 0 });
    expect(fusion?.word(fusion.start, 'a').score).toBeCloseTo(-0.5 * Math.LN10, 5);
  });
});
