import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transcribeOptionsSchema } from '../../src/core/pipeline/options.ts';
import type { Hardware } from '../../src/engine/server/device-for-job.ts';
import { transcribeFile } from '../../src/engine/server/transcribe-file.ts';
import type { TranscribeEvent, TranscribeInput, TranscribeOutput } from '../../src/engine/protocol/jobs.ts';
import { silentLogger } from '../../src/shared/logger.ts';

export interface FixtureRun {
  readonly output: TranscribeOutput;
  readonly events: readonly TranscribeEvent[];
}

/**
 * Runs the whole pipeline with the bundled models in this process. Without `jobsFolder` in `input` unfinished work is kept
 * in a folder of its own that is then removed.
 */
export async function transcribeFixture(
  path: string,
  options: Partial<TranscribeInput['options']> = {},
  input: Partial<TranscribeInput> = {},
  signal = new AbortController().signal,
  on: (event: TranscribeEvent) => void = () => undefined,
  hardware?: Hardware,
): Promise<FixtureRun> {
  const jobsFolder = await mkdtemp(join(tmpdir(), 'voxlane-jobs-'));
  const events: TranscribeEvent[] = [];
  try {
    const output = await transcribeFile(
      {
        path,
        modelFolders: [],
        preset: 'demo',
        options: transcribeOptionsSchema.parse(options),
        jobsFolder,
        ...input,
      },
      {
        signal,
        log: silentLogger,
        emit(event) {
          events.push(event);
          on(event);
        },
      },
      hardware,
    );
    return { output, events };
  } finally {
    await rm(jobsFolder, { recursive: true, force: true });
  }
}
