import { useTranslation } from 'react-i18next';
import { goTo } from '../../state/navigation.ts';
import { Button } from '../../ui/button.tsx';

/** The voice library, on or off. */
export function VoicesSection() {
  const { t } = useTranslation('settings');
  return (
    <div className="flex flex-col items-start gap-3">
      <Button onClick={() => goTo({ view: 'voices' })}>{t('toVoices')}</Button>
    </div>
  );
}
