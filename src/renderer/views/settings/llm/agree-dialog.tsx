import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';

/** Asks whether texts may be sent to a host. */
export function AgreeDialog({
  host,
  plain,
  onClose,
}: {
  readonly host: string;
  /** Unencrypted. */
  readonly plain: boolean;
  readonly onClose: (agreed: boolean) => void;
}) {
  const { t } = useTranslation('llms');
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={t('agree_title', { host })}
      footer={
        <>
          <Button data-first-focus onClick={() => onClose(false)}>
            {t('agree_no')}
          </Button>
          <Button tone="primary" onClick={() => onClose(true)}>
            {t('agree', { host })}
          </Button>
        </>
      }
    >
      <p>{t('leaves_host', { host })}</p>
      <p className="mt-2">{t('agree_text')}</p>
      {plain && <p className="mt-2 font-medium text-danger">{t('agree_plain')}</p>}
    </Dialog>
  );
}
