import type { BatchEvent } from '../../studio/transcribe-batch.ts';

/** Shows a running batch on stderr. `close` leaves the terminal as it was found. */
export interface Reporter {
  on(event: BatchEvent): void;
  close(): void;
}

/** A reporter that shows nothing. */
export const quietReporter: Reporter = { on: () => undefined, close: () => undefined };
