import { useTranslation } from 'react-i18next';
import { TopBar } from '../../app/top-bar.tsx';

export function QueueView() {
  const { t } = useTranslation('app');
  return <TopBar title={t('queue')} />;
}
