import type { JobOutcome, JobProgressEvent } from '../../contract/job-events.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { type AppError, toAppError } from '../../shared/app-error.ts';
import { fetchJob } from './fetch-job.ts';
import { failJob } from './finish-job.ts';
import { sourceOf } from './phases.ts';
import type { PickedJob } from './pick-jobs.ts';
import type { QueueParts } from './queue-parts.ts';
import { isMachineFault, transcribeJob } from './run-job.ts';
import { translateJob } from './translate-job.ts';

/** How a phase of a job ended. */
export type PhaseEnd =
  | { readonly kind: 'ended'; readonly outcome: JobOutcome }
  /** The recording is here; its transcription is queued. */
  | { readonly kind: 'fetched' }
  /** The document is there; its translation is queued. */
  | { readonly kind: 'transcribed' }
  /** A quota is used up; it is queued and goes on then, milliseconds since 1970. */
  | { readonly kind: 'paused'; readonly untilMs: number }
  /** From outside: by its user, or with the whole queue. */
  | { readonly kind: 'stopped' }
  /** The machine lets it not run now. `owed`: there was not even space to put it back into the queue. */
  | { readonly kind: 'held'; readonly error: AppError; readonly owed: boolean };

/** Runs one phase of a job and records its end. Rejects only with what concerns the whole queue and cannot be waited for. */
export async function runPhase(
  parts: QueueParts,
  { row, phase }: PickedJob,
  signal: AbortSignal,
  tell: (event: JobProgressEvent) => void,
): Promise<PhaseEnd> {
  const { library, engines, events, plan } = parts;
  const { store, jobs } = library;
  try {
    store.commit(() => jobs.start(row.id, phase, Date.now()));
    const source = sourceOf(row);
    if (phase === 'fetch' && source !== undefined) {
      await fetchJob(library, row, source, signal, tell);
      store.commit(() => jobs.requeue(row.id));
      return { kind: 'fetched' };
    }
    if (phase === 'translate') {
      return await translateJob(library, row, { signal, events, tell });
    }
    // Recognisers are chosen by the memory that is free.
    await library.warmModels.giveUpIdle();
    const engine = engines.take();
    try {
      const outcome = await transcribeJob(library, engine, row, plan.threadsPerJob, signal, tell);
      if (outcome === 'transcribed') return { kind: 'transcribed' };
      return outcome === undefined ? { kind: 'stopped' } : { kind: 'ended', outcome };
    } finally {
      engines.give(engine);
    }
  } catch (cause) {
    return endOf(parts, row, toAppError(cause), signal);
  }
}

/** Records an error, or that the job has to run again. Without space for even that, the job is owed to the queue. */
function endOf({ library }: QueueParts, row: JobRow, error: AppError, signal: AbortSignal): PhaseEnd {
  const { store, jobs } = library;
  const stopped = error.code === 'cancelled' || signal.aborted;
  try {
    if (!stopped && !isMachineFault(error)) {
      const outcome = failJob(library, row, error);
      return outcome === undefined ? { kind: 'stopped' } : { kind: 'ended', outcome };
    }
    store.commit(() => jobs.requeue(row.id));
    return stopped ? { kind: 'stopped' } : { kind: 'held', error, owed: false };
  } catch (cause) {
    const full = toAppError(cause);
    if (full.code !== 'disk-full') throw full;
    return { kind: 'held', error: full, owed: true };
  }
}
