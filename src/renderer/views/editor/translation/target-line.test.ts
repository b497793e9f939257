import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULE_PROFILES } from '../../../../core/cues/profiles.ts';
import { finding } from '../../../../core/quality/finding.ts';
import type { CueTranslation } from '../../../../core/timeline/cue-notes.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { budgetOf, directionOf, needsOf, nextInNeed } from './target-line.ts';

const PROFILE = RULE_PROFILES.find(({ id }) => id === 'netflix');
if (PROFILE === undefined) throw new Error('no such profile');

function cue(translation?: Partial<CueTranslation>): Cue {
  const fr = { lines: ['bonjour'], of: 'hello', by: 'model', ...translation };
  return {
    ...{ id: 'c1', startMs: 0, endMs: 2000, lines: ['hello'], wordIds: [] },
    ...(translation === undefined ? {} : { translations: { fr } }),
  };
}
const needs = (one: Cue): string[] => [...needsOf(one, 'fr', PROFILE)];

describe('a line in another language', () => {
  it('needs what is wrong with it', () => {
    expect(needs(cue())).toEqual(['untranslated']);
    expect(needs({ ...cue(), lines: [] })).toEqual([]);
    expect(needs(cue({}))).toEqual([]);
    expect(needs(cue({ of: 'hi' }))).toEqual(['outOfDate']);
    expect(needs(cue({ flags: ['tags-lost'] }))).toEqual(['flagged']);
    // What a run said of terms is told anew.
    expect(needs(cue({ flags: ['term-missed'] }))).toEqual([]);
    const words = [finding({ cue: 'c1', index: 0, language: 'fr' }, 'term-missed', { term: 'hello', wanted: 'salut' })];
    expect([...needsOf(cue({}), 'fr', PROFILE, words)]).toEqual(['flagged']);
    expect(needs(cue({ by: undefined, flags: ['refused'] }))).toEqual(['untranslated', 'flagged']);
    // Music and numbers stay what they are, and are done.
    expect(needs(cue({ by: undefined }))).toEqual([]);
    expect(needs(cue({ lines: ['x'.repeat(43)], endMs: 9000 }))).toEqual(['over']);
    expect(needs(cue({ lines: ['a', 'b', 'c'] }))).toEqual(['over']);
  });

  it('is measured until its own end', () => {
    const text = 'x'.repeat(40);
    expect(needs(cue({ lines: [text] }))).toEqual(['over']);
    expect(needs(cue({ lines: [text], endMs: 4000 }))).toEqual([]);
    expect(budgetOf({ lines: [text], startMs: 0, endMs: 4000 }, PROFILE)).toEqual({
      ...{ cps: 10, width: 40, lines: 1, level: 'fine' },
    });
    expect(budgetOf({ lines: [text], startMs: 0, endMs: 2800 }, PROFILE).level).toBe('tight');
  });

  it('is found from any place, forwards and backwards around the end', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), fc.nat(11), (wanted, from) => {
        const cues = wanted.map((_, index) => ({ ...cue(), id: String(index) }));
        const at = from % wanted.length;
        const isWanted = ({ id }: Cue): boolean => wanted[Number(id)] === true;
        const order = wanted.map((_, step) => (at + step + 1) % wanted.length);
        expect(nextInNeed(cues, at, 1, isWanted)?.id).toBe(order.find((place) => wanted[place])?.toString());
        const back = wanted.map((_, step) => (at - step - 1 + wanted.length) % wanted.length);
        expect(nextInNeed(cues, at, -1, isWanted)?.id).toBe(back.find((place) => wanted[place])?.toString());
      }),
    );
    expect(nextInNeed([cue()], -1, 1, () => true)?.id).toBe('c1');
    expect(nextInNeed([], -1, -1, () => true)).toBeUndefined();
  });

  it('knows which way a language is written', () => {
    expect(['ar', 'he', 'fa'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl']);
    expect(['fr', 'tr', 'zh'].map(directionOf)).toEqual(['ltr', 'ltr', 'ltr']);
  });
});
