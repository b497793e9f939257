import { describe, expect, it } from 'vitest';
import { jobWishSchema } from '../../core/queue/job-spec.ts';
import { SETTINGS, type Settings } from '../../core/settings/schema.ts';
import { FIRST_CHOICES, type JobChoices, keepChoices, loadChoices, problemOf, wishOf } from './job-options.ts';

const STANDARD = Object.fromEntries(
  Object.entries(SETTINGS).map(([key, { default: value }]) => [key, value]),
) as unknown as Settings;

const choices = (change: Partial<JobChoices>): JobChoices => ({ ...FIRST_CHOICES, ...change });

describe('wishOf', () => {
  it.each([
    ['auto', {}],
    ['exactly', { speakers: 4 }],
    ['between', { minSpeakers: 2, maxSpeakers: 5 }],
    ['none', {}],
  ] as const)('says %s speakers as the studio takes it', (speakers, expected) => {
    const wish = wishOf(choices({ speakers, exactly: 4, atLeast: 2, atMost: 5 }), undefined);
    const { speakers: count, minSpeakers, maxSpeakers, skipDiarize } = jobWishSchema.parse(wish).options;
    expect({ speakers: count, minSpeakers, maxSpeakers }).toEqual({
      speakers: undefined,
      minSpeakers: undefined,
      maxSpeakers: undefined,
      ...expected,
    });
    expect(skipDiarize).toBe(speakers === 'none');
  });

  it('takes no model along that belongs to another preset', () => {
    expect(wishOf(choices({ preset: 'demo', asr: 'whisper-base' }), undefined).asr).toBeUndefined();
    expect(wishOf(choices({ asr: 'whisper-base' }), undefined).asr).toBe('whisper-base');
  });

  it('is translated only while a model may be asked, to what was chosen before what the settings say', () => {
    const model = { kind: 'local', model: '/m.gguf' } as const;
    const settings = { ...STANDARD, languageModels: [model], defaultTranslate: ['fr'] };
    const translate = (change: Partial<JobChoices>, of = settings) =>
      jobWishSchema.parse(wishOf(choices(change), of)).translate;
    expect(translate({})).toEqual({ languages: ['fr'], natural: false });
    expect(translate({ translate: [] })).toBeUndefined();
    const how = { translateStyle: ' plain ', translateRetime: 'divide' as const, glossary: 'ship,bateau' };
    expect(translate({ translate: ['tr', 'de'], ...how })).toEqual({
      languages: ['tr', 'de'],
      natural: false,
      style: 'plain',
      retime: 'divide',
      glossary: [{ source: 'ship', target: 'bateau' }],
    });
    expect(translate({ translate: ['tr'] }, { ...settings, languageModels: [] })).toBeUndefined();
    expect(problemOf(choices({ glossary: 'one word' }))).toBe('glossary');
    expect(problemOf(choices(how))).toBeUndefined();
  });

  it('detects the language where the user says so, whatever the settings say', () => {
    expect(wishOf(choices({ language: 'detect' }), undefined).options.language).toBeUndefined();
    expect(wishOf(choices({ language: 'fr' }), undefined).options.language).toBe('fr');
  });

  it('asks for a list of languages only where it leaves a choice', () => {
    const languagesOf = (change: Partial<JobChoices>) => wishOf(choices(change), undefined).options.languages;
    expect(languagesOf({ language: 'detect', languages: ['tr', 'en'] })).toEqual(['tr', 'en']);
    expect(languagesOf({ language: 'detect', languages: ['tr'] })).toBeUndefined();
    expect(languagesOf({ language: 'fr', languages: ['tr', 'en'] })).toBeUndefined();
  });
});

describe('remembered choices', () => {
  it('come back, but for how urgent the last jobs were', () => {
    let kept = '';
    keepChoices(choices({ language: 'tr', priority: 10 }), { setItem: (_key, value) => (kept = value) });
    expect(loadChoices({ getItem: () => kept })).toEqual(choices({ language: 'tr' }));
  });

  it.each(['', '{', '{"exactly":"many"}', '{"formats":[]}', 'null'])(
    'that cannot be read (%s) are Voxlane’s',
    (text) => {
      expect(loadChoices({ getItem: () => text })).toEqual(FIRST_CHOICES);
    },
  );
});

it('a range of speakers must not end before it begins', () => {
  expect(problemOf(choices({ speakers: 'between', atLeast: 4, atMost: 3 }))).toBe('order');
  expect(problemOf(choices({ speakers: 'between', atLeast: 3, atMost: 3 }))).toBeUndefined();
  expect(problemOf(choices({ speakers: 'auto', atLeast: 4, atMost: 3 }))).toBeUndefined();
});
