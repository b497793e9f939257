import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fitsSchema } from './fits.ts';
import { newDocument } from './new-document.ts';
import { documentSchema } from './schema.ts';

const word = {
  id: 'w1',
  startMs: 0,
  endMs: 9,
  text: 'a',
  confidence: 0.5,
  timing: 'dtw',
  engine: 'none',
  speaker: 'S1',
};
const cue = { id: 'c1', startMs: 0, endMs: 9, lines: ['a'], wordIds: ['w1'], later: { kept: true } };
const turn = { startMs: 0, endMs: 9, speaker: 'S1' };
const whole = {
  ...newDocument({ speakers: [{ id: 'S1', name: 'Ada' }] }),
  ...{ words: [word], cues: [cue], turns: [turn], exclusiveTurns: [turn] },
  provenance: [{ stage: 'vad', version: 1, options: { threshold: 0.5, fast: true } }],
  future: 1,
};
const fits = fitsSchema(documentSchema);

describe('fitsSchema', () => {
  it('takes a whole document, with keys of a later release', () => {
    expect(fits(whole)).toBe(true);
  });

  it('never takes what the schema refuses or changes', () => {
    const odd = fc.constantFrom<unknown>(undefined, null, 1.5, 1, -1, Infinity, '', 'dtw', true, [], {}, ['a'], [1]);
    const places = [
      [],
      ['words', 0],
      ['cues', 0],
      ['turns', 0],
      ['media'],
      ['provenance', 0],
      ['speakers', 0],
    ] as const;
    const place = fc.constantFrom(...places).chain((path) => {
      const at = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], whole);
      return fc.tuple(
        fc.constant(path),
        fc.constantFrom(...Object.keys(at as object), 'channel', 'tracks', '__proto__'),
      );
    });
    fc.assert(
      fc.property(place, odd, ([path, key], value) => {
        const changed = structuredClone(whole) as unknown as Record<string, unknown>;
        const at = path.reduce<unknown>((object, step) => (object as Record<string, unknown>)[step], changed);
        Object.defineProperty(at, key, { value, enumerable: true, configurable: true, writable: true });
        if (fits(changed)) expect(documentSchema.safeParse(changed)).toEqual({ success: true, data: changed });
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    z.string().min(2),
    z.number().max(1),
    z.strictObject({}),
    z.object({}),
    z.string().transform(Number),
    z.iso.date(),
  ])('leaves to zod what it does not know, %#', (schema) => {
    for (const value of ['', 'long enough', 0, 5, {}]) expect(fitsSchema(schema)(value)).toBe(false);
  });
});
