import { Hourglass, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AlertText } from '../../../ui/alert-text.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { timecode } from '../../../ui/time.ts';
import { JobStatus } from '../../home/job-status.tsx';
import { FindPanel } from '../find/find-panel.tsx';
import { setLayout, type SideTab } from '../layout.ts';
import { useDocument, useSession } from '../session-context.tsx';
import { useUnfinishedJob } from './use-unfinished-job.ts';

/** The panels beside a document whose job is not done: how its job is getting on, and finding. */
export function UnfinishedPanels({ tab }: { readonly tab: SideTab }) {
  const { t } = useTranslation('editor');
  return (
    <Tabs
      label={t('panels')}
      value={tab === 'find' ? 'find' : 'progress'}
      onChange={(side) => setLayout({ side: side === 'find' ? 'find' : 'speakers' })}
      entries={[
        { id: 'progress', icon: Hourglass, label: t('unfinishedTab'), content: <JobProgress /> },
        { id: 'find', icon: Search, label: t('find'), keep: true, content: <FindPanel /> },
      ]}
    />
  );
}

function JobProgress() {
  const { t } = useTranslation('editor');
  const { id } = useSession();
  const { job } = useUnfinishedJob(id);
  const alerts = useDocument((document) => document.alerts);
  return (
    <div className="flex flex-col gap-3 p-3 text-sm">
      {job !== undefined && <JobStatus job={job} />}
      <p className="text-muted">{t('unfinishedLater')}</p>
      {alerts.length > 0 && (
        <ul aria-label={t('unfinishedAlerts')} className="flex flex-col gap-2">
          {alerts.map((alert, at) => (
            <li key={`${alert.code}-${at}`} className={alert.severity === 'info' ? 'text-muted' : 'text-doubt'}>
              {alert.startMs === undefined ? '' : `${timecode(alert.startMs, 0)} `}
              <AlertText alert={alert} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
