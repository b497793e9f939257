import { describe, expect, it } from 'vitest';
import { contract } from '../../contract/contract.ts';
import { modelManifestSchema } from '../../core/models/manifest.ts';
import type { FactsOutput } from '../../engine/protocol/jobs.ts';
import { describeChoice } from './describe-choice.ts';

const GB = 1_000_000_000;

function model(id: string, languages: readonly string[]) {
  const manifest = modelManifestSchema.parse({
    ...{ schema: 1, id, name: id, task: 'asr', layout: 'whisper-onnx', fixture: false, licence: 'MIT', languages },
    files: [{ path: 'model.onnx', bytes: 1000, sha256: '0'.repeat(64) }],
    signature: { inputs: [], outputs: [] },
  });
  return { manifest, folder: `/models/${id}`, bundled: false, problem: undefined };
}

const found: FactsOutput = {
  installed: [model('french', ['fr']), model('english', ['en'])],
  device: 'cpu',
  facts: {
    machine: {
      ...{ memoryBytes: 8 * GB, physicalCores: 4, gpus: [] },
      places: { 'whisper-onnx': ['cpu'], 'ctc-onnx': ['cpu'], 'transcribe-cpp': ['cpu'] },
    },
    entries: [],
    speeds: [{ stage: 'asr', model: 'english', device: 'cpu', audioSecondsPerSecond: 12 }],
    footprints: [{ model: 'english', backend: 'cpu', batch: 1, bytes: GB }],
  },
};
const ask = (wish: object) => describeChoice(contract['models.choose'].input.parse(wish), found, [], 4);

describe('the choice as a page sees it', () => {
  it('takes the model that knows the language, and says of the other why not', () => {
    const choice = ask({ language: 'en' });
    expect(choice.candidates.map((one) => one.model)).toEqual(['english']);
    expect(choice.passedOver).toEqual([{ model: 'french', why: { kind: 'language', languages: ['en'] } }]);
  });

  it('tells what was measured from what is estimated', () => {
    const views = new Map(ask({}).known.map((view) => [view.model, view]));
    expect(views.get('english')).toMatchObject({ need: 'measured', speed: 12, speedIs: 'measured' });
    expect(views.get('french')?.need).toBe('estimated');
    expect(views.get('french')?.speed).toBeUndefined();
  });

  it('warns of a model that is not there and of a device that does not work', () => {
    const choice = ask({ asr: 'gone', device: 'cuda' });
    expect(choice.warnings).toEqual([
      { kind: 'missing', model: 'gone' },
      { kind: 'device', wanted: 'cuda', used: 'cpu' },
    ]);
  });

  it('keeps to the languages that may be found when none is named', () => {
    expect(ask({ languages: ['fr'] }).candidates.map((one) => one.model)).toEqual(['french']);
  });
});
