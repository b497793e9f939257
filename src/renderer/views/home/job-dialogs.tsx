import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../contract/job-view.ts';
import { goTo } from '../../state/navigation.ts';
import { useLiveJob } from '../../state/job-progress.ts';
import { store, useStored } from '../../state/store.ts';
import { AlertText } from '../../ui/alert-text.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { JobReport } from './job-report.tsx';
import { RespecDialog } from './respec-dialog.tsx';
import { timecode } from '../../ui/time.ts';

type JobDialog =
  | { readonly kind: 'respec'; readonly ids: readonly number[] }
  | { readonly kind: 'report'; readonly id: number }
  | { readonly kind: 'alerts'; readonly id: number };

const dialogs = store<{ readonly open?: JobDialog }>({});

export function openJobDialog(open: JobDialog): void {
  dialogs.setState({ open });
}

/** What there is of a job to be opened: its document, or as much of it as it has made. */
export function openable({ state, progress, has_document }: JobView): 'document' | 'part' | undefined {
  if (has_document === true) return 'document';
  if (state === 'done') return undefined;
  return state === 'running' || progress > 0 ? 'part' : undefined;
}

/** Opens what there is of a job. */
export function openJob(job: JobView): void {
  if (openable(job) !== undefined) goTo({ view: 'editor', id: job.id });
}

/** Sheets about single jobs. */
export function JobDialogs() {
  const open = useStored(dialogs, (state) => state.open);
  // One whose answer is late must not close another that was opened since.
  const close = (): void => dialogs.setState((now) => (now.open === open ? {} : now), true);
  if (open?.kind === 'respec') return <RespecDialog ids={open.ids} onClose={close} />;
  if (open?.kind === 'report') return <JobReport id={open.id} onClose={close} />;
  if (open?.kind === 'alerts') return <Alerts id={open.id} onClose={close} />;
  return undefined;
}

function Alerts({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const { t } = useTranslation('home');
  const alerts = useLiveJob(id)?.alerts ?? [];
  return (
    <Dialog open onClose={onClose} title={t('alerts', { count: alerts.length })}>
      <ul className="flex flex-col gap-2 text-sm">
        {alerts.map((alert, index) => (
          <li key={index} className="border-b border-line pb-2 last:border-b-0">
            <span
              className={alert.severity === 'error' ? 'text-danger' : alert.severity === 'warning' ? 'text-doubt' : ''}
            >
              {t(`severity_${alert.severity}`)}
            </span>
            {alert.startMs === undefined ? '' : ` ${timecode(alert.startMs, 0)}`} <AlertText alert={alert} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
