import type { JobEvent } from '../../contract/job-events.ts';

/** The queue as the desktop shows it. */
export interface QueueGlance {
  readonly running: number;
  readonly waiting: number;
  /** Share of the work at hand that is done, 0..1; it falls only when work is added. */
  readonly fraction: number;
  /** Ended since the queue was last idle. */
  readonly done: readonly number[];
  readonly failed: number;
}

const FETCH_SHARE = 0.15;

/** Sums the events of jobs up. The work at hand begins when the queue was idle and ends when it is idle again. */
export class QueueWatch {
  readonly #running = new Map<number, number>();
  readonly #tell: (glance: QueueGlance, ended: boolean) => void;
  #done: number[] = [];
  #failed = 0;
  #waiting = 0;
  #total = 0;
  #fraction = 0;

  /** `tell` hears of every change; `ended` when nothing runs or waits any more. */
  constructor(tell: (glance: QueueGlance, ended: boolean) => void) {
    this.#tell = tell;
  }

  get running(): number {
    return this.#running.size;
  }

  hear({ jobId, waiting, event }: JobEvent): void {
    if (event.type === 'started' && this.#running.size === 0 && this.#isOver()) this.#begin();
    this.#waiting = waiting;
    if (event.type === 'started') this.#running.set(jobId, 0);
    else if (event.type === 'fetching') this.#advance(jobId, fetched(event) * FETCH_SHARE);
    else if (event.type === 'pipeline' && event.event.type === 'progress')
      this.#advance(jobId, event.event.progress.overallFraction);
    else if (event.type === 'stopped') this.#running.delete(jobId);
    else if (event.type === 'finished') {
      this.#running.delete(jobId);
      if (event.outcome.kind === 'done') this.#done.push(jobId);
      else if (event.outcome.error.code !== 'cancelled') this.#failed++;
    }
    const ended = (event.type === 'finished' || event.type === 'stopped') && this.#isOver();
    this.#tell(this.#glance(), ended);
  }

  #isOver(): boolean {
    return this.#running.size === 0 && this.#waiting === 0;
  }

  #begin(): void {
    this.#done = [];
    this.#failed = 0;
    this.#total = 0;
    this.#fraction = 0;
  }

  #advance(jobId: number, fraction: number): void {
    const before = this.#running.get(jobId);
    if (before !== undefined) this.#running.set(jobId, Math.max(before, Math.min(1, fraction)));
  }

  #glance(): QueueGlance {
    const ended = this.#done.length + this.#failed;
    const total = ended + this.#running.size + this.#waiting;
    const sum = ended + [...this.#running.values()].reduce((all, one) => all + one, 0);
    const fraction = total === 0 ? 0 : sum / total;
    this.#fraction = total > this.#total ? fraction : Math.max(this.#fraction, fraction);
    this.#total = total;
    return {
      running: this.#running.size,
      waiting: this.#waiting,
      fraction: this.#fraction,
      done: [...this.#done],
      failed: this.#failed,
    };
  }
}

function fetched({
  downloadedBytes,
  totalBytes,
}: {
  readonly downloadedBytes: number;
  readonly totalBytes?: number | undefined;
}): number {
  return totalBytes === undefined || totalBytes <= 0 ? 0 : Math.min(1, downloadedBytes / totalBytes);
}
