import { useTranslation } from 'react-i18next';
import { TopBar } from '../../app/top-bar.tsx';

export function SettingsView({ section }: { readonly section: string | undefined }) {
  const { t } = useTranslation('app');
  return <TopBar title={`${t('settings')} ${section ?? ''}`} />;
}
