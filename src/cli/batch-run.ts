import type { JobOutcome } from '../contract/job-events.ts';
import type { PlannedInput } from '../contract/queue-calls.ts';
import { valueOf } from '../contract/reply.ts';
import type { FailedInput } from '../studio/queue/failed-inputs.ts';
import type { Studio } from '../studio/studio.ts';
import { failedLine } from './result-lines.ts';

/** The inputs of one batch: which jobs they became, and which of them failed. */
export class BatchRun {
  readonly #studio: Studio;
  /** The batch's jobs; it grows while a folder is watched. */
  readonly only = new Set<number>();
  readonly #failed = new Map<string, FailedInput>();
  readonly #sources = new Map<string, FailedInput['source']>();
  readonly #refusals: JobOutcome[] = [];

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  get failed(): readonly FailedInput[] {
    return [...this.#failed.values()];
  }

  /** Inputs that gave no job. */
  get refusals(): readonly JobOutcome[] {
    return this.#refusals;
  }

  /** Queues what can be queued and says what cannot. */
  async take(planned: readonly PlannedInput[]): Promise<void> {
    for (const input of planned) {
      if (input.kind !== 'refused') continue;
      const outcome = { kind: 'failed', path: input.path, error: input.error } as const;
      process.stdout.write(failedLine(input.path, input.error));
      this.#refusals.push(outcome);
      this.#failed.set(input.path, outcome);
    }
    const jobs = planned.flatMap((input) => (input.kind === 'job' ? [input.job] : []));
    if (jobs.length === 0) return;
    for (const { path, source } of jobs) if (source !== undefined) this.#sources.set(path, source);
    for (const id of valueOf(await this.#studio.call('queue.add', { priority: 0, jobs })).ids) this.only.add(id);
  }

  /** Notes how a job ended; one that is done at last has not failed. `path` is the address while it was not fetched. */
  end(path: string, outcome: JobOutcome): void {
    const source = this.#sources.get(path);
    if (outcome.kind === 'done') this.#failed.delete(path);
    else this.#failed.set(path, { path, error: outcome.error, ...(source === undefined ? {} : { source }) });
  }
}
