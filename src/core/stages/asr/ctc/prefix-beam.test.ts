import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArpaReader } from './arpa.ts';
import { createEmissions, type Emissions, logAdd } from './emissions.ts';
import { greedyDecode, trimMark } from './greedy.ts';
import { createNgramModel } from './ngram-model.ts';
import { prefixBeam } from './prefix-beam.ts';
import { timeTokens } from './token-times.ts';
import { createCtcVocabulary } from './vocabulary.ts';
import { createWordFusion } from './word-fusion.ts';

const VOCABULARY = createCtcVocabulary({ pieces: ['<pad>', '|', 'a', 'b'], blank: 0, delimiter: '|' });
const WIDTH = VOCABULARY.tokens.length;
const EVERYTHING = { width: Infinity, pruneLogProb: -Infinity, tokenLogProb: -Infinity };

/** ln of the summed probability of each text, by walking all WIDTH^frames alignments. */
function bruteForce(emissions: Emissions): Map<string, number> {
  const sums = new Map<string, number>();
  for (let path = 0; path < WIDTH ** emissions.frames; path += 1) {
    let [rest, previous, logProb] = [path, -1, 0];
    const ids: number[] = [];
    for (let frame = 0; frame < emissions.frames; frame += 1) {
      const id = rest % WIDTH;
      rest = Math.floor(rest / WIDTH);
      logProb += emissions.logProb(frame, id);
      if (id !== 0 && id !== previous && !(id === 1 && (ids.length === 0 || ids.at(-1) === 1))) ids.push(id);
      previous = id;
    }
    const key = trimMark(ids, VOCABULARY.tokens).join(' ');
    sums.set(key, logAdd(sums.get(key) ?? -Infinity, logProb));
  }
  return sums;
}

const logits = fc
  .array(fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: WIDTH, maxLength: WIDTH }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((frames) => createEmissions(Float32Array.from(frames.flat()), frames.length, VOCABULARY));

const ARPA = `\\data\\
ngram 1=5
ngram 2=4

\\1-grams:
-1.0 <unk>
-99 <s> -0.3
-0.7 </s>
-0.5 a -0.2
-0.9 ab -0.4

\\2-grams:
-0.2 <s> a
-0.6 a ab
-0.1 ab </s>
-1.2 a a

\\end\\
`;

function languageModel() {
  const reader = createArpaReader();
  for (const line of ARPA.split('\n')) reader.line(line);
  return createNgramModel(reader.finish());
}

describe('prefixBeam', () => {
  it('sums all alignments of every text, as brute force does', () => {
    fc.assert(
      fc.property(logits, (emissions) => {
        const expected = bruteForce(emissions);
        const found = prefixBeam(emissions, VOCABULARY, EVERYTHING);
        expect(found).toHaveLength(expected.size);
        for (const { ids, acoustic } of found) expect(acoustic).toBeCloseTo(expected.get(ids.join(' '))!, 6);
        expect(found[0].acoustic).toBeCloseTo(Math.max(...expected.values()), 6);
      }),
      { numRuns: 60 },
    );
  });

  it('finds the best text with a language model, as brute force does', () => {
    const model = languageModel();
    const [alpha, beta, unknownOffset] = [0.7, 0.4, -2];
    const fusion = createWordFusion(model, { alpha, beta, unknownOffset });
    fc.assert(
      fc.property(logits, (emissions) => {
        const totals = [...bruteForce(emissions)].map(([key, acoustic]) => {
          const text = key
            .split(' ')
            .map((id) => ({ 1: ' ', 2: 'a', 3: 'b' })[Number(id)] ?? '')
            .join('');
          let context = model.start;
          let total = acoustic;
          for (const word of text === '' ? [] : text.split(' ')) {
            const id = model.wordId(word);
            const scored = model.score(context, id);
            total += alpha * Math.LN10 * (scored.log10 + (id === undefined ? unknownOffset : 0)) + beta;
            context = scored.context;
          }
          return total + alpha * Math.LN10 * model.end(context);
        });
        expect(prefixBeam(emissions, VOCABULARY, EVERYTHING, fusion)[0].total).toBeCloseTo(Math.max(...totals), 5);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps no more than its width, and times every output inside the frames, in order', () => {
    fc.assert(
      fc.property(logits, (emissions) => {
        const found = prefixBeam(emissions, VOCABULARY, { ...EVERYTHING, width: 3 });
        expect(found.length).toBeLessThanOrEqual(3);
        for (const ids of [found[0].ids, greedyDecode(emissions, VOCABULARY)]) {
          const timed = timeTokens(emissions, ids, VOCABULARY);
          expect(timed.map(({ id }) => id)).toEqual(ids.filter((id) => id > 1));
          let from = 0;
          for (const token of timed) {
            expect(token.from).toBeGreaterThanOrEqual(from);
            expect(token.to).toBeGreaterThan(token.from);
            from = token.to;
          }
          expect(from).toBeLessThanOrEqual(emissions.frames);
        }
      }),
    );
  });
});

describe('the language model', () => {
  const model = languageModel();
  const context = (...words: string[]) => words.map((word) => model.wordId(word)!);

  it('scores by the longest n-gram and backs off, as computed by hand', () => {
    expect(model.score(model.start, model.wordId('a')).log10).toBeCloseTo(-0.2, 6);
    // No "<s> ab": back-off of <s> (-0.3) and the 1-gram (-0.9).
    expect(model.score(model.start, model.wordId('ab')).log10).toBeCloseTo(-1.2, 6);
    expect(model.score(context('a'), undefined).log10).toBeCloseTo(-0.2 - 1.0, 6);
    expect(model.end(context('ab'))).toBeCloseTo(-0.1, 6);
    expect(model.end(context('a'))).toBeCloseTo(-0.2 - 0.7, 6);
  });

  it.each([
    ['cut off', ARPA.replace('\\end\\', '')],
    ['fewer than counted', ARPA.replace('-1.2 a a\n', '')],
    ['an unknown word', ARPA.replace('a a\n', 'a zz\n')],
    ['no numbers', ARPA.replace('-1.2 a a', 'x a a')],
    ['not an ARPA file', 'hello'],
  ])('refuses a file that is %s', (_, text) => {
    const reader = createArpaReader();
    expect(() => {
      for (const line of text.split('\n')) reader.line(line);
      reader.finish();
    }).toThrow(/^line \d+: /);
  });
});
