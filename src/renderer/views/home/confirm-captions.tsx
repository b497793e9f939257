import { useTranslation } from 'react-i18next';
import type { Alert } from '../../../shared/alert.ts';
import { ask } from '../../client/ask.ts';
import type { Host } from '../../client/host.ts';
import { useHost } from '../../client/studio-context.tsx';
import { tell, tellError } from '../../state/notices.ts';
import { store, useStored } from '../../state/store.ts';
import { bringFiles } from '../../state/uploads.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useAlertText } from '../../ui/use-alert-text.ts';

interface Import {
  readonly file: File;
  readonly project: number;
}

const asked = store<{ readonly wanted?: Import }>({});

/** Asks whether subtitles shall become the cues of a project. */
export function offerCaptions(wanted: Import): void {
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
    for (const alert of await importCaptions(host, wanted)) {
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

/** The first of what had to be mended. */
async function importCaptions(host: Host, { file, project }: Import): Promise<readonly Alert[]> {
  const { paths, error } = await bringFiles(host, [file]);
  if (error !== undefined) throw error;
  const [path] = paths;
  if (path === undefined) return [];
  const { alerts } = await ask(host.api, 'documents.importCaptions', { id: project, path });
  return alerts.slice(0, 3);
}
