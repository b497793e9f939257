import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedBy } from '../../src/core/devices/performance.ts';
import { DEVICE_WISHES } from '../../src/shared/device.ts';
import { PERFORMANCE_PROFILES } from '../../src/shared/performance.ts';
import type { AsrKnowledge } from '../../src/core/models/asr-candidate.ts';
import { chooseAsr } from '../../src/core/models/asr-choice.ts';
import { factsFor, type MachineNow } from '../../src/core/models/asr-settled.ts';
import { catalogueBytes, catalogueSchema } from '../../src/core/models/catalogue.ts';
import type { InstalledModel } from '../../src/core/models/manifest.ts';

const own = new URL('../../resources/models/catalogue.json', import.meta.url);
const { models: entries } = catalogueSchema.parse(JSON.parse(readFileSync(own, 'utf8')));
const GIB = 1024 ** 3;
const QUALITIES = ['best', 'balanced', 'fast'] as const;

const installed = entries
  .filter(({ task }) => task === 'asr' || task === 'ctc')
  .map((entry): InstalledModel => {
    const { id, name, task, layout, licence, languages = [] } = entry;
    const file = { path: 'model.onnx', bytes: catalogueBytes(entry) ?? 1, sha256: '0'.repeat(64) };
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
    };
  });
const ids = installed.map(({ manifest }) => manifest.id);
const devices = ['cpu', 'cuda', 'vulkan'] as const;

const moment = fc.record({
  free: fc.double({ min: 0, max: 1, noNaN: true }),
  cores: fc.integer({ min: 1, max: 64 }),
  speeds: fc.array(
    fc.record({
      stage: fc.constant('asr'),
      model: fc.constantFrom(...ids),
      device: fc.constantFrom(...devices),
      audioSecondsPerSecond: fc.double({ min: 0.01, max: 200, noNaN: true }),
    }),
    { maxLength: 8 },
  ),
  footprints: fc.array(
    fc.record({
      model: fc.constantFrom(...ids),
      backend: fc.constantFrom(...devices),
      batch: fc.integer({ min: 1, max: 16 }),
      bytes: fc.integer({ min: 1, max: 60 * GIB }),
    }),
    { maxLength: 8 },
  ),
});
type Moment = typeof moment extends fc.Arbitrary<infer T> ? T : never;

const totalBytes = 12 * GIB;
const machineAt = ({ free, cores }: Moment): MachineNow => ({
  memoryBytes: 24 * GIB,
  physicalCores: cores,
  gpus: [{ name: 'card', freeBytes: Math.floor(free * totalBytes), totalBytes }],
  places: { 'whisper-onnx': ['cuda', 'cpu'], 'ctc-onnx': ['cuda', 'cpu'], 'transcribe-cpp': ['vulkan', 'cpu'] },
});

describe('a performance profile', () => {
  const choiceAt = (
    profile: (typeof PERFORMANCE_PROFILES)[number],
    quality: (typeof QUALITIES)[number],
    now: Moment,
  ) => {
    const { precision, batchSize } = fixedBy(profile, 'auto');
    const all: AsrKnowledge = { entries, speeds: now.speeds, footprints: now.footprints };
    const { machine, known } = factsFor(batchSize !== undefined, machineAt(now), all);
    const wish = { languages: ['en'], quality, preset: 'auto', id: undefined, precision } as const;
    return chooseAsr(installed, wish, machine, known).candidates.map(({ model, device }) => [
      model.manifest.id,
      device,
    ]);
  };

  it('chooses the same on the same machine, whatever is free and was measured', () => {
    const fixed = fc.constantFrom(...PERFORMANCE_PROFILES.filter((profile) => profile !== 'auto'));
    fc.assert(
      fc.property(fixed, fc.constantFrom(...QUALITIES), moment, moment, (profile, quality, one, other) => {
        const choice = choiceAt(profile, quality, one);
        // The catalogue has nothing in half precision.
        expect(choice.length > 0).toBe(profile !== 'gpu_fp16');
        expect(choiceAt(profile, quality, other)).toEqual(choice);
      }),
      { numRuns: 60 },
    );
  });

  it('is what makes it so: left open, what was measured counts', () => {
    const quiet = { free: 1, cores: 8, speeds: [], footprints: [] };
    const [first] = choiceAt('auto', 'balanced', quiet);
    const [model, device] = first;
    const speeds = [{ stage: 'asr' as const, model, device: device as 'cpu', audioSecondsPerSecond: 0.1 }];
    expect(choiceAt('auto', 'balanced', { ...quiet, speeds })[0]).not.toEqual(first);
  });

  it('fixes device, precision and batch whatever device is asked for', () => {
    for (const device of DEVICE_WISHES) {
      expect(fixedBy('auto', device)).toEqual({ device, precision: undefined, batchSize: undefined });
      expect(fixedBy('cpu', device)).toEqual({ device: 'cpu', precision: undefined, batchSize: 8 });
      for (const precision of ['fp32', 'fp16'] as const) {
        const fixed = fixedBy(`gpu_${precision}`, device);
        expect(fixed).toEqual({ device: device === 'cpu' ? 'auto' : device, precision, batchSize: 8 });
      }
    }
  });
});
