/** Where a job is in its life. `done`, `failed` and `cancelled` are its ends; the last two can be retried. */
export const JOB_STATES = ['queued', 'running', 'paused', 'done', 'failed', 'cancelled'] as const;

export type JobState = (typeof JOB_STATES)[number];
