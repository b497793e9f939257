import { useTranslation } from 'react-i18next';
import type { RedecodeProgress } from '../../../../contract/document-calls.ts';
import { Progress } from '../../../ui/progress.tsx';

/** How far a model is that hears cues again. */
export function HearingProgress({
  model,
  progress: { phase, done, total },
}: {
  readonly model: string;
  readonly progress: Pick<RedecodeProgress, 'phase' | 'done' | 'total'>;
}) {
  const { t } = useTranslation('writers');
  const isLoading = phase === 'loading';
  return (
    <span className="flex min-w-48 flex-1 flex-col gap-1.5">
      <span className="tabular text-sm">
        {isLoading ? t('loadingModel', { model }) : t('hearing', { model, done, total })}
      </span>
      <Progress value={isLoading ? undefined : done / Math.max(1, total)} label={t('progress')} />
    </span>
  );
}
