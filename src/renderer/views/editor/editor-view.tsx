import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ErrorData, toAppError } from '../../../shared/app-error.ts';
import { useHost } from '../../client/studio-context.tsx';
import { DocumentSession } from '../../state/document/session.ts';
import { goTo } from '../../state/navigation.ts';
import { tell, tellError } from '../../state/notices.ts';
import { selectCue } from '../../state/selection.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { EditorPanes } from './editor-panes.tsx';
import { followReview } from './review/review-store.ts';
import { SessionProvider } from './session-context.tsx';

/** The editor of one document: opens it, and closes it when left. */
export function EditorView({ id }: { readonly id: number }) {
  const { t } = useTranslation('app');
  const { api } = useHost();
  const [session, setSession] = useState<DocumentSession>();
  const [error, setError] = useState<ErrorData>();
  useEffect(() => {
    let opened: DocumentSession | undefined;
    let left = false;
    const watcher = {
      onRefused: (reason: string) => tell({ tone: 'warning', text: reason }),
      onError: tellError,
    };
    DocumentSession.open(api, id, watcher).then(
      (ready) => {
        opened = ready;
        if (left) return ready.close();
        selectCue(ready.document.cues[0]?.id);
        return setSession(ready);
      },
      (problem: unknown) => {
        if (!left) setError(toAppError(problem).toData());
      },
    );
    return () => {
      left = true;
      opened?.close();
      selectCue(undefined);
    };
  }, [api, id]);
  useEffect(() => (session === undefined ? undefined : followReview(session, api)), [session, api]);
  if (error !== undefined) {
    return (
      <div className="m-auto w-full max-w-lg p-4">
        <ErrorBox error={error} action={<Button onClick={() => goTo({ view: 'library' })}>{t('library')}</Button>} />
      </div>
    );
  }
  if (session === undefined) return <p className="m-auto text-muted">{t('loading')}</p>;
  return (
    <SessionProvider session={session}>
      <EditorPanes />
    </SessionProvider>
  );
}
