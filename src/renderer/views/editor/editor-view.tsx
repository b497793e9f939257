import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ErrorData, toAppError } from '../../../shared/app-error.ts';
import { useHost } from '../../client/studio-context.tsx';
import { openAsItComes } from '../../state/document/open-as-it-comes.ts';
import type { DocumentSession } from '../../state/document/session.ts';
import { goTo } from '../../state/navigation.ts';
import { tell, tellError } from '../../state/notices.ts';
import { selectCue } from '../../state/selection.ts';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { announce } from '../../ui/live-region.tsx';
import { useRefusalText } from '../../ui/use-refusal-text.ts';
import { EditorPanes } from './editor-panes.tsx';
import { keepPlace, seekLastTime, selectLastCue } from './keep-place.ts';
import { followReview } from './review/review-store.ts';
import { SessionProvider } from './session-context.tsx';
import { NothingYet } from './unfinished/nothing-yet.tsx';

/** The editor of one document, or of as much as its job has made of it: opens it, and closes it when left. */
export function EditorView({ id }: { readonly id: number }) {
  const { t } = useTranslation('app');
  const [round, setRound] = useState(0);
  const { session, waiting, error } = useOpening(id, round);
  if (error !== undefined) {
    return (
      <div className="m-auto w-full max-w-lg p-4">
        <ErrorBox
          error={error}
          action={
            <>
              <Button onClick={() => setRound(round + 1)}>{t('retry')}</Button>
              <Button onClick={() => goTo({ view: 'library' })}>{t('library')}</Button>
            </>
          }
        />
      </div>
    );
  }
  if (session !== undefined) {
    return (
      <SessionProvider session={session}>
        <Reviewed session={session} />
        <EditorPanes />
        <LastTime session={session} />
      </SessionProvider>
    );
  }
  return waiting ? <NothingYet id={id} /> : <p className="m-auto text-muted">{t('loading')}</p>;
}

interface Opening {
  readonly session?: DocumentSession;
  /** There is nothing to see of it yet. */
  readonly waiting?: boolean;
  readonly error?: ErrorData;
}

/** `round` is how often it was tried again. */
function useOpening(id: number, round: number): Opening {
  const { t } = useTranslation('editor');
  const { api } = useHost();
  const [opening, setOpening] = useState<Opening>({});
  const refusal = useRefusalText();
  const texts = useRef({ t, refusal });
  useEffect(() => {
    texts.current = { t, refusal };
  });
  useEffect(() => {
    let leave: (() => void) | undefined;
    const close = openAsItComes(api, id, {
      onSession(session) {
        selectLastCue(session);
        leave = keepPlace(session);
        setOpening({ session });
      },
      onNothingYet: () => setOpening({ waiting: true }),
      onFailed: (problem) => setOpening({ error: toAppError(problem).toData() }),
      onRefused: (refusal) => void tell({ tone: 'warning', text: texts.current.refusal(refusal) }),
      onError: tellError,
      whyUnfinished: () => texts.current.t('unfinishedWhy'),
    });
    return () => {
      leave?.();
      close();
      selectCue(undefined);
      setOpening({});
    };
  }, [api, id, round]);
  return opening;
}

/** Comes behind the panes, whose parts have to hear where the playhead goes. */
function LastTime({ session }: { readonly session: DocumentSession }) {
  useEffect(() => seekLastTime(session), [session]);
  return undefined;
}

/** Looks for doubts and breaches of rules once the document is whole, and says when that is. */
function Reviewed({ session }: { readonly session: DocumentSession }) {
  const { t } = useTranslation('editor');
  const { api } = useHost();
  const isUnfinished = useStored(session.state, ({ unfinished }) => unfinished !== undefined);
  const wasUnfinished = useRef(isUnfinished);
  useEffect(() => {
    if (isUnfinished) return undefined;
    if (wasUnfinished.current) announce(t('unfinishedDone'), true);
    wasUnfinished.current = false;
    return followReview(session, api);
  }, [api, session, isUnfinished, t]);
  return undefined;
}
