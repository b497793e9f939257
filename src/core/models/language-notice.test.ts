import { expect, it } from 'vitest';
import { languageNotice } from './language-notice.ts';
import type { InstalledModel } from './manifest.ts';

function model(...languages: string[]): InstalledModel {
  return {
    manifest: {
      schema: 1,
      id: 'w',
      name: 'w',
      task: 'asr',
      layout: 'whisper-onnx',
      fixture: false,
      licence: 'MIT',
      languages,
      files: [],
      signature: { inputs: [], outputs: [] },
    },
    folder: '/models',
    bundled: false,
    problem: undefined,
  };
}

it('warns of a language that the recogniser does not list, and only then', () => {
  expect(languageNotice(model('en', 'de'), 'fr')).toMatchObject([{ code: 'language-not-listed', severity: 'warning' }]);
  expect(languageNotice(model('en', 'de'), 'fr')[0]?.message).toContain('made for en, de, not for "fr"');
  expect(languageNotice(model('en', 'de'), 'de')).toEqual([]);
  expect(languageNotice(model('en'), undefined)).toEqual([]);
  expect(languageNotice(model(), 'fr')).toEqual([]);
  expect(languageNotice(undefined, 'fr')).toEqual([]);
});
