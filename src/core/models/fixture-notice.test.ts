import { expect, it } from 'vitest';
import { fixtureNotice } from './fixture-notice.ts';
import type { InstalledModel } from './manifest.ts';

function model(id: string, label?: string): InstalledModel {
  return {
    manifest: {
      schema: 1,
      id,
      name: id,
      task: 'asr',
      layout: 'whisper-onnx',
      fixture: label !== undefined,
      ...(label === undefined ? {} : { label }),
      licence: 'MIT',
      languages: [],
      files: [],
      signature: { inputs: [], outputs: [] },
    },
    folder: '/models',
    bundled: false,
    problem: undefined,
  };
}

it('names every fixture that was used, once for each label, and is silent about real models', () => {
  expect(fixtureNotice([model('whisper-base')])).toEqual([]);
  const notices = fixtureNotice([
    model('whisper-base'),
    model('a', 'knows digits'),
    model('b', 'knows digits'),
    undefined,
  ]);
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatchObject({ code: 'fixture-model', severity: 'warning' });
  expect(notices[0]?.message).toContain('a, b (knows digits)');
});
