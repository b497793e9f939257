import type { AlertCode } from './alert-codes.ts';

/** How much an alert matters: `info` is worth knowing, `warning` may hurt the result, `error` lost something. */
type AlertSeverity = 'info' | 'warning' | 'error';

/**
 * Recoverable trouble inside a job, carried in the result instead of thrown, so one bad span never ends a batch.
 * `code` is stable; `message` is for people. Times are integer milliseconds of the media.
 */
export interface Alert {
  readonly code: AlertCode;
  readonly severity: AlertSeverity;
  readonly message: string;
  readonly stage?: string;
  readonly startMs?: number;
  readonly endMs?: number;
  readonly channel?: number;
  /**
   * What the sentence speaks of, so that it can be said in another language by its code. `variant` tells sentences of one
   * code apart, `count` is what plural forms go by, `reason` are words that nobody can say in another language.
   */
  readonly values?: Readonly<Record<string, string | number>>;
  /** How many of each kind, where the alert counts. */
  readonly counts?: Readonly<Record<string, number>>;
}
