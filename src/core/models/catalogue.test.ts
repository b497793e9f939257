import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogueBytes, catalogueSchema } from './catalogue.ts';
import { chooseModel } from './choose.ts';
import { type InstalledModel, MODEL_TASKS } from './manifest.ts';

const own = new URL('../../../resources/models/catalogue.json', import.meta.url);
const { models } = catalogueSchema.parse(JSON.parse(readFileSync(own, 'utf8')));
const base = { id: 'a', name: 'A', task: 'asr', layout: 'gguf', licence: 'MIT', repository: 'org/a' };
const parse = (...models: object[]) => catalogueSchema.safeParse({ schema: 1, models });

describe('catalogue', () => {
  it('that comes with Voxlane is valid and has what every task that needs a download needs', () => {
    for (const task of MODEL_TASKS) expect(models.some((model) => model.task === task)).toBe(true);
    expect(models.find((model) => model.id === 'whisper-base')?.layout).toBe('whisper-onnx');
  });

  it('that comes with Voxlane has what issue and engine reference name', () => {
    const ids = new Set(models.map((model) => model.id));
    const whisper = ['tiny', 'base', 'small', 'large-v3-turbo'].flatMap((size) => [
      `whisper-${size}`,
      `whisper-${size}-gguf`,
    ]);
    const voxtral = ['voxtral-mini-3b-q5_k_m', 'voxtral-small-24b-q5_k_m'];
    for (const id of ['silero-vad-v6', ...whisper, ...voxtral, 'wespeaker-resnet34-lm', 'campplus-voxceleb'])
      expect(ids).toContain(id);
  });

  const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

  it.each(models.map((model) => [model.id, model] as const))('states nothing impossible about %s', (_id, model) => {
    expect(model.licence.trim()).not.toBe('');
    for (const code of model.languages ?? []) expect(languageNames.of(code)).toBeDefined();
    const bytes = catalogueBytes(model);
    if (bytes !== undefined && model.memoryBytes !== undefined) expect(model.memoryBytes).toBeGreaterThanOrEqual(bytes);
    for (const file of model.files ?? []) {
      if (file.sha256 !== undefined) expect(file.bytes).toBeDefined();
      if (model.layout === 'gguf') expect(file.path).toMatch(/\.gguf$/);
    }
    if (model.files?.some((file) => file.sha256 !== undefined)) expect(model.files.every((f) => f.bytes)).toBe(true);
    // DESIGN section 5: Voxtral Small, Voxtral Mini, Whisper and its peers, CTC, the smallest.
    const tier = /voxtral-small/.test(model.id)
      ? 1
      : /voxtral-mini/.test(model.id)
        ? 2
        : /whisper-tiny/.test(model.id)
          ? 5
          : 3;
    if (model.task === 'asr') expect(model.tier).toBe(tier);
    if (model.task === 'ctc') expect(model.tier).toBe(4);
    if (model.bundled === true) expect(model.repository).toBeUndefined();
  });

  it('puts a set of languages in place of its name, and refuses a name it does not know', () => {
    const model = { ...base, select: ['.gguf'] };
    const sets = (languages: string[]) =>
      catalogueSchema.safeParse({ schema: 1, languageSets: { few: ['en', 'de'] }, models: [{ ...model, languages }] });
    expect(sets(['@few', 'fr']).data?.models[0]?.languages).toEqual(['en', 'de', 'fr']);
    expect(sets(['@many']).success).toBe(false);
  });

  it.each<[string, object]>([
    ['a path out of the folder', { files: [{ path: '../a.gguf' }] }],
    ['an absolute path', { files: [{ path: '/a.gguf' }] }],
    ['a repository that is an address', { repository: 'https://x/y', files: [{ path: 'a.gguf' }] }],
    ['a repository without files', {}],
    ['files and endings at once', { files: [{ path: 'a.gguf' }], select: ['.gguf'] }],
    ['a misspelt field', { file: [{ path: 'a.gguf' }], select: ['.gguf'] }],
    ['an id that is a path', { id: '../a', select: ['.gguf'] }],
  ])('refuses %s', (_name, change) => {
    expect(parse({ ...base, ...change }).success).toBe(false);
  });

  it('refuses an id that comes twice', () => {
    const model = { ...base, select: ['.gguf'] };
    expect(parse(model).success).toBe(true);
    expect(parse(model, model).success).toBe(false);
  });

  it('adds up sizes that are all known and falls back to the published one', () => {
    const bytes = (files: object[]): number | undefined => {
      const [model] = catalogueSchema.parse({ schema: 1, models: [{ ...base, approxBytes: 7, files }] }).models;
      return model === undefined ? undefined : catalogueBytes(model);
    };
    expect(
      bytes([
        { path: 'a', bytes: 2 },
        { path: 'b', bytes: 3 },
      ]),
    ).toBe(5);
    expect(bytes([{ path: 'a', bytes: 2 }, { path: 'b' }])).toBe(7);
  });
});

describe('chooseModel', () => {
  it('takes what runs everywhere before a larger GGUF model', () => {
    const model = (id: string, layout: 'gguf' | 'whisper-onnx', bytes: number): InstalledModel => ({
      manifest: {
        schema: 1,
        id,
        name: id,
        task: 'asr',
        layout,
        fixture: false,
        licence: 'MIT',
        languages: [],
        files: [{ path: 'a', bytes, sha256: '0'.repeat(64) }],
        signature: { inputs: [], outputs: [] },
      },
      folder: '/',
      bundled: false,
      problem: undefined,
    });
    const models = [model('large', 'gguf', 100), model('small', 'whisper-onnx', 1)];
    const choice = { preset: 'auto', id: undefined, fixtureAllowed: false } as const;
    expect(chooseModel(models, 'asr', choice)?.manifest.id).toBe('small');
    expect(chooseModel(models, 'asr', { ...choice, id: 'large' })?.manifest.id).toBe('large');
  });
});
