import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../../ui/live-region.tsx';
import { Progress } from '../../../ui/progress.tsx';
import type { Cutting } from './use-cutting.ts';

/** How many pieces are cut. */
export function CutProgress({ cutting }: { readonly cutting: Extract<Cutting, { readonly kind: 'cutting' }> }) {
  const { t } = useTranslation('snippets');
  const { done, total, target } = cutting;
  const text = target.kind === 'zip' && done >= total ? t('packing') : t('cuttingDone', { done, count: total });
  useEffect(() => announce(text), [text]);
  return (
    <div className="flex flex-col gap-2">
      <p className="tabular text-sm">{text}</p>
      <Progress value={total === 0 ? 0 : done / total} label={t('cutting')} />
    </div>
  );
}
