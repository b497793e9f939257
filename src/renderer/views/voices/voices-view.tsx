import { AudioLines, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TopBar } from '../../app/top-bar.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { goTo } from '../../state/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { ConsentDialog } from './consent-dialog.tsx';
import { PeopleList } from './people-list.tsx';
import { RecogniseButton } from './recognise-button.tsx';
import { VoicesState } from './voices-state.tsx';

/** People known by voice: off until somebody agrees, then who they are and what is stored of them. */
export function VoicesView() {
  const { t } = useTranslation('voices');
  const state = useAnswer('voices.state', {});
  const [asking, setAsking] = useState(false);
  const { value, error, again } = state;
  return (
    <>
      <TopBar title={t('title')} />
      <div className="min-h-0 flex-1 overflow-auto">
        {error !== undefined && (
          <div className="mx-auto max-w-3xl p-6">
            <ErrorBox error={error} action={<Button onClick={again}>{t('retry', { ns: 'app' })}</Button>} />
          </div>
        )}
        {value?.on === false && (
          <Empty
            icon={AudioLines}
            title={t('offTitle')}
            text={t('offText')}
            action={
              <Button tone="primary" onClick={() => setAsking(true)}>
                {t('turnOn')}
              </Button>
            }
          />
        )}
        {value?.on === false && value.samples > 0 && (
          <div className="mx-auto max-w-3xl p-6">
            <VoicesState state={value} onChange={again} onEnable={() => setAsking(true)} />
          </div>
        )}
        {value?.on === true && (
          <div className="mx-auto flex max-w-3xl flex-col gap-6 p-6">
            <VoicesState state={value} onChange={again} onEnable={() => setAsking(true)} />
            {value.people === 0 ? (
              <Empty
                icon={Users}
                title={t('emptyTitle')}
                text={t('emptyText')}
                action={<Button onClick={() => goTo({ view: 'library' })}>{t('toLibrary')}</Button>}
              />
            ) : (
              <>
                <RecogniseButton />
                <PeopleList onChange={again} />
              </>
            )}
          </div>
        )}
      </div>
      {asking && (
        <ConsentDialog
          onClose={() => {
            setAsking(false);
            again();
          }}
        />
      )}
    </>
  );
}
