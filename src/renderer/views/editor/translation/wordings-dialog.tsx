import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ErrorData, toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { newCallName } from '../../../client/call-name.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorBox } from '../../../ui/error-box.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { useDocument, useSession } from '../session-context.tsx';
import { useTargetLanguages } from './target-languages.ts';
import { directionOf } from './target-line.ts';
import { closeNoteDialog } from './translation-dialogs.ts';
import { useTranslationEdits } from './use-translation-edits.ts';

type Wordings = readonly (readonly string[])[];
const NONE: Wordings = [];

/** Asks for other wordings of a cue while the window is there. */
function useWordings(cue: string | undefined, language: string | undefined) {
  const { api } = useHost();
  const session = useSession();
  const [answer, setAnswer] = useState<{ readonly wordings?: Wordings; readonly error?: ErrorData }>({});
  useEffect(() => {
    if (cue === undefined || language === undefined) return undefined;
    const abort = new AbortController();
    const work = async (): Promise<void> => {
      // What was typed last has to be there, where it is put in other words.
      await session.saved();
      const input = { id: session.id, call: newCallName(), language, cue };
      const { wordings } = await ask(api, 'language.alternatives', input, { signal: abort.signal });
      if (!abort.signal.aborted) setAnswer({ wordings });
    };
    work().catch((error: unknown) => {
      if (!abort.signal.aborted) setAnswer({ error: toAppError(error).toData() });
    });
    return () => abort.abort();
  }, [api, session, cue, language]);
  return answer;
}

/** Other wordings of the current cue's translation; a press or its number takes one. */
export function WordingsDialog() {
  const { t } = useTranslation(['translation', 'app']);
  const edits = useTranslationEdits();
  const { current: language } = useTargetLanguages();
  const [cueId] = useState(() => selection.getState().cueId);
  const cue = useDocument((document) => document.cues.find(({ id }) => id === cueId));
  const { wordings, error } = useWordings(cueId, language);
  const isThere = useStored(selection, (state) => state.cueId === cueId);
  if (cue === undefined || language === undefined || !isThere) return undefined;
  const translation = cue.translations?.[language];
  const all = [...(wordings ?? NONE), ...(translation?.alternatives ?? NONE)].slice(0, 9);
  // New ones come in front of those that are known: a number would mean another line a moment later.
  const isWaiting = error === undefined && wordings === undefined;
  const take = (lines: readonly string[] | undefined): void => {
    if (lines === undefined) return;
    closeNoteDialog();
    edits.setLines(cue.id, language, lines);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isWaiting || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/u.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    take(all[Number(event.key) - 1]);
  };
  return (
    <Dialog
      open
      onClose={closeNoteDialog}
      title={t('translation:wordingsTitle')}
      footer={<Button onClick={closeNoteDialog}>{t('app:cancel')}</Button>}
    >
      <div className="flex flex-col gap-3 text-sm" onKeyDown={onKeyDown}>
        <p dir="auto" className="text-muted">
          {cue.lines.join(' ')}
        </p>
        {translation !== undefined && (
          <p dir={directionOf(language)} lang={language}>
            {translation.lines.join(' ')}
          </p>
        )}
        {error !== undefined && <ErrorBox error={error} />}
        {isWaiting && <Progress label={t('translation:askWordings')} value={undefined} />}
        {wordings !== undefined && (
          <p role="status" className="text-xs text-muted">
            {all.length === 0 ? t('translation:wordingsNone') : t('translation:wordingsGot', { count: all.length })}
          </p>
        )}
        <ul aria-label={t('translation:wordingsTitle')} className="flex flex-col gap-1">
          {all.map((lines, at) => (
            <li key={`${at} ${lines.join('\n')}`}>
              <Button
                title={t('translation:useWording')}
                className="h-auto! min-h-(--control) w-full shrink! justify-start! py-1 text-left! whitespace-normal!"
                onClick={() => take(lines)}
              >
                <span aria-hidden className="tabular w-4 text-xs text-muted">
                  {isWaiting ? '' : at + 1}
                </span>
                <span dir={directionOf(language)} lang={language} className="min-w-0 flex-1">
                  {lines.map((line, index) => (
                    <span key={index} className="block">
                      {line}
                    </span>
                  ))}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
