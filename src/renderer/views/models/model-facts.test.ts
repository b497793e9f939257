import { describe, expect, it } from 'vitest';
import { catalogueSchema } from '../../../core/models/catalogue.ts';
import { offersOf, speedOf, verdictOf } from './model-facts.ts';

const GB = 1_000_000_000;
const machine = { memoryBytes: 8 * GB, freeDiskBytes: 50 * GB, physicalCores: 4, gpus: [] };
const base = { task: 'asr', layout: 'whisper-onnx', licence: 'MIT', languages: [] };
const { models } = catalogueSchema.parse({
  schema: 1,
  models: [
    { ...base, id: 'large', name: 'Large', memoryBytes: 20 * GB },
    { ...base, id: 'heavy', name: 'Heavy', memoryBytes: GB, encoderGflop: 2000, repository: 'a/b', select: ['.onnx'] },
    { ...base, id: 'small', name: 'Small', memoryBytes: GB, encoderGflop: 10, repository: 'a/b', select: ['.onnx'] },
    { ...base, id: 'unheard', name: 'Unheard', layout: 'parakeet-onnx', memoryBytes: GB },
    { ...base, id: 'toy', name: 'Toy', memoryBytes: 1000, bundled: true },
  ],
});
const byId = (id: string) => models.find((model) => model.id === id) as (typeof models)[number];

describe('models on a machine', () => {
  it('says what runs well, slowly, only on a GPU, or not at all', () => {
    expect(verdictOf(byId('small'), machine)).toBe('good');
    expect(verdictOf(byId('heavy'), machine)).toBe('slow');
    expect(verdictOf(byId('large'), machine)).toBe('none');
    expect(verdictOf(byId('large'), { ...machine, gpus: [{ name: 'big', freeBytes: 24 * GB }] })).toBe('gpu');
  });

  it('offers what is not there, best fit first, and says how it can be had', () => {
    const offers = offersOf(models, [], machine);
    expect(offers.map(({ entry, way }) => [entry.id, way])).toEqual([
      ['small', 'pull'],
      ['unheard', 'later'],
      ['heavy', 'pull'],
      ['large', 'import'],
    ]);
  });

  it('takes the fastest of what was measured', () => {
    const measured = [1, 3, 2].map((audioSecondsPerSecond) => ({
      stage: 'asr',
      model: 'small',
      device: 'cpu',
      audioSecondsPerSecond,
    }));
    expect(speedOf('small', measured)?.audioSecondsPerSecond).toBe(3);
    expect(speedOf('heavy', measured)).toBeUndefined();
  });
});
