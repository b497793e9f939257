import { Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Progress } from '../../../ui/progress.tsx';
import { useAlertText } from '../../../ui/use-alert-text.ts';
import { spanText } from '../../../ui/time.ts';
import { useDocument, useSession } from '../session-context.tsx';
import { JobSwitch } from './job-switch.tsx';
import { useUnfinishedJob } from './use-unfinished-job.ts';

/** Above a document whose job is not done: how far it is, what is missing, and why nothing can be changed. */
export function UnfinishedBar() {
  const { t, i18n } = useTranslation(['editor', 'home']);
  const { id } = useSession();
  const { job, fraction, etaMs } = useUnfinishedJob(id);
  const partial = useDocument(({ alerts }) => alerts.find(({ code }) => code === 'partial-result'));
  const alertText = useAlertText();
  const missing = partial === undefined ? undefined : alertText(partial).text;
  const state = job?.state ?? 'queued';
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(Math.floor(fraction * 100) / 100);
  return (
    <section
      aria-label={t('editor:unfinished')}
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-doubt-soft px-3 py-1 text-sm"
    >
      <Hourglass size={16} aria-hidden className="shrink-0 text-doubt" />
      <strong className="font-medium" role="status">
        {t(state === 'running' ? 'editor:unfinishedRunning' : `home:state_${state}`)}
      </strong>
      <span className="flex items-center gap-2">
        <span className="w-28">
          <Progress value={fraction} label={t('editor:unfinishedProgress')} />
        </span>
        <span className="tabular text-xs">{percent}</span>
        {etaMs !== undefined && (
          <span className="tabular text-xs text-muted">
            {t('home:timeLeft', { time: spanText(etaMs, i18n.language) })}
          </span>
        )}
      </span>
      <span className="line-clamp-2 min-w-48 flex-1 text-xs text-muted" title={missing}>
        {missing} {t('editor:unfinishedWhy')}
      </span>
      {job !== undefined && <JobSwitch job={job} />}
    </section>
  );
}
