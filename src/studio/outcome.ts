import type { JobOutcome } from '../contract/job-events.ts';
import { nativeAlert } from './native-alert.ts';
import type { OneResult } from './transcribe-one.ts';

/** The end of one recording as plain data. */
export function outcomeOf(result: OneResult): JobOutcome {
  return result.kind === 'done'
    ? doneOutcome(result)
    : { kind: 'failed', path: result.path, error: result.error.toData() };
}

/** The end of one that was transcribed. */
export function doneOutcome(result: Extract<OneResult, { kind: 'done' }>): Extract<JobOutcome, { kind: 'done' }> {
  const { document } = result;
  return {
    kind: 'done',
    path: result.path,
    files: result.files.map(({ format, path }) => ({ format, path })),
    words: document.words.length,
    speakers: document.speakers.length,
    audio_length: document.media.durationMs,
    processing_time: result.processingMs,
    restarts: result.restarts,
    alerts: [...document.alerts, ...nativeAlert(result.nativeWarnings)],
  };
}
