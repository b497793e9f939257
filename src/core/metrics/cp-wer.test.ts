import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatenatedWordErrorRate } from './cp-wer.ts';
import { editDistance } from './edit-distance.ts';

const speakers = (rows: Readonly<Record<string, string>>) =>
  new Map(Object.entries(rows).map(([id, text]) => [id, text.split(' ').filter((word) => word !== '')]));

describe('concatenatedWordErrorRate', () => {
  it('finds the speakers whatever they are called', () => {
    const result = concatenatedWordErrorRate(
      speakers({ ann: 'good morning to you all', bob: 'thank you ann' }),
      speakers({ S1: 'thank you man', S2: 'good morning you all' }),
    );
    expect(result).toMatchObject({ substitutions: 1, deletions: 1, insertions: 0, referenceWords: 8, cpWer: 2 / 8 });
    expect([...result.mapping]).toEqual([
      ['S1', 'bob'],
      ['S2', 'ann'],
    ]);
  });

  it('charges a word given to the wrong speaker twice', () => {
    const result = concatenatedWordErrorRate(
      speakers({ a: 'one two three four', b: 'five six' }),
      speakers({ x: 'one two three', y: 'four five six' }),
    );
    expect(result).toMatchObject({ deletions: 1, insertions: 1, substitutions: 0, cpWer: 2 / 6 });
  });

  it('counts speakers left over on either side as deleted or inserted', () => {
    const few = speakers({ x: 'one two three' });
    const many = speakers({ a: 'one two three', b: 'four', c: 'five six' });
    expect(concatenatedWordErrorRate(many, few)).toMatchObject({ deletions: 3, insertions: 0, cpWer: 0.5 });
    expect(concatenatedWordErrorRate(few, many)).toMatchObject({ deletions: 0, insertions: 3, cpWer: 1 });
    expect(concatenatedWordErrorRate(few, many).mapping.size).toBe(1);
  });

  it('defines the empty cases', () => {
    expect(concatenatedWordErrorRate(new Map(), new Map()).cpWer).toBe(0);
    expect(concatenatedWordErrorRate(new Map(), speakers({ x: 'one' })).cpWer).toBe(1);
    expect(concatenatedWordErrorRate(speakers({ x: 'one' }), new Map()).cpWer).toBe(1);
  });
});

const tokens = (maxLength: number) => fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength, size: 'max' });

/** Textbook full-table Levenshtein distance. */
function tableDistance(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  a.forEach((x, i) => {
    const next = [i + 1];
    b.forEach((y, j) => {
      next.push(Math.min((row[j] ?? 0) + (x === y ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}

describe('editDistance', () => {
  it('equals the full table over several blocks of bits', () => {
    fc.assert(
      fc.property(tokens(150), tokens(150), (a, b) => {
        expect(editDistance(a, b)).toBe(tableDistance(a, b));
      }),
    );
  });

  it('equals the full table at the edges of a block', () => {
    for (const length of [31, 32, 33, 63, 64, 65]) {
      const a = Array.from({ length }, (_, i) => `w${i % 7}`);
      const b = a.flatMap((word, i) => (i % 5 === 0 ? [] : i % 11 === 0 ? [word, 'x'] : [word]));
      expect(editDistance(a, b)).toBe(tableDistance(a, b));
      expect(editDistance(a, a)).toBe(0);
    }
  });
});

describe('concatenatedWordErrorRate, properties', () => {
  const side = fc.array(tokens(8), { maxLength: 4 }).map((rows) => new Map(rows.map((row, i) => [`s${i}`, row])));

  it('equals trying every permutation', () => {
    const edits = (ref: readonly (readonly string[])[], hyp: readonly (readonly string[])[]): number => {
      const [first, ...rest] = ref;
      if (first === undefined) return hyp.flat().length;
      const alone = first.length + edits(rest, hyp);
      return Math.min(
        alone,
        ...hyp.map(
          (heard, at) =>
            tableDistance(first, heard) +
            edits(
              rest,
              hyp.filter((_, other) => other !== at),
            ),
        ),
      );
    };
    fc.assert(
      fc.property(side, side, (ref, hyp) => {
        const result = concatenatedWordErrorRate(ref, hyp);
        expect(result.substitutions + result.deletions + result.insertions).toBe(
          edits([...ref.values()], [...hyp.values()]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of speakers and is 0 for equal sides', () => {
    fc.assert(
      fc.property(side, side, (ref, hyp) => {
        const turned = <K, V>(map: ReadonlyMap<K, V>) => new Map([...map].reverse());
        expect(concatenatedWordErrorRate(ref, turned(ref)).cpWer).toBe(0);
        expect(concatenatedWordErrorRate(turned(ref), turned(hyp)).cpWer).toBe(
          concatenatedWordErrorRate(ref, hyp).cpWer,
        );
      }),
    );
  });
});
