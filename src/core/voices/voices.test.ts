import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARGIN, matchVoices, SURE_SPEECH_MS } from './match.ts';
import { joinSamples, MOST_SAMPLES, withSample, type VoiceSample } from './samples.ts';
import { UNCALIBRATED, voiceScale } from './scale.ts';
import { type KnownVoice, scoreVoice } from './score.ts';
import { isVoiceprint, type SpeakerVoice, similarity } from './voice.ts';

const SCALE = { same: 0.6, suggest: 0.4 };
const calibrated = (): typeof SCALE => SCALE;

/** A unit vector in the plane, so that cosines are those of the angles between. */
const at = (degrees: number): number[] => {
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle), 0, 0];
};
const voice = (speaker: string, degrees: number, speechMs = 10_000, model = 'm'): SpeakerVoice => ({
  speaker,
  model,
  vector: at(degrees),
  speechMs,
});
const person = (name: string, ...degrees: number[]): KnownVoice => ({
  name,
  samples: degrees.map((angle) => voice(name, angle)),
});

const unit = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 6, maxLength: 6 })
  .filter((values) => values.some((value) => value !== 0))
  .map((values) => {
    const length = Math.hypot(...values);
    return values.map((value) => value / length);
  });
const anyVoice = fc.record({
  model: fc.constantFrom('a', 'b'),
  vector: unit,
  speechMs: fc.integer({ min: 0, max: 60_000 }),
});
const anyVoices = fc
  .array(anyVoice, { maxLength: 6 })
  .map((voices) => voices.map((each, index) => ({ ...each, speaker: `S${index + 1}` })));
const anyPeople = fc
  .array(fc.array(anyVoice, { minLength: 1, maxLength: 5 }), { maxLength: 6 })
  .map((people) => people.map((samples, index) => ({ name: `P${index}`, samples })));

describe('similarity and scores', () => {
  it('is the cosine, and nothing between different models or sizes', () => {
    expect(similarity(voice('a', 0), voice('b', 60))).toBeCloseTo(0.5, 12);
    expect(similarity(voice('a', 0), voice('b', 0, 1, 'other'))).toBeUndefined();
    expect(similarity(voice('a', 0), { ...voice('b', 0), vector: [1] })).toBeUndefined();
  });

  it('knows what can be a voiceprint', () => {
    expect(isVoiceprint(at(33))).toBe(true);
    for (const bad of [[], [0, 0], [2, 0], [Number.NaN, 1], [Infinity]]) expect(isVoiceprint(bad)).toBe(false);
  });

  it('is the cosine with one sample, and the same whatever the order of several', () => {
    expect(scoreVoice(person('Anna', 40), voice('S1', 10))).toBeCloseTo(Math.cos(Math.PI / 6), 12);
    const far = scoreVoice(person('Anna', 0, 80, 85), voice('S1', 0));
    expect(far).toBeCloseTo(scoreVoice(person('Anna', 85, 0, 80), voice('S1', 0)) ?? 0, 12);
  });

  it('is half the nearest three and half the mean of all', () => {
    // Three exact samples and six at a right angle: the mean points to (3, 6).
    const mixed = person('Anna', 0, 0, 0, 90, 90, 90, 90, 90, 90);
    expect(scoreVoice(mixed, voice('S1', 0))).toBeCloseTo((1 + 3 / Math.hypot(3, 6)) / 2, 9);
    const odd = person('Anna', 90, 90, 90, 90, 90, 0);
    expect(scoreVoice(odd, voice('S1', 0))).toBeCloseTo((1 / 3 + 1 / Math.hypot(1, 5)) / 2, 9);
  });

  it('is no score without a sample of the same model', () => {
    const anna = { name: 'Anna', samples: [voice('', 0, 10_000, 'old')] };
    expect(scoreVoice(anna, voice('S1', 0))).toBeUndefined();
    expect(matchVoices([voice('S1', 0)], [anna], calibrated)).toEqual([{ band: 'unknown', speaker: 'S1' }]);
  });
});

describe('matchVoices', () => {
  it('has three bands', () => {
    const people = [person('Anna', 0)];
    const bandAt = (degrees: number): string | undefined =>
      matchVoices([voice('S1', degrees)], people, calibrated)[0]?.band;
    expect([bandAt(0), bandAt(50), bandAt(60), bandAt(70), bandAt(180)]).toEqual([
      'sure',
      'sure',
      'suggest',
      'unknown',
      'unknown',
    ]);
  });

  it('asks instead of being sure: little speech, two alike people, two alike speakers, no calibration', () => {
    const anna = person('Anna', 0);
    const doubtOf = (...args: Parameters<typeof matchVoices>): unknown => {
      const [match] = matchVoices(...args);
      return match?.band === 'suggest' ? match.doubt : match?.band;
    };
    expect(doubtOf([voice('S1', 5, SURE_SPEECH_MS - 1)], [anna], calibrated)).toBe('little-speech');
    const short = { name: 'Anna', samples: [voice('', 0, SURE_SPEECH_MS - 1)] };
    expect(doubtOf([voice('S1', 5)], [short], calibrated)).toBe('little-speech');
    expect(doubtOf([voice('S1', 5)], [anna, person('Ayşe', 10)], calibrated)).toBe('other-person');
    expect(doubtOf([voice('S1', 5), voice('S2', -8)], [anna], calibrated)).toBe('other-speaker');
    expect(doubtOf([voice('S1', 5)], [anna], () => UNCALIBRATED)).toBe('score');
    expect(doubtOf([voice('S1', 5, 300)], [anna], calibrated)).toBe('unknown');
  });

  it('gives everybody the best of all, not the first the best of theirs', () => {
    // S1 is a bit nearer to Anna than S2 is, but S2 is like nobody else.
    const people = [person('Anna', 0), person('Ben', 30)];
    const matches = matchVoices([voice('S1', 14), voice('S2', -20)], people, calibrated);
    expect(matches.map(({ name }) => name)).toEqual(['Ben', 'Anna']);
  });

  it('prefers one clear pair to two weak ones', () => {
    const people = [person('Anna', 0), person('Ben', 55)];
    const matches = matchVoices([voice('S1', 0), voice('S2', -55)], people, calibrated);
    expect(matches.map(({ band, name }) => [band, name])).toEqual([
      ['sure', 'Anna'],
      ['unknown', 'Anna'],
    ]);
  });

  it('finds each person once, is sure only of what is clear, and does not care for order', () => {
    fc.assert(
      fc.property(anyVoices, anyPeople, (voices, people) => {
        const matches = matchVoices(voices, people, calibrated);
        expect(matches.map(({ speaker }) => speaker)).toEqual(voices.map(({ speaker }) => speaker));
        const given = matches.filter(({ band }) => band !== 'unknown').map(({ name }) => name);
        expect(new Set(given).size).toBe(given.length);
        for (const match of matches) {
          if (match.band === 'unknown') continue;
          expect(match.score).toBeGreaterThanOrEqual(SCALE.suggest);
          expect(match.score).toBeLessThanOrEqual(1);
          if (match.band !== 'sure') continue;
          expect(match.score).toBeGreaterThanOrEqual(SCALE.same);
          const own = voices.find(({ speaker }) => speaker === match.speaker);
          expect(own?.speechMs).toBeGreaterThanOrEqual(SURE_SPEECH_MS);
          for (const other of people) {
            if (other.name === match.name || own === undefined) continue;
            const rival = scoreVoice(other, own) ?? -1;
            expect(match.score - rival).toBeGreaterThanOrEqual(MARGIN);
          }
        }
        const turned = matchVoices([...voices].reverse(), [...people].reverse(), calibrated).reverse();
        const sure = (list: typeof matches): unknown =>
          list.filter(({ band }) => band === 'sure').map(({ name, speaker }) => [speaker, name]);
        expect(sure(turned)).toEqual(sure(matches));
      }),
    );
  });

  it('is not changed by samples of another model', () => {
    fc.assert(
      fc.property(anyVoices, anyPeople, (voices, people) => {
        const only = voices.filter(({ model }) => model === 'a');
        const stripped = people.map((each) => ({
          ...each,
          samples: each.samples.filter(({ model }) => model === 'a'),
        }));
        expect(matchVoices(only, people, calibrated)).toEqual(matchVoices(only, stripped, calibrated));
      }),
    );
  });
});

describe('samples', () => {
  const sample = (recording: string, degrees: number, speechMs = 10_000): VoiceSample => ({
    ...voice('', degrees, speechMs),
    recording,
  });

  it('keeps one a recording', () => {
    const kept = withSample([sample('r1', 0), sample('r2', 20)], sample('r1', 40));
    expect(kept.map(({ recording, vector }) => [recording, vector])).toEqual([
      ['r2', at(20)],
      ['r1', at(40)],
    ]);
  });

  it('gives up the shorter of the two most alike above the limit', () => {
    const many = Array.from({ length: MOST_SAMPLES }, (_, index) => sample(`r${index}`, index * 9));
    const kept = withSample(many, sample('new', 91, 2_000));
    expect(kept).toHaveLength(MOST_SAMPLES);
    expect(kept.some(({ recording }) => recording === 'new')).toBe(false);
    const longer = withSample(many, sample('new', 91, 20_000)).map(({ recording }) => recording);
    expect(longer).toContain('new');
    expect(longer).not.toContain('r10');
  });

  it('joins two people: of one recording the longer sample stays, never more than the limit', () => {
    const anna = [sample('r1', 0, 5_000), sample('r2', 10)];
    const other = [sample('r1', 5, 9_000), sample('r3', 20)];
    const joined = joinSamples(anna, other).map(({ recording, speechMs }) => [recording, speechMs]);
    expect(joined.sort()).toEqual([
      ['r1', 9_000],
      ['r2', 10_000],
      ['r3', 10_000],
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 359 }), { maxLength: 30 }), (angles) => {
        const half = angles.map((angle, index) => sample(`r${index}`, angle));
        const rest = angles.map((angle, index) => sample(`q${index}`, angle + 1));
        const all = joinSamples(half.reduce<VoiceSample[]>(withSample, []), rest);
        expect(all.length).toBeLessThanOrEqual(MOST_SAMPLES);
        expect(new Set(all.map(({ recording }) => recording)).size).toBe(all.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('voiceScale', () => {
  it('reads a manifest, and is sure of nothing without one', () => {
    expect(voiceScale({ sameVoice: 0.6, suggestVoice: 0.4 })).toEqual({ same: 0.6, suggest: 0.4 });
    expect(voiceScale({ sameVoice: 0.6 })).toEqual({ same: 0.6, suggest: 0.6 });
    expect(voiceScale({ sameVoice: 0.3, suggestVoice: 0.7 })).toEqual({ same: 0.3, suggest: 0.3 });
    for (const params of [undefined, {}, { sameVoice: 'high' }, { sameVoice: 7 }, { sameVoice: Number.NaN }]) {
      expect(voiceScale(params)).toEqual(UNCALIBRATED);
    }
  });
});
