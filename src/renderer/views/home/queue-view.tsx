import { ListTodo } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TopBar } from '../../app/top-bar.tsx';
import { runCommand } from '../../commands/command-table.ts';
import { queueStore } from '../../state/queue.ts';
import { keepSelected } from '../../state/queue-selection.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { type JobFilter, filterJobs } from './job-filter.ts';
import { JobDialogs } from './job-dialogs.tsx';
import { QueueList } from './queue-list.tsx';
import { QueueToolbar } from './queue-toolbar.tsx';
import { QueueTotals } from './queue-totals.tsx';

/** Everything that runs, waits or ended, in the order it runs. */
export function QueueView() {
  const app = useTranslation('app');
  const { t } = useTranslation('home');
  const queue = useStored(queueStore, (state) => state.queue);
  const failed = useStored(queueStore, (state) => state.failed);
  const retry = useStored(queueStore, (state) => state.retry);
  const [filter, setFilter] = useState<JobFilter>('all');
  const [search, setSearch] = useState('');
  const jobs = queue?.jobs;
  const shown = useMemo(() => filterJobs(jobs ?? [], filter, search).map(({ id }) => id), [jobs, filter, search]);
  useEffect(() => keepSelected(new Set(shown)), [shown]);
  return (
    <>
      <TopBar title={app.t('queue')} />
      {queue === undefined ? (
        <div className="m-auto max-w-lg p-4">
          {failed === undefined ? (
            <p className="text-muted">{app.t('loading')}</p>
          ) : (
            <ErrorBox error={failed} action={<Button onClick={retry}>{app.t('retry')}</Button>} />
          )}
        </div>
      ) : queue.jobs.length === 0 ? (
        <Empty
          icon={ListTodo}
          title={t('queueEmpty')}
          text={t('queueEmptyText')}
          action={
            <Button tone="primary" onClick={() => runCommand('app.open')}>
              {t('addRecordings')}
            </Button>
          }
        />
      ) : (
        <>
          <QueueToolbar
            shown={shown}
            filter={filter}
            onFilter={setFilter}
            search={search}
            onSearch={setSearch}
            jobs={queue.jobs}
          />
          <QueueList shown={shown} />
          <QueueTotals queue={queue} />
          <JobDialogs />
        </>
      )}
    </>
  );
}
