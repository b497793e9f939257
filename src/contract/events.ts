import type { Alert } from '../shared/alert.ts';
import type { JobEvent } from './job-events.ts';

/** What a studio tells without being asked. Plain data. */
export interface StudioEvents {
  /** A job made progress. */
  readonly job: JobEvent;
  /** Jobs were added, changed, started or ended: look at the queue again. */
  readonly queue: { readonly ids: readonly number[] };
  /** Something the user should know that belongs to no job. */
  readonly notice: Alert;
}

export type EventName = keyof StudioEvents;
