import { basename } from 'node:path';
import type { JobView, QueueView } from '../contract/job-view.ts';
import { t } from './i18n/translate.ts';
import { formatDuration, formatTable, printable, timeOfDay } from './terminal-text.ts';

/** The queue as a table, with the reason of each failure and the time when all is done. */
export function queueTable(queue: QueueView): string {
  if (queue.jobs.length === 0) return `${t('queue.empty')}\n`;
  const columns = ['id', 'state', 'progress', 'eta', 'audio', 'name'] as const;
  const header = columns.map((column) => t(`queue.columns.${column}`));
  const open = queue.jobs.some((job) => job.state === 'queued' || job.state === 'running');
  const finish =
    open && queue.finish_eta !== undefined ? `${t('queue.finish', { time: timeOf(queue.finish_eta) })}\n` : '';
  return `${formatTable([header, ...queue.jobs.map(row)])}${finish}`;
}

/** A length or a time that may not be known. */
export function timeOf(ms: number | undefined): string {
  return ms === undefined ? t('queue.unknown') : formatDuration(ms, true);
}

function row(job: JobView): string[] {
  const error = job.error === undefined ? '' : ` [${job.error.code}] ${printable(job.error.what)}`;
  return [
    String(job.id),
    job.paused_until === undefined ? job.state : t('queue.pausedUntil', { time: timeOfDay(job.paused_until) }),
    `${Math.floor(job.progress * 100)} %`,
    job.eta === undefined ? '-' : timeOf(job.eta),
    job.audio_length === undefined ? '-' : timeOf(job.audio_length),
    `${printable(job.title ?? basename(job.path))}${error}`,
  ];
}
