import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { navigation } from '../../state/navigation.ts';
import { newJobs, showNewJobs } from '../../state/new-jobs.ts';
import { dismiss, tell } from '../../state/notices.ts';
import { useStored } from '../../state/store.ts';

/** Says that recordings wait while their sheet is aside: again at every place, and no longer than they do. */
export function useAsideNotice(): void {
  const { t } = useTranslation('home');
  const isAside = useStored(newJobs, (state) => state.isAside);
  const view = useStored(navigation, ({ place }) => place.view);
  const key = useRef<number>(undefined);
  useEffect(() => {
    if (!isAside) return;
    const action = { label: t('setAside_back'), run: () => void showNewJobs() };
    key.current = tell({ tone: 'warning', text: t('setAside'), action });
  }, [isAside, view, t]);
  useEffect(
    () => () => {
      if (key.current !== undefined) dismiss(key.current);
    },
    [isAside, t],
  );
}
