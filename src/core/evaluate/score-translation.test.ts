import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findProfile } from '../cues/profiles.ts';
import { newDocument } from '../document/new-document.ts';
import type { Cue } from '../timeline/types.ts';
import { pairCues } from './pair-cues.ts';
import { scoreTranslation, totalTranslation } from './score-translation.ts';
import { translationSide } from './translation-side.ts';

const profile = findProfile('netflix');
if (profile === undefined) throw new Error('no profile');
const options = { profile, glossary: [] };

const cue = (at: number, text: string, more: Partial<Cue> = {}): Cue => ({
  id: `c${at}`,
  startMs: at * 10_000,
  endMs: at * 10_000 + 9000,
  lines: [text],
  wordIds: [],
  ...more,
});

describe('pairCues', () => {
  it('puts every cue in one pair, whatever the times', () => {
    const times = fc.array(fc.tuple(fc.nat(5000), fc.nat(2000)), { maxLength: 15 });
    const cuesOf = (list: readonly (readonly [number, number])[], side: string): Cue[] =>
      list.map(([startMs, length], at) => cue(at, '', { id: `${side}${at}`, startMs, endMs: startMs + length }));
    fc.assert(
      fc.property(times, times, (a, b) => {
        const [left, right] = [cuesOf(a, 'a'), cuesOf(b, 'b')];
        const pairs = pairCues(left, right);
        const ids = (cues: readonly Cue[]): string[] => cues.map(({ id }) => id).toSorted();
        expect(ids(pairs.flatMap(({ reference }) => reference))).toEqual(ids(left));
        expect(ids(pairs.flatMap(({ hypothesis }) => hypothesis))).toEqual(ids(right));
      }),
    );
  });

  it('takes two cues for one that is cut in two, and leaves apart what only touches', () => {
    const whole = [cue(0, 'one two', { startMs: 0, endMs: 4000 }), cue(1, 'three', { startMs: 4000, endMs: 5000 })];
    const cut = [
      cue(0, 'one', { startMs: 0, endMs: 2000 }),
      cue(1, 'two', { startMs: 2000, endMs: 4100 }),
      cue(2, 'three', { startMs: 4100, endMs: 5000 }),
    ];
    expect(pairCues(whole, cut).map((pair) => [pair.reference.length, pair.hypothesis.length])).toEqual([
      [1, 2],
      [1, 1],
    ]);
  });
});

describe('scoreTranslation', () => {
  it('agrees with what sacreBLEU states', () => {
    const score = (hypothesis: string, reference: string) =>
      scoreTranslation({ cues: [cue(0, reference)] }, { cues: [cue(0, hypothesis)] }, options).scores;
    expect(
      score(
        'Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;',
        'producţia de zahăr brut se exprimă în zahăr alb;',
      ).bleu,
    ).toBeCloseTo(8.493, 2);
    expect(score('this is a fest', 'this is a test').bleu).toBeCloseTo(100 * (1 / 8) ** (1 / 4), 8);
    expect(score('a b c', 'abc').chrF2).toBeCloseTo(100, 8);
    expect(score('abcdefg', 'hijklmnop').chrF2).toBe(0);
  });

  it('counts what is missing, added, moved, too fast, untranslated and not said of the glossary', () => {
    const source = [cue(0, 'Boğaz’da bir ev.'), cue(1, 'Hayır.'), cue(2, 'Ali!'), cue(3, 'Boğaz güzel.')];
    const reference = [
      cue(0, 'Une maison au Bosphore.'),
      cue(1, 'Non.'),
      cue(2, 'Ali !'),
      cue(3, 'Le Bosphore est beau.'),
    ];
    const hypothesis = [
      cue(0, 'Une maison au Bosphore.', { endMs: 9500 }),
      cue(1, 'Hayır.'),
      cue(2, 'Ali !'),
      cue(3, 'Le détroit, dont on parle depuis toujours, est beau.', { endMs: 31_000 }),
      cue(9, 'De trop.'),
    ];
    const { scores } = scoreTranslation(
      { cues: reference },
      { cues: hypothesis },
      {
        profile,
        glossary: [{ source: 'Boğaz', target: 'Bosphore' }],
        source,
      },
    );
    expect(scores).toMatchObject({
      cues: 5,
      referenceCues: 4,
      missing: 0,
      extra: 1,
      tooFast: 1,
      timing: { sourceCues: 4, moved: 2 },
      terms: { present: 2, said: 1, missed: [{ cue: 'c3', source: 'Boğaz', target: 'Bosphore' }] },
      untranslated: 1,
    });
    expect(scoreTranslation({ cues: reference }, { cues: source }, options).scores).not.toHaveProperty('timing');
    expect(scoreTranslation({ cues: reference }, { cues: hypothesis.slice(1, 4) }, options).scores.missing).toBe(1);
  });

  it('reads the translation of a document, and what of it is missing or out of date', () => {
    const said = (lines: string[], of: string, more = {}) => ({
      translations: { fr: { lines, of, by: 'test', ...more } },
    });
    const document = newDocument({
      language: 'tr',
      translations: [{ language: 'fr' }],
      cues: [
        cue(0, 'Hayır.', said(['Non.'], 'Hayır.')),
        cue(1, 'Hayır!', said(['Non.'], 'Hayır.')),
        cue(2, 'Evet.', said(['Evet.'], 'Evet.', { by: undefined })),
        cue(3, 'Ev.', said(['Maison.'], 'Ev.', { endMs: 39_500 })),
        cue(4, 'Su.'),
      ],
    });
    const reference = ['Non.', 'Non.', 'Oui.', 'Maison.', 'Eau.'].map((text, at) => cue(at, text));
    const { scores } = scoreTranslation({ cues: reference }, translationSide(document, undefined), options);
    expect(scores).toMatchObject({ untranslated: 2, outOfDate: 1, timing: { sourceCues: 5, moved: 1 }, missing: 0 });
    const own = translationSide(document, 'de');
    expect(own.cues).toEqual(document.cues);
  });

  it('adds lines up, not scores', () => {
    const [right, wrong] = ['a', 'b'].map((text) =>
      scoreTranslation({ cues: [cue(0, 'a')] }, { cues: [cue(0, text)] }, options),
    );
    if (right === undefined || wrong === undefined) throw new Error('nothing scored');
    expect(totalTranslation([right, wrong]).chrF2).toBeCloseTo(50, 8);
    expect(totalTranslation([right, wrong])).toMatchObject({ cues: 2, referenceCues: 2 });
  });
});
