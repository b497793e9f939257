import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ErrorData, toAppError } from '../../../shared/app-error.ts';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { tellError } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';

/** What a finished job did, how long each part took, and on what. */
export function JobReport({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const { t } = useTranslation('home');
  const app = useTranslation('app');
  const host = useHost();
  const [text, setText] = useState<string>();
  const [error, setError] = useState<ErrorData>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    const stopping = new AbortController();
    ask(host.api, 'queue.report', { id }, { signal: stopping.signal }).then(
      (answer) => setText(answer.text),
      (problem: unknown) => {
        if (!stopping.signal.aborted) setError(toAppError(problem).toData());
      },
    );
    return () => stopping.abort();
  }, [host, id, round]);
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('report')}
      footer={
        text !== undefined && (
          <>
            <Button onClick={() => void navigator.clipboard.writeText(text).catch(tellError)}>{t('copy')}</Button>
            <Button onClick={() => void host.saveText({ name: `job-${id}.txt`, text }).catch(tellError)}>
              {app.t('save')}
            </Button>
          </>
        )
      }
    >
      {error !== undefined && (
        <ErrorBox
          error={error}
          action={
            <Button
              onClick={() => {
                setError(undefined);
                setRound(round + 1);
              }}
            >
              {app.t('retry')}
            </Button>
          }
        />
      )}
      {text === undefined && error === undefined && <p className="text-muted">{app.t('loading')}</p>}
      {text !== undefined && (
        <pre tabIndex={0} className="overflow-auto font-mono text-xs whitespace-pre-wrap">
          {text}
        </pre>
      )}
    </Dialog>
  );
}
