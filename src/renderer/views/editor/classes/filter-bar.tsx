import { ListFilter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { useDocument } from '../session-context.tsx';
import { classFilter, SHOW_ALL, useListedCues } from './class-filter.ts';

/** Above the list while it shows some cues only: how many, and the way back. */
export function FilterBar() {
  const { t } = useTranslation('classes');
  const all = useDocument((document) => document.cues.length);
  const { cues, places } = useListedCues();
  if (places === undefined) return undefined;
  return (
    <div role="status" className="flex shrink-0 items-center gap-2 border-b border-line bg-selected px-3 py-1 text-xs">
      <ListFilter size={14} aria-hidden className="shrink-0" />
      <span className="min-w-0 flex-1 truncate">
        {cues.length === 0 ? t('filteredNone') : t('filtered', { count: cues.length, all })}
      </span>
      <Button className="h-6!" onClick={() => classFilter.setState(SHOW_ALL, true)}>
        {t('showAll')}
      </Button>
    </div>
  );
}
