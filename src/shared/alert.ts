/** How much an alert matters: `info` is worth knowing, `warning` may hurt the result, `error` lost something. */
type AlertSeverity = 'info' | 'warning' | 'error';

/** What an alert about a downgrade says, as data: what was left for what, and what native code said. */
interface AlertStep {
  /** E.g. `cuda`, `batch 16` or `whisper-small on cuda`. */
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/**
 * Recoverable trouble inside a job, carried in the result instead of thrown, so one bad span never ends a batch.
 * `code` is stable; `message` is for people. Times are integer milliseconds of the media.
 */
export interface Alert {
  readonly code: string;
  readonly severity: AlertSeverity;
  readonly message: string;
  readonly stage?: string;
  readonly startMs?: number;
  readonly endMs?: number;
  readonly channel?: number;
  /** How many of each kind, where the alert counts. */
  readonly counts?: Readonly<Record<string, number>>;
  readonly step?: AlertStep;
}
