import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONSENT_LANGUAGES } from '../../../core/voices/consent-texts.ts';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { tellError } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';

/** What is stored and where, to agree to before any voice is. */
export function ConsentDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation(['voices', 'app']);
  const { api } = useHost();
  const language = CONSENT_LANGUAGES.find((each) => each === i18n.language) ?? 'en';
  const { value, error, again } = useAnswer('voices.consent', { language });
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
      {error !== undefined && <ErrorBox error={error} action={<Button onClick={again}>{t('app:retry')}</Button>} />}
      <div lang={value?.language} className="flex flex-col gap-2">
        {value?.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
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
