import { expect, it } from 'vitest';
import { transcribeOptionsSchema } from '../../src/core/pipeline/options.ts';
import type { TranscribeInput } from '../../src/engine/protocol/jobs.ts';
import { AppError, type AppErrorOptions } from '../../src/shared/app-error.ts';
import type { Engine } from '../../src/studio/start-engine.ts';
import { transcribeOne } from '../../src/studio/transcribe-one.ts';
import { scratchFolder } from '../support/scratch.ts';

const scratch = scratchFolder();
const fault = (code: 'engine-crashed' | 'inference-failed', options: AppErrorOptions = {}): AppError =>
  new AppError(code, { what: 'It failed.', meaning: 'x', action: 'x' }, options);

it('tells the next engine that the one before died, and only then', async () => {
  const inputs: TranscribeInput[] = [];
  const engine = {
    start: () => Promise.resolve(),
    takeNativeWarnings: () => Promise.resolve([{ text: 'driver gone', count: 2 }]),
    jobs: {
      transcribe(input: TranscribeInput) {
        inputs.push(input);
        return Promise.reject(fault(inputs.length === 1 ? 'engine-crashed' : 'inference-failed'));
      },
    },
  } as unknown as Engine;
  const input: TranscribeInput = {
    path: scratch.at('talk.wav'),
    modelFolders: [],
    preset: 'demo',
    options: transcribeOptionsSchema.parse({}),
    jobsFolder: scratch.at('jobs'),
  };
  const output = { formats: ['srt'] as const, folders: [scratch.path], stems: ['talk'] };
  const alerts: string[] = [];
  const result = await transcribeOne(
    engine,
    { input, output, index: 0, maxRestarts: 1 },
    new AbortController().signal,
    (event) => {
      if (event.type === 'job' && event.event.type === 'alert') alerts.push(event.event.alert.message);
    },
  );
  expect(result).toMatchObject({ kind: 'failed', error: { code: 'inference-failed' } });
  expect(inputs.map(({ afterDeath }) => afterDeath)).toEqual([undefined, true]);
  // What native code said is told of a failed job too.
  expect(alerts).toEqual([expect.stringContaining('printed 2 warnings: driver gone')]);
});
