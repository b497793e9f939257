import { FileWarning } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AppError, toAppError } from '../../../../shared/app-error.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { ErrorBox } from '../../../ui/error-box.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { useDocument } from '../session-context.tsx';
import { type MediaState, mediaStore } from './media-store.ts';
import { useMediaActions, useRelink } from './use-media.ts';

/** Whether there is anything to say beside playing the recording. */
export function hasProblem({ opening, failed, source }: MediaState): boolean {
  return failed !== undefined || (opening !== undefined && opening.kind !== 'ready' && source === undefined);
}

/** Why the recording cannot be played, and what can be done about it. */
export function MediaProblem() {
  const { t } = useTranslation(['timeline', 'app']);
  const { opening, failed, proxyFraction, source } = useStored(mediaStore, (state) => state);
  const { reopen, makeProxy } = useMediaActions();
  const { choose } = useRelink();
  const tracks = useDocument(({ media }) => media.tracks?.length ?? 1);
  if (proxyFraction !== undefined) {
    return (
      <div className="flex h-full flex-col items-center justify-center gap-2 p-6">
        <p className="text-sm text-muted">{t('timeline:makingSound')}</p>
        <div className="w-full max-w-64">
          <Progress value={proxyFraction} label={t('timeline:makingSound')} />
        </div>
      </div>
    );
  }
  const listen = (
    <Button tone="primary" onClick={() => void makeProxy()}>
      {t('timeline:makeSound')}
    </Button>
  );
  if (failed !== undefined) {
    const isElement = failed instanceof MediaError;
    const error = isElement ? playError(failed, t) : toAppError(failed);
    return (
      <div className="h-full overflow-auto p-3">
        <ErrorBox
          error={error.toData()}
          action={
            <>
              <Button onClick={() => void reopen()}>{t('app:retry')}</Button>
              {isElement && source?.isProxy !== true && listen}
            </>
          }
        />
      </div>
    );
  }
  switch (opening?.kind) {
    case 'missing':
    case 'changed':
      return (
        <Empty
          icon={FileWarning}
          title={t(opening.kind === 'missing' ? 'timeline:missing' : 'timeline:changed')}
          text={t(opening.kind === 'missing' ? 'timeline:missingText' : 'timeline:changedText', { path: opening.path })}
          action={
            <Button tone="primary" onClick={choose}>
              {t('timeline:relink')}
            </Button>
          }
        />
      );
    case 'unplayable':
      return (
        <Empty
          icon={FileWarning}
          title={tracks > 1 ? t('timeline:session', { count: tracks }) : t('timeline:unplayable')}
          text={tracks > 1 ? t('timeline:sessionText') : t('timeline:unplayableText', { codecs: opening.codecs })}
          action={listen}
        />
      );
    case 'ready':
    case undefined:
      return undefined;
  }
}

function playError(
  failure: MediaError,
  t: (key: 'timeline:playFailed' | 'timeline:playFailedMeaning' | 'timeline:playFailedAction') => string,
): AppError {
  return new AppError(
    'input-unreadable',
    {
      what: t('timeline:playFailed'),
      meaning: t('timeline:playFailedMeaning'),
      action: t('timeline:playFailedAction'),
    },
    { cause: new Error(failure.message || `media error ${failure.code}`) },
  );
}
