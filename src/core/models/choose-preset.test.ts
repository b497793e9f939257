import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogueBytes, catalogueSchema } from './catalogue.ts';
import { choosePreset, INSTALL_PRESETS, type InstallPreset, type PresetWish } from './choose-preset.ts';
import { type Machine, memoryBudget, memoryNeed } from './needs.ts';

const own = new URL('../../../resources/models/catalogue.json', import.meta.url);
const { models } = catalogueSchema.parse(JSON.parse(readFileSync(own, 'utf8')));
const GIB = 1024 ** 3;
const RTX = { name: 'RTX 4090', freeBytes: 23 * GIB };

const machine = (memoryGib: number, cores: number, more: Partial<Machine> = {}): Machine => ({
  memoryBytes: memoryGib * GIB,
  freeDiskBytes: 100 * GIB,
  physicalCores: cores,
  gpus: [],
  ...more,
});
const wish = (preset: InstallPreset, more: Partial<PresetWish> = {}): PresetWish => ({
  preset,
  language: undefined,
  installed: new Set(),
  marginBytes: 64 * 1024 ** 2,
  ...more,
});
const recogniser = (at: Machine, asked: PresetWish): string | undefined =>
  choosePreset(models, at, asked).picks.find(({ entry }) => entry.task === 'asr')?.entry.id;

describe('choosePreset', () => {
  it.each<[string, Machine, string, string, string]>([
    ['laptop, 8 GiB', machine(8, 4), 'whisper-large-v3-turbo', 'whisper-small', 'whisper-base'],
    ['old laptop, 4 GiB', machine(4, 2), 'whisper-large-v3-turbo', 'whisper-base', 'whisper-tiny'],
    ['16 GiB', machine(16, 8), 'whisper-large-v3-turbo', 'whisper-small', 'whisper-base'],
    [
      '64 GiB and a GPU',
      machine(64, 24, { gpus: [RTX] }),
      'whisper-large-v3-turbo',
      'whisper-large-v3-turbo',
      'whisper-small',
    ],
    ['tiny, 2 GiB', machine(2, 1), 'whisper-base', 'whisper-base', 'whisper-tiny'],
    ['one core', machine(8, 1), 'whisper-large-v3-turbo', 'whisper-base', 'whisper-tiny'],
  ])('%s: best, balanced and fast differ as its memory and cores allow', (_name, at, best, balanced, fast) => {
    expect(INSTALL_PRESETS.map((preset) => recogniser(at, wish(preset)))).toEqual([best, balanced, fast]);
  });

  it('also takes segmentation and embedding, and nothing that no engine runs', () => {
    const { picks, unfilled } = choosePreset(models, machine(16, 8), wish('best'));
    expect(picks.map(({ entry }) => entry.id).slice(1)).toEqual(['pyannote-segmentation-3.0', 'wespeaker-resnet34-lm']);
    expect(unfilled).toEqual([]);
  });

  it('says why better ones were passed over', () => {
    const { passedOver } = choosePreset(models, machine(2, 4), wish('best'));
    expect(passedOver.map(({ entry, why }) => [entry.id, why.kind])).toEqual([
      ['whisper-large-v3-turbo', 'memory'],
      ['whisper-small', 'memory'],
    ]);
  });

  it('steps down on a full disk, and counts what is installed as free', () => {
    const tight = machine(16, 8, { freeDiskBytes: 300 * 1024 ** 2 });
    const choice = choosePreset(models, tight, wish('best'));
    expect(choice.picks[0]?.entry.id).toBe('whisper-tiny');
    expect(choice.passedOver.every(({ why }) => why.kind === 'disk')).toBe(true);
    const there = choosePreset(models, tight, wish('best', { installed: new Set(['whisper-small']) }));
    expect(there.picks[0]).toMatchObject({ installed: true, entry: { id: 'whisper-small' } });
    const full = choosePreset(models, machine(16, 8, { freeDiskBytes: 0 }), wish('best'));
    expect(full).toMatchObject({ picks: [], unfilled: ['asr', 'segmentation', 'embedding'] });
  });

  it('asks for the language', () => {
    expect(recogniser(machine(16, 8), wish('best', { language: 'de' }))).toBe('whisper-large-v3-turbo');
    expect(recogniser(machine(2, 2), wish('best', { language: 'yue' }))).toBeUndefined();
    expect(choosePreset(models, machine(16, 8), wish('best', { language: 'xx' })).unfilled).toEqual(['asr']);
  });

  it('picks no GGUF model, and names the best that a GPU has room for', () => {
    const later = (freeBytes: number, language?: string) =>
      choosePreset(models, machine(64, 16, { gpus: [{ name: 'A', freeBytes }] }), wish('best', { language })).later
        ?.entry.id;
    expect(choosePreset(models, machine(64, 16), wish('best')).later).toBeUndefined();
    expect(later(23 * GIB)).toBe('voxtral-small-24b-q6_k');
    expect(later(20 * GIB)).toBe('voxtral-small-24b-q5_k_m');
    expect(later(40 * GIB, 'de')).toBe('voxtral-small-24b-q8_0');
    expect(later(8 * GIB)).toBe('voxtral-mini-3b-q8_0');
    expect(later(8 * GIB, 'ja')).toBe('cohere-transcribe-03-2026-q8_0');
    expect(later(GIB / 4)).toBeUndefined();
  });

  it('never picks what memory or disk have no room for', () => {
    const machines = fc.record({
      memoryBytes: fc.integer({ min: 0, max: 2 ** 37 }),
      freeDiskBytes: fc.integer({ min: 0, max: 2 ** 32 }),
      physicalCores: fc.integer({ min: 1, max: 64 }),
      gpus: fc.array(fc.record({ name: fc.string(), freeBytes: fc.integer({ min: 0, max: 2 ** 36 }) }), {
        maxLength: 2,
      }),
    });
    const ids = fc.subarray(models.map((model) => model.id)).map((list) => new Set(list));
    fc.assert(
      fc.property(machines, fc.constantFrom(...INSTALL_PRESETS), ids, (at, preset, installed) => {
        const asked = wish(preset, { installed });
        const { picks, later } = choosePreset(models, at, asked);
        for (const { entry } of picks) expect(memoryNeed(entry)).toBeLessThanOrEqual(memoryBudget(at));
        const bytes = picks.reduce((sum, pick) => sum + (pick.installed ? 0 : (catalogueBytes(pick.entry) ?? 0)), 0);
        expect(bytes).toBeLessThanOrEqual(Math.max(0, at.freeDiskBytes - asked.marginBytes));
        if (later !== undefined)
          expect(memoryNeed(later.entry)).toBeLessThanOrEqual(Math.max(...at.gpus.map((gpu) => gpu.freeBytes)));
      }),
    );
  });
});
