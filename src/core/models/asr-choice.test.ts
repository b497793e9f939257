import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AsrMachine, AsrWish } from './asr-candidate.ts';
import { chooseAsr } from './asr-choice.ts';
import type { MeasuredSpeed } from './asr-speed.ts';
import { type CatalogueEntry, catalogueBytes, catalogueSchema } from './catalogue.ts';
import type { InstalledModel } from './manifest.ts';

const own = new URL('../../../resources/models/catalogue.json', import.meta.url);
const { models: entries } = catalogueSchema.parse(JSON.parse(readFileSync(own, 'utf8')));
const GIB = 1024 ** 3;

function installed(entry: CatalogueEntry, more: Partial<InstalledModel> = {}): InstalledModel {
  const { id, name, task, layout, licence, languages = [] } = entry;
  const bytes = catalogueBytes(entry) ?? 1;
  const file = { path: layout === 'gguf' ? 'model.gguf' : 'model.onnx', bytes, sha256: '0'.repeat(64) };
  return {
    manifest: {
      schema: 1,
      ...{ id, name, task, layout, licence, languages },
      fixture: false,
      files: [file],
      signature: { inputs: [], outputs: [] },
    },
    folder: `/models/${id}`,
    bundled: false,
    problem: undefined,
    ...more,
  };
}

const named = (...ids: string[]): InstalledModel[] =>
  ids.map((id) => installed(entries.find((entry) => entry.id === id) as CatalogueEntry));

const fixture = (id: string): InstalledModel => {
  const model = installed({ ...entries[1], id, name: id, task: 'asr' });
  return { ...model, bundled: true, manifest: { ...model.manifest, fixture: true } };
};

const laptop: AsrMachine = {
  memoryBytes: 12 * GIB,
  physicalCores: 4,
  gpus: [],
  places: { 'whisper-onnx': ['cpu'], 'ctc-onnx': ['cpu'], 'transcribe-cpp': ['cpu'] },
};
const gpu = (freeGib: number, more: Partial<AsrMachine> = {}): AsrMachine => ({
  ...laptop,
  gpus: [{ name: 'RTX', freeBytes: freeGib * GIB }],
  places: { ...laptop.places, 'transcribe-cpp': ['vulkan', 'cpu'] },
  ...more,
});
const wish = (more: Partial<AsrWish> = {}): AsrWish => ({
  languages: ['en'],
  quality: 'best',
  preset: 'auto',
  id: undefined,
  ...more,
});
const asr = (model: string, device: string, audioSecondsPerSecond: number): MeasuredSpeed => ({
  stage: 'asr',
  ...{ model, device, audioSecondsPerSecond },
});
const choose = (models: readonly InstalledModel[], asked: AsrWish, machine: AsrMachine, speeds: MeasuredSpeed[] = []) =>
  chooseAsr(models, asked, machine, { entries, speeds, footprints: [] });
const order = (...args: Parameters<typeof choose>): string[] =>
  choose(...args).candidates.map(({ model, device }) => `${model.manifest.id} ${device}`);

const many = named('voxtral-small-24b-q5_k_m', 'voxtral-mini-3b-q5_k_m', 'whisper-small', 'whisper-base');

describe('a job that was begun', () => {
  const first = (more: Partial<AsrWish>) => choose(many, wish(more), laptop);

  it('keeps its recogniser, unless that is gone or another is named', () => {
    const usual = first({}).candidates[0].model.manifest.id;
    expect(usual).not.toBe('whisper-base');
    expect(first({ begun: 'whisper-base' }).reason).toMatchObject({ kind: 'begun', model: 'whisper-base' });
    expect(first({ begun: 'was-removed' }).candidates[0].model.manifest.id).toBe(usual);
    expect(first({ begun: 'whisper-base', id: 'whisper-small' }).reason).toMatchObject({
      kind: 'asked',
      model: 'whisper-small',
    });
    // What it could fall back to stays the same.
    expect(new Set(order(many, wish({ begun: 'whisper-base' }), laptop))).toEqual(
      new Set([...order(many, wish(), laptop), 'whisper-base cpu']),
    );
  });
});

describe('chooseAsr', () => {
  it('steps down from the largest Voxtral as free memory falls, and says why', () => {
    const weak = { memoryBytes: 3 * GIB };
    const first = (free: number) => choose(many, wish(), gpu(free, weak)).candidates[0]?.model.manifest.id;
    expect([24, 8, 2].map(first)).toEqual(['voxtral-small-24b-q5_k_m', 'voxtral-mini-3b-q5_k_m', 'whisper-small']);
    expect(choose(many, wish(), gpu(8)).reason).toMatchObject({
      kind: 'memory',
      name: 'Voxtral Mini 3B 2507 (Q5_K_M)',
      other: 'Voxtral Small 24B 2507 (Q5_K_M)',
      needBytes: 20_000_000_000,
    });
    expect(choose(many, wish(), gpu(24)).reason?.kind).toBe('best');
  });

  it('gives Turkish to Whisper, which knows it, and names what does not', () => {
    const { candidates, reason, passedOver } = choose(many, wish({ languages: ['tr'] }), gpu(24));
    expect(candidates.map(({ model }) => model.manifest.id)).toEqual(['whisper-small', 'whisper-base']);
    expect(reason).toMatchObject({ kind: 'language', name: 'Whisper small', languages: ['tr'] });
    expect(reason).toHaveProperty('other', 'Voxtral Small 24B 2507 (Q5_K_M)');
    expect(passedOver.map(({ why }) => why.kind)).toEqual(['language', 'language']);
  });

  it('takes Voxtral for Turkish when it is asked for, with a word about it, and Whisper behind it', () => {
    const asked = wish({ languages: ['tr'], id: 'voxtral-mini-3b-q5_k_m' });
    const { candidates, reason } = choose(many, asked, gpu(24));
    expect(candidates.map(({ model }) => model.manifest.id)).toEqual([
      'voxtral-mini-3b-q5_k_m',
      'voxtral-mini-3b-q5_k_m',
      'whisper-small',
      'whisper-base',
    ]);
    expect(reason).toMatchObject({ kind: 'asked-unknown', languages: ['tr'] });
  });

  it('takes a model of few languages only behind Whisper while the language is not known', () => {
    const { candidates, reason } = choose(many, wish({ languages: [] }), gpu(24));
    expect(candidates[0]?.model.manifest.id).toBe('whisper-small');
    expect(reason?.kind).toBe('language-open');
    expect(candidates.some(({ family }) => family === 'voxtral-mini-3b')).toBe(true);
  });

  it('puts Parakeet first in English, behind Whisper in French, and nowhere in Turkish', () => {
    const models = named('parakeet-tdt-0.6b-v3-gguf', 'whisper-small', 'whisper-base');
    const ids = (language: string) => [
      ...new Set(choose(models, wish({ languages: [language] }), laptop).candidates.map((c) => c.model.manifest.id)),
    ];
    expect(ids('en')[0]).toBe('parakeet-tdt-0.6b-v3-gguf');
    expect(ids('fr')).toEqual(['whisper-small', 'whisper-base', 'parakeet-tdt-0.6b-v3-gguf']);
    expect(ids('tr')).toEqual(['whisper-small', 'whisper-base']);
    expect(choose(models, wish({ languages: ['fr'] }), laptop).reason).toMatchObject({
      kind: 'drift',
      languages: ['fr'],
    });
  });

  it('asks for speed as far as the user does, measured before estimated', () => {
    const models = named('whisper-large-v3-turbo', 'whisper-small', 'whisper-base', 'whisper-tiny');
    const first = (quality: AsrWish['quality'], speeds: MeasuredSpeed[] = []) =>
      choose(models, wish({ quality }), laptop, speeds).candidates[0]?.model.manifest.id;
    expect([first('best'), first('balanced'), first('fast')]).toEqual([
      'whisper-large-v3-turbo',
      'whisper-small',
      'whisper-base',
    ]);
    expect(first('balanced', [asr('whisper-large-v3-turbo', 'cpu', 3)])).toBe('whisper-large-v3-turbo');
    expect(first('balanced', [asr('whisper-small', 'cpu', 1.2)])).toBe('whisper-base');
    expect(
      choose(models, wish({ quality: 'balanced' }), laptop, [asr('whisper-large-v3-turbo', 'cpu', 0.8)]).reason,
    ).toEqual({
      kind: 'speed',
      ...{ name: 'Whisper small', model: 'whisper-small', device: 'cpu' },
      ...{ other: 'Whisper large-v3-turbo', speed: 0.8 },
    });
  });

  it('does not take a model of billions of weights on a processor that cannot keep up', () => {
    const models = named('voxtral-small-24b-q5_k_m', 'voxtral-mini-3b-q5_k_m', 'whisper-small');
    const first = (quality: AsrWish['quality']) =>
      choose(models, wish({ quality }), { ...laptop, memoryBytes: 64 * GIB });
    expect(first('best').candidates[0]?.model.manifest.id).toBe('voxtral-mini-3b-q5_k_m');
    expect(first('balanced').candidates[0]?.model.manifest.id).toBe('whisper-small');
    expect(first('balanced').reason?.kind).toBe('speed');
  });

  it('takes what is measured to be quickest when nothing is quick enough', () => {
    const models = named('whisper-small', 'whisper-base');
    const speeds = [asr('whisper-small', 'cpu', 0.3), asr('whisper-base', 'cpu', 0.9)];
    expect(order(models, wish({ quality: 'fast' }), laptop, speeds)[0]).toBe('whisper-base cpu');
  });

  it('goes down by quantisation and tier on the GPU, and to the processor last', () => {
    const models = named('voxtral-mini-3b-q8_0', 'voxtral-mini-3b-q4_k_m', 'whisper-base-gguf');
    expect(order(models, wish(), gpu(16))).toEqual([
      'voxtral-mini-3b-q8_0 vulkan',
      'voxtral-mini-3b-q4_k_m vulkan',
      'whisper-base-gguf vulkan',
      'voxtral-mini-3b-q8_0 cpu',
      'voxtral-mini-3b-q4_k_m cpu',
      'whisper-base-gguf cpu',
    ]);
  });

  it('never takes fixtures by itself, only for a demo or by name', () => {
    const models = [fixture('digits'), ...named('whisper-base')];
    expect(order(models, wish(), laptop)).toEqual(['whisper-base cpu']);
    expect(order([fixture('digits')], wish(), laptop)).toEqual([]);
    expect(order(models, wish({ preset: 'demo' }), laptop)).toEqual(['digits cpu']);
    expect(order(models, wish({ id: 'digits' }), laptop)).toEqual(['digits cpu', 'whisper-base cpu']);
    expect(order(models, wish({ preset: 'demo', id: 'whisper-base' }), laptop)).toEqual(['whisper-base cpu']);
  });

  it('leaves out what is damaged and what has no engine here', () => {
    const [damaged] = named('whisper-small');
    const models = [{ ...damaged, problem: 'a file is missing' }, ...named('voxtral-mini-3b-q5_k_m', 'whisper-base')];
    const noEngine = { ...laptop, places: { ...laptop.places, 'transcribe-cpp': [] } };
    expect(order(models, wish(), noEngine)).toEqual(['whisper-base cpu']);
    expect(choose(models, wish(), noEngine).reason).toMatchObject({
      kind: 'engine',
      other: 'Voxtral Mini 3B 2507 (Q5_K_M)',
    });
  });

  it('tries the smallest when nothing has the memory it needs', () => {
    const tiny = { ...laptop, memoryBytes: 100_000_000 };
    const { candidates, reason } = choose(named('whisper-small', 'whisper-base'), wish(), tiny);
    expect(candidates.map(({ model }) => model.manifest.id)).toEqual(['whisper-base']);
    expect(reason).toMatchObject({ kind: 'tight', haveBytes: 100_000_000 });
  });

  it('believes what was measured before what is published', () => {
    const footprints = [{ model: 'voxtral-mini-3b-q5_k_m', backend: 'vulkan', batch: 1, bytes: 6 * GIB }];
    const small = gpu(6, { memoryBytes: GIB });
    const with_ = (known: typeof footprints) =>
      chooseAsr(many, wish(), small, { entries, speeds: [], footprints: known }).candidates[0]?.model.manifest.id;
    expect(with_([])).toBe('voxtral-mini-3b-q5_k_m');
    expect(with_(footprints)).toBe('whisper-base');
  });

  it('keeps to one precision when runs are to be repeated', () => {
    const models = named('whisper-large-v3-turbo', 'whisper-small');
    expect(order(models, wish({ precision: 'fp32' }), laptop)).toEqual(['whisper-small cpu']);
  });

  const recognisers = entries.filter(
    ({ task, layout }) => (task === 'asr' && layout !== 'parakeet-onnx') || task === 'ctc',
  );
  const cases = fc.record({
    models: fc.shuffledSubarray(
      recognisers.map((entry) => installed(entry)),
      { minLength: 1 },
    ),
    language: fc.constantFrom(undefined, 'en', 'fr', 'tr', 'hi', 'ja', 'xx'),
    quality: fc.constantFrom('best', 'balanced', 'fast' as const),
    memory: fc.integer({ min: 0, max: 40 }),
    vram: fc.integer({ min: 0, max: 40 }),
    speeds: fc.array(
      fc.record({
        model: fc.constantFrom(...recognisers.map(({ id }) => id)),
        device: fc.constantFrom('cpu', 'vulkan'),
        x: fc.double({ min: 0.01, max: 100, noNaN: true }),
      }),
      { maxLength: 8 },
    ),
  });
  const run = ({
    models,
    language,
    quality,
    memory,
    vram,
    speeds,
  }: typeof cases extends fc.Arbitrary<infer T> ? T : never) =>
    choose(
      models,
      wish({ languages: language === undefined ? [] : [language], quality: quality }),
      gpu(vram, { memoryBytes: memory * GIB }),
      speeds.map(({ model, device, x }) => asr(model, device, x)),
    );
  const knows = (model: InstalledModel, language: string | undefined) =>
    language === undefined || model.manifest.languages.length === 0 || model.manifest.languages.includes(language);

  it('never takes what does not fit or does not know the language while another does', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { candidates, passedOver } = run(input);
        const room = (device: string) => (device === 'cpu' ? input.memory : input.vram) * GIB;
        if (input.models.some((model) => knows(model, input.language)))
          for (const { model } of candidates) expect(knows(model, input.language)).toBe(true);
        if (candidates.length > 1)
          for (const one of candidates) expect(one.needBytes).toBeLessThanOrEqual(room(one.device));
        expect(candidates.length > 0).toBe(true);
        const seen = new Set([...candidates, ...passedOver].map(({ model }) => model.manifest.id));
        expect([...seen].sort()).toEqual(input.models.map(({ manifest }) => manifest.id).sort());
      }),
    );
  });

  it('gives the same order whatever order models are found in', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const ids = (all: readonly InstalledModel[]) =>
          run({ ...input, models: [...all] }).candidates.map(({ model, device }) => `${model.manifest.id} ${device}`);
        expect(ids([...input.models].reverse())).toEqual(ids(input.models));
      }),
    );
  });

  it('never takes a worse model because there is more memory', () => {
    const wer = (model: InstalledModel): readonly [number, number] => {
      const entry = entries.find(({ id }) => id === model.manifest.id);
      return [entry?.tier ?? 9, entry?.werPercent ?? 99];
    };
    const isQuick = ({ candidates: [first] }: ReturnType<typeof run>) => (first.speed ?? 1) >= 0.2;
    fc.assert(
      fc.property(
        cases,
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 0, max: 10 }),
        (input, moreRam, moreVram) => {
          // Speed is another wish than memory, and these two languages set models back: left out here.
          const calm = { ...input, language: 'en' as const, speeds: [], quality: 'best' as const };
          const less = run(calm);
          const more = run({ ...calm, memory: calm.memory + moreRam, vram: calm.vram + moreVram });
          if (less.reason?.kind === 'tight' || !isQuick(less) || !isQuick(more)) return;
          const [a, b] = [less, more].map(({ candidates }) => wer(candidates[0].model));
          expect(b[0] < a[0] || (b[0] === a[0] && b[1] <= a[1])).toBe(true);
        },
      ),
    );
  });
});
