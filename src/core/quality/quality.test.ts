import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findProfile, RULE_PROFILES } from '../cues/profiles.ts';
import { applyOperations } from '../document/edits/apply.ts';
import { lintDocument } from '../document/lint.ts';
import { newDocument } from '../document/new-document.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { Cue } from '../timeline/types.ts';
import { checkQuality } from './check-quality.ts';
import { rankOf } from './finding.ts';
import { fixAll, fixFinding, type FixPreview } from './fix-quality.ts';

const netflix = findProfile('netflix-en') ?? expect.fail();
const cue = (id: string, startMs: number, endMs: number, ...lines: string[]): Cue => ({
  ...{ id, startMs, endMs, lines, wordIds: [] },
});
const documentOf = (cues: readonly Cue[], language?: string): VoxlaneDocument =>
  newDocument({ cues, ...(language === undefined ? {} : { language }) });
const codes = (document: VoxlaneDocument, profile = netflix): string[] =>
  checkQuality(document, profile).map(({ cue: id, code }) => `${id} ${code}`);

function fixed(document: VoxlaneDocument, preview: FixPreview): VoxlaneDocument {
  if (preview.action.kind === 'none') return document;
  const result = applyOperations(document, preview.action.operations);
  if (result.kind === 'refused') throw new Error(result.reason);
  return result.document;
}

describe('findings', () => {
  it('say what is wrong, with numbers, and do not count tags', () => {
    const text = `<i>${'x'.repeat(40)}</i>`;
    const document = documentOf([cue('a', 0, 2000, text), cue('b', 1900, 2000, 'a b'), cue('c', 2050, 4050)]);
    expect(codes(document)).toEqual(['b overlap', 'b duration-short', 'b cps', 'c gap', 'c empty-text']);
    expect(checkQuality(document, netflix)[0]).toEqual({
      cue: 'b',
      index: 1,
      code: 'overlap',
      severity: 'error',
      messageKey: 'quality.overlap',
      params: { value: 100, limit: 0 },
    });
  });

  it.each([
    ['en', 'I saw the', 'the dog', 'word-repeated break-after-article'],
    ['fr', 'Elle voit la la\u0300', 'bas', ''],
    ['en', 'It is very  very big', 'so', 'spaces-double'],
    ['en', '-Yes...', '\u2013 No', 'dash-style ellipsis-style'],
    ['fr', 'Vraiment?', 'Oui !', 'french-spacing'],
    ['fr', 'Voir a.fr/page?id=3', 'Ah\u00a0?!', ''],
    ['fr', 'Quoi?!', 'Oui', 'french-spacing'],
    ['fr-CA', 'Vraiment?', 'Oui', ''],
    ['en', '<i>so</b> it', 'goes', 'tags-unbalanced'],
    ['en', 'a <i>well', 'written</i> text', ''],
  ])('%s: %s / %s', (language, upper, lower, expected) => {
    const found = checkQuality(documentOf([cue('a', 0, 5000, upper, lower)], language), netflix);
    expect(found.map(({ code }) => code).join(' ')).toBe(expected);
  });

  it('are told of a cue with more lines than a call takes arguments', () => {
    const endless = documentOf([cue('a', 0, 2000, ...Array.from({ length: 100_000 }, () => 'a'))]);
    const found = checkQuality(
      { ...endless, cues: endless.cues.map((one) => ({ ...one, lines: [...one.lines, ...one.lines] })) },
      netflix,
    );
    expect(found.map(({ code, params }) => `${code} ${params['value'] ?? ''}`)).toEqual([
      'lines 200000',
      'cps 199999.5',
    ]);
  });

  it('are none for a document of times only', () => {
    expect(codes(documentOf([cue('a', 0, 2000), cue('b', 3000, 5000)]))).toEqual([]);
  });
});

describe('fixes', () => {
  it('lengthen, trim, break and tidy, and list what they leave', () => {
    const long = 'This is a rather long line that has to be broken somewhere';
    const document = documentOf(
      [
        cue('a', 0, 2000, long),
        cue('b', 2500, 2600, 'Short  one...'),
        cue('c', 3000, 6000, '<i>Fine'),
        cue('d', 5950, 8000, 'Late'),
        cue('e', 9000, 9100, 'x'.repeat(90)),
      ],
      'en',
    );
    const preview = fixAll(document, netflix);
    const after = fixed(document, preview);
    expect(after.cues[0]?.lines.length).toBe(2);
    expect(after.cues[1]?.lines).toEqual(['Short one\u2026']);
    expect(after.cues[1]?.endMs).toBeLessThanOrEqual(3000 - netflix.minGapMs);
    expect(after.cues[2]).toMatchObject({ lines: ['<i>Fine</i>'], endMs: 5950 - netflix.minGapMs });
    expect(preview.remaining.map(({ cue: id, code }) => `${id} ${code}`)).toContain('e cpl');
    expect(preview.remaining).toEqual(checkQuality(after, netflix));
    expect(preview.changes.map((change) => change.cue)).toEqual(
      after.cues.filter((entry, index) => entry !== document.cues[index]).map(({ id }) => id),
    );
  });

  it('are made although a line of another cue is nothing but a stray tag', () => {
    const plain = cue('b', 3000, 5000, 'a  b');
    const alone = documentOf([cue('a', 0, 2000, '</i>', 'Yes.'), plain]);
    expect(fixed(alone, fixAll(alone, netflix)).cues.map(({ lines }) => lines)).toEqual([['Yes.'], ['a b']]);
    const dialogue = { ...cue('a', 0, 2000, '</i>', 'Yes.'), lineSpeakers: ['S1', 'S2'] };
    const both = { ...documentOf([dialogue, plain]), speakers: ['S1', 'S2'].map((id) => ({ id, name: id })) };
    expect(fixed(both, fixAll(both, netflix)).cues.map(({ lines }) => lines)).toEqual([['</i>', 'Yes.'], ['a b']]);
  });

  it('do not cut off what is being said', () => {
    const word = { id: 'w', startMs: 0, endMs: 9000, text: 'aah', confidence: 1, timing: 'dtw', engine: 't' } as const;
    const document = newDocument({ words: [word], cues: [{ ...cue('a', 0, 9500, 'aah'), wordIds: ['w'] }] });
    const [target] = checkQuality(document, netflix);
    expect(target?.code).toBe('duration-long');
    expect(target && fixFinding(document, netflix, target).action).toEqual({ kind: 'none', reason: 'unchanged' });
  });

  const anyCues = fc
    .array(
      fc.record({
        gap: fc.integer({ min: -600, max: 900 }),
        length: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 900, max: 12_000 })),
        lines: fc.array(
          fc.constantFrom(
            'Yes...',
            'I went to the the',
            'shop  with my mother because she wanted it',
            '<i>so',
            'Quoi?',
            '- No',
            '\u2013 Well',
            'x'.repeat(60),
            '漢字漢字漢字漢字漢字漢字',
          ),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 12 },
    )
    .map((parts) => {
      let startMs = 0;
      let endMs = 0;
      return parts.map(({ gap, length, lines }, index) => {
        startMs = Math.max(startMs, endMs + gap);
        endMs = startMs + length;
        return cue(`c${index}`, startMs, endMs, ...lines);
      });
    });
  const anyCase = fc.record({
    cues: anyCues,
    profile: fc.constantFrom(...RULE_PROFILES),
    language: fc.constantFrom('en', 'fr', 'tr', undefined),
  });

  it('keep the order of cues that come to start at once', () => {
    const document = documentOf([cue('c0', 0, 1), cue('c1', 0, 184), cue('c2', 83, 84)], 'en');
    const netflix = RULE_PROFILES.find(({ id }) => id === 'netflix-en') ?? RULE_PROFILES[0];
    const after = fixed(document, fixAll(document, netflix));
    expect(after.cues.map(({ id }) => id)).toEqual(['c0', 'c1', 'c2']);
  });

  it('leave a sound document, change nothing the second time, and never start a cue before the one in front is over', () => {
    fc.assert(
      fc.property(anyCase, ({ cues, profile, language }) => {
        const document = documentOf(cues, language);
        const preview = fixAll(document, profile);
        const after = fixed(document, preview);
        expect(lintDocument(after)).toEqual([]);
        expect(after.cues.map(({ id }) => id)).toEqual(document.cues.map(({ id }) => id));
        expect(preview.remaining).toEqual(checkQuality(after, profile));
        expect(fixAll(after, profile).changes).toEqual([]);
        for (const [index, entry] of after.cues.entries()) {
          const old = document.cues[index]?.startMs ?? 0;
          const ends = after.cues.slice(0, index).map(({ endMs }) => endMs);
          if (entry.startMs < old) expect(entry.startMs).toBeGreaterThanOrEqual(Math.max(0, ...ends));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of one finding mend it or change nothing, and break nothing of a higher rank', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(50), ({ cues, profile, language }, pick) => {
        const document = documentOf(cues, language);
        const found = checkQuality(document, profile);
        const target = found[pick % Math.max(1, found.length)];
        if (target === undefined) return;
        const preview = fixFinding(document, profile, target);
        const key = (item: { index: number; code: string }): string => `${item.index} ${item.code}`;
        const had = new Set(found.map(key));
        if (preview.changes.length === 0) return;
        expect(preview.remaining.map(key)).not.toContain(key(target));
        for (const item of preview.remaining) {
          if (!had.has(key(item))) expect(rankOf(item.code)).toBeGreaterThan(rankOf(target.code));
        }
      }),
      { numRuns: 200 },
    );
  });
});
