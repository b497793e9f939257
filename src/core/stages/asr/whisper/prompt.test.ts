import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DecoderRun } from './decoder-run.ts';
import { prefill } from './prompt.ts';
import type { WhisperTokenizer } from './tokenizer.ts';

const CODES = ['en', 'de', 'tr', 'fr', 'es'];
const SOT = 10;
const tokenizer = {
  ...{ multilingual: true, sot: SOT, transcribe: 20, noTimestamps: 21, noSpeech: undefined },
  languages: new Map(CODES.map((code, id) => [code, id])),
} as unknown as WhisperTokenizer;

/** A decoder that has these logits for the languages of each row, whatever it is fed, and what it was fed. */
function decoder(scores: readonly (readonly number[])[]) {
  const fed: number[][] = [];
  const run = {
    feed(tokens: readonly number[]) {
      fed.push([...tokens]);
      return Promise.resolve({ rows: scores.length, logits: (row: number) => Float32Array.from(scores[row] ?? []) });
    },
  } as unknown as DecoderRun;
  return { run, fed };
}

it('chooses no language outside the list of a row, however likely it is; rows switch by themselves', async () => {
  const score = fc.double({ min: -30, max: 30, noNaN: true });
  const row = fc.record({
    scores: fc.array(score, { minLength: CODES.length, maxLength: CODES.length }),
    // Codes that the model does not know may stand in the list.
    list: fc.uniqueArray(fc.constantFrom(...CODES, 'xx'), { minLength: 1 }).filter((list) => list.join() !== 'xx'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), async (rows) => {
      const { run, fed } = decoder(rows.map(({ scores }) => scores));
      const wanted = rows.map(({ list }) => ({ language: undefined, languages: list }));
      const { languages, heard } = await prefill(run, tokenizer, wanted, true, () => undefined);
      for (const [at, { list, scores }] of rows.entries()) {
        const known = list.filter((code) => code !== 'xx');
        const best = Math.max(...known.map((code) => Math.fround(scores[CODES.indexOf(code)] ?? 0)));
        const chosen = languages[at] ?? '';
        expect(known).toContain(chosen);
        if (known.length === 1) expect(chosen).toBe(known[0]);
        const given = heard[at] ?? {};
        expect(Object.keys(given).sort()).toEqual([...known].sort());
        expect(Object.values(given).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
        // Scores that differ by less than a float shows are equal.
        expect(Math.fround(scores[CODES.indexOf(chosen)] ?? 0)).toBeCloseTo(best, 4);
      }
      expect(fed).toEqual([
        rows.map(() => SOT),
        languages.map((code) => CODES.indexOf(code ?? '')),
        rows.map(() => 20),
      ]);
    }),
    { numRuns: 200 },
  );
});
