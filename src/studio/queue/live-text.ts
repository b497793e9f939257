import type { JobProgressEvent } from '../../contract/job-events.ts';

/** Windows are half a minute long, so this is the text of half an hour. */
const MOST_PIECES = 64;

/** A stretch of a recording and what was heard in it. */
export interface HeardText {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/** What running jobs heard last, for those who look on. In memory only: checkpoints hold the words themselves. */
export class LiveText {
  readonly #jobs = new Map<number, HeardText[]>();

  /** Takes text out of a job's events. */
  watch(jobId: number, event: JobProgressEvent): void {
    if (event.type !== 'pipeline' || event.event.type !== 'text') return;
    const { startMs, endMs, text } = event.event;
    const pieces = this.#jobs.get(jobId) ?? [];
    this.#jobs.set(jobId, [...pieces, { startMs, endMs, text }].slice(-MOST_PIECES));
  }

  /** The job does not run any more. */
  forget(jobId: number): void {
    this.#jobs.delete(jobId);
  }

  has(jobId: number): boolean {
    return this.#jobs.has(jobId);
  }

  /** The last words, as they came; `endMs` is where the latest stretch ends. */
  last(jobId: number, words: number): { readonly text: string; readonly endMs: number | undefined } {
    // Windows of a batch come in no order.
    const pieces = (this.#jobs.get(jobId) ?? []).toSorted((a, b) => a.startMs - b.startMs);
    const all = pieces.flatMap(({ text }) => text.split(/\s+/).filter((word) => word !== ''));
    return { text: all.slice(-words).join(' '), endMs: pieces.at(-1)?.endMs };
  }
}
