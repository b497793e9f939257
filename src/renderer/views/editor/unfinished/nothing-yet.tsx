import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../../../state/navigation.ts';
import { IconButton } from '../../../ui/button.tsx';
import { jobTitle } from '../../home/names.ts';
import { JobStatus } from '../../home/job-status.tsx';
import { JobSwitch } from './job-switch.tsx';
import { useUnfinishedJob } from './use-unfinished-job.ts';

/** In place of a document whose job has not found any speech yet; the document takes its place by itself. */
export function NothingYet({ id }: { readonly id: number }) {
  const { t } = useTranslation(['editor', 'app']);
  const { job } = useUnfinishedJob(id);
  return (
    <>
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-surface px-2">
        <IconButton label={t('app:library')} icon={ArrowLeft} onClick={() => goTo({ view: 'library' })} />
        <h1 className="truncate text-sm font-semibold">{job === undefined ? '' : jobTitle(job)}</h1>
      </header>
      <div className="m-auto flex w-full max-w-lg flex-col gap-3 p-4">
        <h2 className="text-base font-semibold">{t('editor:nothingYet')}</h2>
        <p className="text-sm text-muted">{t('editor:nothingYetText')}</p>
        {job !== undefined && <JobStatus job={job} />}
        <div>{job !== undefined && <JobSwitch job={job} />}</div>
      </div>
    </>
  );
}
