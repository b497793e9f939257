import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VoicesState as State } from '../../../contract/voice-calls.ts';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { tell, tellError } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Whether voices are stored, how many, and the ways to end it. */
export function VoicesState({
  state,
  onChange,
  onEnable,
}: {
  readonly state: State;
  readonly onChange: () => void;
  readonly onEnable: () => void;
}) {
  const { t, i18n } = useTranslation('voices');
  const { api } = useHost();
  const [asked, setAsked] = useState<'off' | 'delete'>();
  const { on, consent, people, samples } = state;
  const act = (work: Promise<unknown>, text?: string): void => {
    setAsked(undefined);
    work.then(() => {
      if (text !== undefined) tell({ tone: 'info', text });
      onChange();
    }, tellError);
  };
  const since = consent && new Date(consent.given_at).toLocaleDateString(i18n.language, { dateStyle: 'medium' });
  const counts = { people: t('peopleCount', { count: people }), samples: t('sampleCount', { count: samples }) };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p className="min-w-48 flex-1">
        {!on && t('off')}
        {on && (since === undefined ? t('onPlain', counts) : t('on', { date: since, ...counts }))}
      </p>
      {on ? (
        <Button onClick={() => setAsked('off')}>{t('turnOff')}</Button>
      ) : (
        <Button onClick={onEnable}>{t('turnOn')}</Button>
      )}
      {samples > 0 && (
        <Button tone="danger" onClick={() => setAsked('delete')}>
          {t('deleteAll')}
        </Button>
      )}
      {asked === 'off' && (
        <Dialog
          open
          onClose={() => setAsked(undefined)}
          title={t('turnOffTitle')}
          footer={
            <>
              <Button onClick={() => setAsked(undefined)}>{t('cancel')}</Button>
              <Button tone="danger" onClick={() => act(ask(api, 'voices.disable', { keep: false }))}>
                {t('turnOffDelete')}
              </Button>
              <Button tone="primary" onClick={() => act(ask(api, 'voices.disable', { keep: true }))}>
                {t('turnOffKeep')}
              </Button>
            </>
          }
        >
          <p>{t('turnOffText')}</p>
        </Dialog>
      )}
      {asked === 'delete' && (
        <Dialog
          open
          onClose={() => setAsked(undefined)}
          title={t('deleteAllTitle')}
          footer={
            <>
              <Button onClick={() => setAsked(undefined)}>{t('cancel')}</Button>
              <Button tone="danger" onClick={() => act(ask(api, 'voices.deleteAll', {}), t('deleted'))}>
                {t('deleteAllDo')}
              </Button>
            </>
          }
        >
          <p>{t('deleteAllText')}</p>
        </Dialog>
      )}
    </div>
  );
}
