import type { JobProgressEvent } from '../../contract/job-events.ts';
import type { Library } from './library.ts';

/** How often progress is recorded. */
const BEAT_MS = 500;

/** Share of a job's progress that fetching its recording takes, where it comes from the web. */
export const FETCH_SHARE = 0.15;

/** Share of the progress of a job that is translated when it is transcribed. */
export const TRANSCRIBED_SHARE = 0.7;

/** Results have to be written before a job is at 1, and that can still fail. */
const ALMOST_DONE = 0.99;

/**
 * Writes what a running job tells into its row: stage and progress now and then, facts at once. Progress never falls,
 * whatever is done again after a restart. `base` is where its phases after a download start: at `FETCH_SHARE`, else at 0.
 */
export function recordProgress(library: Library, id: number, base: number): (event: JobProgressEvent) => void {
  const { store, jobs } = library;
  let lastBeat = -Infinity;
  let lastStage = '';
  const beat = (stage: string, progress: number, etaMs: number | undefined): void => {
    if (stage === lastStage && performance.now() - lastBeat < BEAT_MS) return;
    lastStage = stage;
    lastBeat = performance.now();
    const shown = Math.min(progress, ALMOST_DONE);
    store.note(() => jobs.beat(id, { stage, progress: shown, etaMs, nowMs: Date.now() }));
  };
  return (event) => {
    if (event.type === 'media') store.note(() => jobs.setMedia(id, library.media.put(event.media)));
    else if (event.type === 'fetching') {
      const { downloadedBytes, totalBytes } = event;
      const fraction = totalBytes === undefined || totalBytes <= 0 ? 0 : Math.min(1, downloadedBytes / totalBytes);
      // The time left of a download says nothing about the work behind it.
      beat('fetch', fraction * FETCH_SHARE, undefined);
    } else if (event.type === 'pipeline' && event.event.type === 'progress') {
      const { stage, overallFraction, overallEtaMs } = event.event.progress;
      beat(stage, base + overallFraction * (1 - base), overallEtaMs);
    }
  };
}
