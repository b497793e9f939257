import { rm } from 'node:fs/promises';
import { artifactPath } from '../../platform/storage/artifact-files.ts';
import { describeUnknown } from '../../shared/app-error.ts';
import { artifactsFolderOf, type Library } from '../queue/library.ts';
import { VOICE_STAGES } from './job-voices.ts';

/**
 * Deletes what diarization measured of the voices of a job whose document is gone, unless another job uses the same. A
 * file that cannot be deleted now is swept before the queue runs next, with a warning.
 */
export async function forgetVoices(library: Library, jobId: number): Promise<void> {
  const { artifacts, store, log } = library;
  const gone = store.commit(() => VOICE_STAGES.flatMap((stage) => artifacts.release(jobId, stage)));
  const used = artifacts.hashes();
  for (const { hash } of gone) {
    if (used.has(hash)) continue;
    const path = artifactPath(artifactsFolderOf(library), hash);
    await rm(path, { force: true }).catch((error: unknown) =>
      log.warn(`${path} could not be removed (${describeUnknown(error)}).`),
    );
  }
}
