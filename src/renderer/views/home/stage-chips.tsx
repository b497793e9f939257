import { Check, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../contract/job-view.ts';
import type { LiveJob } from '../../state/job-progress.ts';
import { Hint } from '../../ui/hint.tsx';
import { stageSteps } from './job-fraction.ts';

const LOOK = {
  waiting: 'text-muted border-line',
  running: 'text-accent border-accent',
  done: 'text-good border-line',
} as const;

/** The steps of a job, and which one it is at. */
export function StageChips({ job, live }: { readonly job: JobView; readonly live: LiveJob | undefined }) {
  const { t } = useTranslation('home');
  return (
    <span className="flex min-w-0 flex-wrap gap-1 overflow-hidden">
      {stageSteps(job, live).map(({ stage, state }) => (
        <Hint key={stage} text={t(`stage_${stage}_help`)}>
          <span className={`inline-flex h-5 items-center gap-1 rounded-sm border px-1 text-xs ${LOOK[state]}`}>
            {state === 'done' && <Check size={12} aria-hidden />}
            {state === 'running' && <LoaderCircle size={12} aria-hidden className="animate-spin" />}
            {t(`stage_${stage}`)}
            <span className="sr-only">{t(`stageState_${state}`)}</span>
          </span>
        </Hint>
      ))}
    </span>
  );
}
