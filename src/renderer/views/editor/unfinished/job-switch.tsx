import { Pause, Play, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../../contract/job-view.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { useReadOnly } from '../../../client/use-read-only.ts';
import { tellError } from '../../../state/notices.ts';
import { Button } from '../../../ui/button.tsx';
import { changeJobs } from '../../home/job-actions.ts';

const ACTIONS = {
  running: ['pause', Pause],
  queued: ['pause', Pause],
  paused: ['resume', Play],
  failed: ['retry', RotateCcw],
  cancelled: ['retry', RotateCcw],
} as const;

/** Holds a job, or lets it go on; nothing for one that is done. */
export function JobSwitch({ job }: { readonly job: JobView }) {
  const { t } = useTranslation('home');
  const { api } = useHost();
  const readOnly = useReadOnly();
  if (job.state === 'done') return undefined;
  const [kind, icon] = ACTIONS[job.state];
  return (
    <Button icon={icon} disabled={readOnly} onClick={() => void changeJobs(api, kind, [job.id]).catch(tellError)}>
      {t(`action_${kind}`)}
    </Button>
  );
}
