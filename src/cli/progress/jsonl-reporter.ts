import type { ReportEvent, Reporter } from './reporter.ts';

/**
 * One JSON object a line on stderr, for programs. Every line has `event`, `path`, `index` and `total`; fractions are 0..1
 * and times integer milliseconds. Described in docs/cli.md.
 */
export function jsonlReporter(write: (line: string) => void): Reporter {
  return {
    on: (report) => write(`${JSON.stringify(describe(report))}\n`),
    close: () => undefined,
  };
}

function describe({ path, index, total, event }: ReportEvent): Record<string, unknown> {
  const about = { path, index, total };
  switch (event.type) {
    case 'started':
      return { event: 'input-started', ...about };
    case 'pipeline': {
      const told = event.event;
      if (told.type === 'progress') return { event: 'progress', ...about, ...told.progress };
      const { type, ...rest } = told;
      return { event: type, ...about, ...rest };
    }
    case 'fetching': {
      const { url, downloadedBytes, totalBytes, etaSeconds } = event;
      return { event: 'download', ...about, url, downloadedBytes, totalBytes, etaSeconds };
    }
    case 'finished': {
      const { outcome } = event;
      if (outcome.kind === 'failed') return { event: 'failed', ...about, error: outcome.error };
      const { words, speakers, audio_length, processing_time, restarts } = outcome;
      const files = outcome.files.map((file) => file.path);
      return { event: 'done', ...about, files, words, speakers, audio_length, processing_time, restarts };
    }
    case 'engine':
    case 'engine-restarted':
    case 'media':
    case 'recogniser':
    case 'recogniser-process':
    case 'work-folder':
    case 'artifact':
    case 'stopped':
    case 'paused':
    case 'fetched': {
      const { type, ...rest } = event;
      return { event: type, ...about, ...rest };
    }
  }
}
