import type { StudioApi } from '../contract/studio-api.ts';
import { t } from './i18n/translate.ts';
import { chooseReporter } from './progress/choose-reporter.ts';
import { reportOutcome } from './result-lines.ts';
import { printable } from './terminal-text.ts';

export interface ReportFlags {
  readonly jsonl?: boolean;
  readonly quiet?: boolean;
}

/** Shows a running queue until the returned function is called. */
export function reportQueue(studio: StudioApi, flags: ReportFlags): () => void {
  const reporter = chooseReporter(flags, process.stderr);
  const places = new Map<number, number>();
  const stopJobs = studio.on('job', ({ jobId, path, waiting, event }) => {
    if (!places.has(jobId)) places.set(jobId, places.size);
    const total = places.size + waiting;
    reporter.on({ path, index: places.get(jobId) ?? 0, total, event });
    if (event.type === 'finished')
      reportOutcome(event.outcome, total, flags.jsonl === true, (text) => process.stdout.write(text));
  });
  const stopNotices = studio.on('notice', (alert) => {
    if (flags.jsonl === true) process.stderr.write(`${JSON.stringify({ event: 'notice', alert })}\n`);
    else process.stderr.write(`${t('result.warning', { message: printable(alert.message) })}\n`);
  });
  return () => {
    stopJobs();
    stopNotices();
    reporter.close();
  };
}
