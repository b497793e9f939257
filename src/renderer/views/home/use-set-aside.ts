import { useTranslation } from 'react-i18next';
import { putNewJobsAside, showNewJobs } from '../../state/new-jobs.ts';
import { tell } from '../../state/notices.ts';

/** Puts the sheet of new jobs aside, for a user who goes to set something up, and tells how to get it back. */
export function useSetAside(): () => void {
  const { t } = useTranslation('home');
  return () => {
    putNewJobsAside();
    const action = { label: t('setAside_back'), run: () => void showNewJobs() };
    tell({ tone: 'warning', text: t('setAside'), action });
  };
}
