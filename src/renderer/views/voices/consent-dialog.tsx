import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { tellError } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';

const PARAGRAPHS = ['consent_purpose', 'consent_stored', 'consent_where', 'consent_duty', 'consent_undo'] as const;
/** The text that these say in other words; a later one is shown as it is until it is translated. */
const TRANSLATED_VERSION = 1;

/** What is stored and where, to agree to before any voice is. */
export function ConsentDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('voices');
  const { api } = useHost();
  const { value, error } = useAnswer('voices.consent', {});
  const [agreed, setAgreed] = useState(false);
  const enable = (): void => {
    if (value === undefined) return;
    ask(api, 'voices.enable', { textVersion: value.version }).then(onClose, tellError);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('consentTitle')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="primary" disabled={!agreed || value === undefined} onClick={enable}>
            {t('enable')}
          </Button>
        </>
      }
    >
      {error !== undefined && <ErrorBox error={error} />}
      <div className="flex flex-col gap-2">
        {value?.version === TRANSLATED_VERSION
          ? PARAGRAPHS.map((key) => <p key={key}>{t(key, { folder: value.folder })}</p>)
          : value?.paragraphs.map((paragraph) => (
              <p key={paragraph} lang="en">
                {paragraph}
              </p>
            ))}
      </div>
      <label className="mt-3 flex min-h-7 items-center gap-2 font-medium">
        <input
          type="checkbox"
          checked={agreed}
          disabled={value === undefined}
          onChange={() => setAgreed(!agreed)}
          className="size-4 shrink-0 accent-(--accent)"
        />
        {t('consentAgree')}
      </label>
    </Dialog>
  );
}
