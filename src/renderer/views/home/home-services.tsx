import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '../../client/studio-context.tsx';
import { guardUnsentEdits } from '../../state/document/guard-unsent-edits.ts';
import { followJobs, jobProgress } from '../../state/job-progress.ts';
import { queueStore } from '../../state/queue.ts';
import { useStored } from '../../state/store.ts';
import { runningFraction } from './job-fraction.ts';
import { useJobEnds } from './use-job-ends.ts';

/** What goes on whatever view is shown: progress is followed, ends of jobs are told, the title says how far it is. */
export function HomeServices() {
  const { api, kind } = useHost();
  useEffect(() => followJobs(api), [api]);
  // A window of the desktop has its studio beside it, which is never out of reach.
  useEffect(() => (kind === 'browser' ? guardUnsentEdits() : undefined), [kind]);
  useJobEnds();
  useTitle();
  return undefined;
}

function useTitle(): void {
  const { t, i18n } = useTranslation('app');
  const jobs = useStored(queueStore, ({ queue }) => queue?.jobs);
  const percent = useStored(jobProgress, (live) => {
    const fraction = runningFraction(jobs ?? [], live.jobs);
    return fraction === undefined ? undefined : Math.floor(fraction * 100);
  });
  useEffect(() => {
    const share =
      percent === undefined
        ? undefined
        : new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(percent / 100);
    document.title = share === undefined ? t('name') : `${share} – ${t('name')}`;
  }, [percent, t, i18n.language]);
}
