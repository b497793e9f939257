import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartialOpening } from '../../../contract/document-calls.ts';
import { type ErrorData, toAppError } from '../../../shared/app-error.ts';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';
import { goTo } from '../../state/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { SpeakerChip } from '../../ui/speaker-chip.tsx';
import { timecode } from '../../ui/time.ts';

/** Cues that are shown; the whole is there when the job is done. */
const MOST_CUES = 300;

/** What a job that is not done has written so far, to be read. */
export function SoFar({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const { t } = useTranslation('home');
  const app = useTranslation('app');
  const { api } = useHost();
  const [found, setFound] = useState<PartialOpening>();
  const [error, setError] = useState<ErrorData>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    const stopping = new AbortController();
    ask(api, 'documents.openPartial', { id }, { signal: stopping.signal }).then(setFound, (problem: unknown) => {
      if (!stopping.signal.aborted) setError(toAppError(problem).toData());
    });
    return () => stopping.abort();
  }, [api, id, round]);
  const again = (): void => {
    setError(undefined);
    setRound(round + 1);
  };
  const open = (): void => {
    onClose();
    goTo({ view: 'editor', id });
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('soFar')}
      description={t('soFarText')}
      footer={
        found?.kind === 'done' ? (
          <Button tone="primary" onClick={open}>
            {t('open')}
          </Button>
        ) : (
          <Button onClick={again}>{t('soFarAgain')}</Button>
        )
      }
    >
      {error !== undefined && <ErrorBox error={error} action={<Button onClick={again}>{app.t('retry')}</Button>} />}
      {found === undefined && error === undefined && <p className="text-muted">{app.t('loading')}</p>}
      {found?.kind === 'nothing-yet' && <p className="text-muted">{t('soFarNothing')}</p>}
      {found?.kind === 'done' && <p>{t('soFarDone')}</p>}
      {found?.kind === 'partial' && (
        <ol className="flex flex-col gap-1" tabIndex={0}>
          {found.document.cues.slice(-MOST_CUES).map((cue) => (
            <li key={cue.id} className="flex gap-3">
              <span className="tabular w-16 shrink-0 text-xs text-muted">{timecode(cue.startMs, 0)}</span>
              <span className="w-32 shrink-0 text-xs">
                <SpeakerChip speakers={found.document.speakers} id={cue.speaker} />
              </span>
              <span dir="auto" className="min-w-0 flex-1 whitespace-pre-line">
                {cue.lines.join('\n')}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}
