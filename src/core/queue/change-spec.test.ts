import { describe, expect, it } from 'vitest';
import { transcribeOptionsSchema } from '../pipeline/options.ts';
import { changeSpec, specChangeSchema } from './change-spec.ts';

const spec = {
  modelFolders: ['/m'],
  preset: 'demo' as const,
  asr: 'whisper-x',
  options: transcribeOptionsSchema.parse({ language: 'fr', minSpeakers: 2, maxSpeakers: 4, profile: 'bbc' }),
  formats: ['srt'],
  folder: '/out',
  stem: 'talk',
};
const change = (what: unknown) => changeSpec(spec, specChangeSchema.parse(what));

describe('changeSpec', () => {
  it('changes what is said and nothing else', () => {
    expect(change({ options: { profile: 'netflix-en' }, formats: ['vtt'] })).toEqual({
      ...spec,
      formats: ['vtt'],
      options: { ...spec.options, profile: 'netflix-en' },
    });
    expect(change({})).toEqual(spec);
  });

  it('lets an exact number of speakers replace bounds, and the other way round', () => {
    const exact = change({ options: { speakers: 3 } });
    expect([exact.options.speakers, exact.options.minSpeakers, exact.options.maxSpeakers]).toEqual([
      3,
      undefined,
      undefined,
    ]);
    const bounds = changeSpec(exact, specChangeSchema.parse({ options: { maxSpeakers: 5 } }));
    expect([bounds.options.speakers, bounds.options.maxSpeakers]).toEqual([undefined, 5]);
  });

  it('changes of a translation what is said, begins one, and ends it', () => {
    const french = change({ translate: { languages: ['fr'], style: 'informal' } });
    expect(french).toEqual({ ...spec, translate: { languages: ['fr'], style: 'informal', natural: false } });
    const again = (what: unknown) => changeSpec(french, specChangeSchema.parse(what)).translate;
    const models = [{ kind: 'local', model: 'small' }];
    expect(again({ translate: { models } })).toEqual({ ...french.translate, models });
    expect(again({ translate: { languages: ['de', 'tr'], style: '' } })).toEqual({
      languages: ['de', 'tr'],
      natural: false,
    });
    expect(again({ options: { profile: 'netflix-en' } })).toEqual(french.translate);
    const longer = changeSpec(french, specChangeSchema.parse({ translate: { retime: 'extend' } }));
    expect(longer.translate).toEqual({ ...french.translate, retime: 'extend' });
    expect(changeSpec(longer, specChangeSchema.parse({ translate: { retime: 'keep' } }))).toEqual(french);
    expect(changeSpec(french, specChangeSchema.parse({ translate: 'none' }))).toEqual(spec);
    expect(() => change({ translate: { models } })).toThrow('no language is named');
  });

  it('takes an option back', () => {
    expect(change({ reset: ['language'] }).options.language).toBeUndefined();
  });

  it('refuses what makes no sense, together with what was there', () => {
    expect(() => change({ options: { minSpeakers: 9 } })).toThrow(/minimum/);
    expect(() => change({ options: { beamSize: 'wide' } })).toThrow();
  });
});
