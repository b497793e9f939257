import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_FORMAT_IDS } from '../core/formats/codec.ts';
import { transcribeOptionsSchema } from '../core/pipeline/options.ts';
import { probeMedia } from '../platform/ffmpeg/probe.ts';
import { AppError } from '../shared/app-error.ts';
import { addJobs } from './queue/add-jobs.ts';
import type { Library } from './queue/library.ts';

const RECORDING = fileURLToPath(new URL('../../resources/demo/two-speakers.wav', import.meta.url));

/**
 * Queues the bundled recording with the bundled models, once: the job that is there already is named again. Throws
 * `input-not-found` for an installation without it.
 */
export async function addSample(library: Library, signal: AbortSignal): Promise<{ id: number; isNew: boolean }> {
  const before = jobOfSample(library);
  if (before !== undefined) return { id: before, isNew: false };
  if (!existsSync(RECORDING)) throw notBundled();
  const media = await probeMedia(RECORDING, signal);
  // It may have been asked for twice at the same time.
  const meanwhile = jobOfSample(library);
  if (meanwhile !== undefined) return { id: meanwhile, isNew: false };
  const spec = {
    modelFolders: [],
    preset: 'demo' as const,
    options: transcribeOptionsSchema.parse({ channels: 'mix' }),
    formats: [...DEFAULT_FORMAT_IDS],
    folder: join(library.folder, 'sample'),
    stem: 'two-speakers',
  };
  const [id = 0] = addJobs(library, [{ path: RECORDING, spec, media }], 0);
  return { id, isNew: true };
}

function jobOfSample(library: Library): number | undefined {
  return library.jobs
    .listAll()
    .find((row) => row.path === RECORDING && (row.listed === 1 || library.documents.newest(row.id) > 0))?.id;
}

function notBundled(): AppError {
  return new AppError('input-not-found', {
    what: 'The sample recording is not part of this installation.',
    meaning: 'Nothing was added.',
    action: 'Add a recording of your own.',
  });
}
