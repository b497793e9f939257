import type { Logger } from '../../shared/logger.ts';

/** How a caller steers one run of a job. */
export interface RunOptions<Event> {
  /** Aborting stops the job as its policy says; the call then rejects with `cancelled`. */
  readonly signal?: AbortSignal;
  /** Receives the job's events, in order, all of them before the result. */
  readonly on?: (event: Event) => void;
  /** Longest time for the whole call including the start of the worker; then it rejects with `timed-out`. */
  readonly deadlineMs?: number;
}

/**
 * What a host holds, derived from a jobs interface of plain signatures
 * `{ name(input: I, emit: (event: E) => void): O }`. Every call rejects with an `AppError` only.
 */
export type Remote<Jobs> = {
  readonly [Name in keyof Jobs]: Jobs[Name] extends (input: infer I, emit: (event: infer E) => void) => infer O
    ? (input: I, run?: RunOptions<E>) => Promise<O>
    : never;
};

/** What a handler gets besides its input. */
export interface JobContext<Event> {
  /** Aborts on cancel, on shutdown and when the host is gone; its reason is the `cancelled` error. */
  readonly signal: AbortSignal;
  /** Sends one event to the caller; dropped once the request has ended or was cancelled. Throws if not cloneable. */
  readonly emit: (event: Event) => void;
  readonly log: Logger;
}

/** What a worker serves, derived from the same interface; a missing handler does not compile. */
export type JobHandlers<Jobs> = {
  readonly [Name in keyof Jobs]: Jobs[Name] extends (input: infer I, emit: (event: infer E) => void) => infer O
    ? (input: I, context: JobContext<E>) => Promise<O>
    : never;
};

/**
 * How a job stops. `cooperative`: the handler watches its signal; if it has not ended after `cancelGraceMs` (default of
 * the host) its process is killed. `terminate`: the work cannot be interrupted, so the process is killed at once.
 */
export type CancelPolicy =
  { readonly cancel: 'cooperative'; readonly cancelGraceMs?: number } | { readonly cancel: 'terminate' };

/** The cancellation policy of every job; also the run-time list of job names. */
export type JobPolicies<Jobs> = { readonly [Name in keyof Jobs]: CancelPolicy };
