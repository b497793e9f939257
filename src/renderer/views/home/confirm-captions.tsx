import { useTranslation } from 'react-i18next';
import { useHost } from '../../client/studio-context.tsx';
import { tell, tellError } from '../../state/notices.ts';
import { store, useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useAlertText } from '../../ui/use-alert-text.ts';
import { type CaptionsImport, importCaptions } from './import-captions.ts';

const asked = store<{ readonly wanted?: CaptionsImport }>({});

/** Asks whether subtitles shall become the cues of a project. */
export function offerCaptions(wanted: CaptionsImport): void {
  asked.setState({ wanted });
}

/** The question; the cues that were there are replaced, which is more than a slip of the hand should do. */
export function ConfirmCaptions() {
  const { t } = useTranslation('home');
  const app = useTranslation('app');
  const host = useHost();
  const alertText = useAlertText();
  const wanted = useStored(asked, (state) => state.wanted);
  if (wanted === undefined) return undefined;
  const { name } = wanted.file;
  const close = (): void => asked.setState({}, true);
  const take = async (): Promise<void> => {
    close();
    const alerts = await importCaptions(host, wanted);
    if (alerts === undefined) return;
    for (const alert of alerts) {
      const { text, original = '' } = alertText(alert);
      tell({ tone: 'warning', text: `${text} ${original}`.trim() });
    }
    tell({ tone: 'info', text: t('captionsImported', { name }) });
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t('captionsTitle', { name })}
      footer={
        <>
          <Button onClick={close}>{app.t('cancel')}</Button>
          <Button tone="primary" autoFocus onClick={() => void take().catch(tellError)}>
            {t('captionsTake')}
          </Button>
        </>
      }
    >
      <p>{t('captionsText')}</p>
    </Dialog>
  );
}
