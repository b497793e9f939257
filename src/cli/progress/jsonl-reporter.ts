import type { BatchEvent } from '../../studio/transcribe-batch.ts';
import type { Reporter } from './reporter.ts';

/**
 * One JSON object a line on stderr, for programs. Every line has `event`, `path` and `index`; fractions are 0..1 and
 * times integer milliseconds. Described in docs/cli.md.
 */
export function jsonlReporter(write: (line: string) => void): Reporter {
  return {
    on: (event) => write(`${JSON.stringify(describe(event))}\n`),
    close: () => undefined,
  };
}

function describe(event: BatchEvent): Record<string, unknown> {
  const about = { path: event.path, index: event.index, total: event.total };
  switch (event.type) {
    case 'input-started':
      return { event: 'input-started', ...about };
    case 'engine':
      return { event: 'engine', ...about, pid: event.pid, generation: event.generation };
    case 'engine-restarted':
      return { event: 'engine-restarted', ...about, error: event.error.toData(), position: event.position };
    case 'job':
      return { event: event.event.type, ...about, ...describeJob(event.event) };
    case 'input-finished': {
      const { result } = event;
      if (result.kind === 'failed') return { event: 'failed', ...about, error: result.error.toData() };
      return {
        event: 'done',
        ...about,
        files: result.files.map((file) => file.path),
        words: result.document.words.length,
        speakers: result.document.speakers.length,
        audio_length: result.document.media.durationMs,
        processing_time: result.processingMs,
        restarts: result.restarts,
      };
    }
  }
}

function describeJob(event: Extract<BatchEvent, { type: 'job' }>['event']): Record<string, unknown> {
  switch (event.type) {
    case 'media':
      return { media: event.media };
    case 'work-folder':
      return { stage: event.stage, track: event.track, folder: event.folder };
    case 'artifact':
      return {
        stage: event.stage,
        track: event.track,
        key: event.key,
        file: event.path,
        bytes: event.bytes,
        hash: event.hash,
      };
    case 'position':
      return { stage: event.stage, track: event.track, windows: event.windows };
    case 'progress':
      return { ...event.progress };
    case 'stage':
      return { stage: event.stage, track: event.track, state: event.state };
    case 'alert':
      return { alert: event.alert };
  }
}
