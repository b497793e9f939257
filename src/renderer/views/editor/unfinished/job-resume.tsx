import { Play, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../../contract/job-view.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { useReadOnly } from '../../../client/use-read-only.ts';
import { tellError } from '../../../state/notices.ts';
import { Button } from '../../../ui/button.tsx';
import { changeJobs } from '../../home/job-actions.ts';

/** Lets a job go on that stopped before its end. Nothing for one that runs or waits. */
export function JobResume({ job }: { readonly job: JobView }) {
  const { t } = useTranslation('home');
  const { api } = useHost();
  const readOnly = useReadOnly();
  const { state } = job;
  if (state !== 'paused' && state !== 'failed' && state !== 'cancelled') return undefined;
  const kind = state === 'paused' ? 'resume' : 'retry';
  return (
    <Button
      icon={kind === 'resume' ? Play : RotateCcw}
      disabled={readOnly}
      onClick={() => void changeJobs(api, kind, [job.id]).catch(tellError)}
    >
      {t(`action_${kind}`)}
    </Button>
  );
}
