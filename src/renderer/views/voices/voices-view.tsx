import { useTranslation } from 'react-i18next';
import { TopBar } from '../../app/top-bar.tsx';

export function VoicesView() {
  const { t } = useTranslation('app');
  return <TopBar title={t('voices')} />;
}
