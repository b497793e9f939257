import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { transcribeOptionsSchema } from '../../src/core/pipeline/options.ts';
import { startEngine } from '../../src/studio/start-engine.ts';
import { transcribeOne } from '../../src/studio/transcribe-one.ts';
import { scratchFolder } from '../support/scratch.ts';
import { writeShortWav } from '../support/short-wav.ts';

const scratch = scratchFolder();
const engine = startEngine();
afterAll(() => engine.shutdown());

it('leaves earlier files alone when it is stopped while speakers are given their names', async () => {
  writeShortWav(scratch.at('talk.wav'), 5);
  writeFileSync(scratch.at('talk.srt'), 'of before');
  const stop = new AbortController();
  const work = transcribeOne(
    engine,
    {
      input: {
        path: scratch.at('talk.wav'),
        modelFolders: [],
        preset: 'demo',
        options: transcribeOptionsSchema.parse({ skipDiarize: true }),
        jobsFolder: scratch.at('jobs'),
      },
      output: { formats: ['srt'], folders: [scratch.path], stems: ['talk'] },
      index: 0,
      maxRestarts: 0,
      complete: (document) => {
        stop.abort();
        return Promise.resolve(document);
      },
    },
    stop.signal,
    () => undefined,
  );
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  expect(readFileSync(scratch.at('talk.srt'), 'utf8')).toBe('of before');
  expect(readdirSync(scratch.path).sort()).toEqual(['jobs', 'talk.srt', 'talk.wav']);
});
