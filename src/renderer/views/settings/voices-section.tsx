import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../client/use-answer.ts';
import { goTo } from '../../state/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { ConsentDialog } from '../voices/consent-dialog.tsx';
import { VoicesState } from '../voices/voices-state.tsx';

/** The voice library: on or off, and deleted as a whole. */
export function VoicesSection() {
  const { t } = useTranslation('settings');
  const { value, error, again } = useAnswer('voices.state', {});
  const [asking, setAsking] = useState(false);
  return (
    <div className="flex flex-col gap-4">
      {error !== undefined && <ErrorBox error={error} action={<Button onClick={again}>{t('readAgain')}</Button>} />}
      {value !== undefined && <VoicesState state={value} onChange={again} onEnable={() => setAsking(true)} />}
      <div>
        <Button onClick={() => goTo({ view: 'voices' })}>{t('toVoices')}</Button>
      </div>
      {asking && (
        <ConsentDialog
          onClose={() => {
            setAsking(false);
            again();
          }}
        />
      )}
    </div>
  );
}
