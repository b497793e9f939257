import type { PartialOpening } from '../../contract/document-calls.ts';
import type { VoxlaneDocument } from '../../core/document/types.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { toAppError } from '../../shared/app-error.ts';
import type { Library } from '../queue/library.ts';
import { phaseOf } from '../queue/phases.ts';
import { requestOf } from '../queue/run-job.ts';
import { requireJob } from '../queue/commands.ts';
import { startEngine } from '../start-engine.ts';

/**
 * A job's document as far as it got; no model runs and nothing is written. A job that ends meanwhile is `done`: its own
 * document says more. Those who ask for the same job meanwhile get the same answer. Throws `options-invalid` for no such job, and what reading the recording throws.
 */
export async function openPartial(library: Library, jobId: number, signal: AbortSignal): Promise<PartialOpening> {
  const row = requireJob(library, jobId);
  if (isTranscribed(row)) return { kind: 'done' };
  if (phaseOf(row) === 'fetch') return { kind: 'nothing-yet' };
  try {
    const document = await library.playback.partialWork.run(String(jobId), signal, (shared) =>
      assemble(library, jobId, shared),
    );
    const now = library.jobs.get(jobId) ?? row;
    return isTranscribed(now) ? { kind: 'done' } : { kind: 'partial', document, progress: now.progress };
  } catch (error) {
    if (toAppError(error).code === 'nothing-yet') return { kind: 'nothing-yet' };
    throw error;
  }
}

/** The document is there, whether or not it is being translated. */
function isTranscribed(row: JobRow): boolean {
  return row.state === 'done' || phaseOf(row) === 'translate';
}

async function assemble(library: Library, jobId: number, signal: AbortSignal): Promise<VoxlaneDocument> {
  const { input } = await requestOf(library, requireJob(library, jobId), true, signal);
  const engine = startEngine();
  try {
    await engine.start();
    const { document } = await engine.jobs.transcribe({ ...input, partial: true }, { signal });
    return document;
  } finally {
    await engine.shutdown();
  }
}
