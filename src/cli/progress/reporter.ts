import type { JobProgressEvent } from '../../contract/job-events.ts';

/** What a recording of a run tells: which of how many it is, and what happened. */
export interface ReportEvent {
  readonly path: string;
  readonly index: number;
  readonly total: number;
  readonly event: JobProgressEvent;
}

/** Shows a run on stderr; several recordings may be in work at the same time. `close` leaves the terminal as it was. */
export interface Reporter {
  on(report: ReportEvent): void;
  close(): void;
}

/** A reporter that shows nothing. */
export const quietReporter: Reporter = { on: () => undefined, close: () => undefined };
