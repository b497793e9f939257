import { useTranslation } from 'react-i18next';
import type { QueueView } from '../../../contract/job-view.ts';
import { spanText } from '../../ui/time.ts';
import { nightOf } from './night.ts';

/** How much there is, when it will be done, and whether that is before the morning. */
export function QueueTotals({ queue }: { readonly queue: QueueView }) {
  const { t, i18n } = useTranslation('home');
  const open = queue.jobs.filter(({ state }) => state === 'running' || state === 'queued');
  const audio = open.reduce((sum, job) => sum + (job.audio_length ?? 0), 0);
  const parts: string[] = [t('jobsCount', { count: queue.jobs.length })];
  if (open.length > 0) {
    parts.push(t('openCount', { count: open.length }));
    if (audio > 0) parts.push(t('audioToDo', { time: spanText(audio, i18n.language) }));
    if (queue.finish_eta === undefined) parts.push(t('finishUnknown'));
    else {
      const now = new Date();
      const end = new Date(now.getTime() + queue.finish_eta);
      const at = new Intl.DateTimeFormat(i18n.language, {
        ...(queue.finish_eta > 20 * 3_600_000 ? { weekday: 'short' } : {}),
        hour: 'numeric',
        minute: '2-digit',
      }).format(end);
      parts.push(t('finishAt', { time: spanText(queue.finish_eta, i18n.language), at }));
      const night = nightOf(now, queue.finish_eta);
      if (night !== undefined) parts.push(t(`night_${night}`));
    }
  }
  return (
    <p className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-3 border-t border-line bg-surface px-4 py-1.5 text-xs text-muted">
      {parts.map((part) => (
        <span key={part} className="tabular">
          {part}
        </span>
      ))}
    </p>
  );
}
