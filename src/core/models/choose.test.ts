import { describe, expect, it } from 'vitest';
import { chooseModel } from './choose.ts';
import type { InstalledModel, ModelTask } from './manifest.ts';

function model(id: string, task: ModelTask, bytes: number, fixture = false, problem?: string): InstalledModel {
  return {
    manifest: {
      schema: 1,
      id,
      name: id,
      task,
      layout: task === 'asr' ? 'whisper-onnx' : 'pyannote-segmentation-onnx',
      fixture,
      licence: 'MIT',
      languages: [],
      files: [{ path: 'model.onnx', bytes, sha256: '0'.repeat(64) }],
      signature: { inputs: [], outputs: [] },
    },
    folder: `/models/${id}`,
    bundled: fixture,
    problem,
  };
}

const installed = [
  model('digits', 'asr', 3, true),
  model('tiny', 'asr', 40),
  model('base', 'asr', 80),
  model('small-broken', 'asr', 250, false, 'a file is missing'),
  model('segmentation', 'segmentation', 1, true),
];

describe('chooseModel', () => {
  it('takes the largest usable real model in auto', () => {
    const choice = { preset: 'auto', id: undefined, fixtureAllowed: false } as const;
    expect(chooseModel(installed, 'asr', choice)?.manifest.id).toBe('base');
  });
  it('takes a calibrated embedder before a larger one that nobody calibrated', () => {
    const embedder = (id: string, bytes: number, params?: Record<string, number>): InstalledModel => {
      const made = model(id, 'embedding', bytes);
      return { ...made, manifest: { ...made.manifest, layout: 'titanet-onnx', ...(params && { params }) } };
    };
    const both = [embedder('large', 80), embedder('measured', 20, { clusterThreshold: 0.7 })];
    const choice = { preset: 'auto', id: undefined, fixtureAllowed: false } as const;
    expect(chooseModel(both, 'embedding', choice)?.manifest.id).toBe('measured');
    expect(chooseModel(both.slice(0, 1), 'embedding', choice)?.manifest.id).toBe('large');
    expect(chooseModel(both, 'embedding', { ...choice, id: 'large' })?.manifest.id).toBe('large');
  });
  it('never takes a fixture recogniser by itself', () => {
    const onlyFixture = [model('digits', 'asr', 3, true)];
    const choice = { preset: 'auto', id: undefined, fixtureAllowed: false } as const;
    expect(chooseModel(onlyFixture, 'asr', choice)).toBeUndefined();
  });
  it('falls back to a fixture where that is allowed', () => {
    const choice = { preset: 'auto', id: undefined, fixtureAllowed: true } as const;
    expect(chooseModel(installed, 'segmentation', choice)?.manifest.id).toBe('segmentation');
  });
  it('takes the fixture for the demo, and an explicit id over everything', () => {
    expect(chooseModel(installed, 'asr', { preset: 'demo', id: undefined, fixtureAllowed: true })?.manifest.id).toBe(
      'digits',
    );
    expect(chooseModel(installed, 'asr', { preset: 'demo', id: 'tiny', fixtureAllowed: true })?.manifest.id).toBe(
      'tiny',
    );
    expect(
      chooseModel(installed, 'asr', { preset: 'auto', id: 'small-broken', fixtureAllowed: false }),
    ).toBeUndefined();
  });
});
