import type { JobProgressEvent } from '../../contract/job-events.ts';
import type { RunningRecogniser } from '../../contract/system-calls.ts';

/** Which recogniser processes the running jobs have. In memory only. */
export class RunningRecognisers {
  readonly #jobs = new Map<number, Map<number, RunningRecogniser>>();

  /** Takes what a job's engine tells of them; an engine that was started again has none of the old ones. */
  watch(jobId: number, event: JobProgressEvent): void {
    if (event.type === 'engine' || event.type === 'engine-restarted') this.#jobs.delete(jobId);
    if (event.type !== 'recogniser-process') return;
    const { key, state, model, device, needBytes } = event;
    const open = this.#jobs.get(jobId) ?? new Map<number, RunningRecogniser>();
    if (state === 'open') open.set(key, { jobId, model, device, needBytes });
    else open.delete(key);
    this.#jobs.set(jobId, open);
  }

  /** The job does not run any more. */
  forget(jobId: number): void {
    this.#jobs.delete(jobId);
  }

  list(): readonly RunningRecogniser[] {
    return [...this.#jobs.values()].flatMap((open) => [...open.values()]);
  }
}
