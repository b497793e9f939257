import type { JobOutcome } from '../contract/job-events.ts';
import type { OneResult } from './transcribe-one.ts';

/** The end of one recording as plain data. */
export function outcomeOf(result: OneResult): JobOutcome {
  if (result.kind === 'failed') return { kind: 'failed', path: result.path, error: result.error.toData() };
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
    alerts: document.alerts,
  };
}
