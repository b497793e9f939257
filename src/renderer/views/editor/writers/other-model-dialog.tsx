import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tellRefused } from '../../../state/notices.ts';
import { useInstalledRecognisers, useRecogniserNames } from '../../../state/recognisers.ts';
import { selectedOf } from '../../../state/selection.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorBox } from '../../../ui/error-box.tsx';
import { Focused } from '../../../ui/focused.tsx';
import { announce } from '../../../ui/live-region.tsx';
import { closeCueDialog } from '../grid/dialog-store.ts';
import { useSession } from '../session-context.tsx';
import { HearingProgress } from './hearing-progress.tsx';
import { choicesFor, enginesOf } from './model-choices.ts';
import { ModelList } from './model-list.tsx';
import { NoOtherModel } from './no-other-model.tsx';
import { ProposalList } from './proposal-list.tsx';
import { proposalsOf } from './proposals.ts';
import { type Hearing, useRedecode } from './use-redecode.ts';

/** Lets another model hear the selected cues, shows what differs, and takes it over as one undo step. */
export function OtherModelDialog() {
  const { t } = useTranslation(['writers', 'app']);
  const session = useSession();
  const nameOf = useRecogniserNames();
  const recognisers = useInstalledRecognisers();
  const [cues] = useState(() => {
    const chosen = new Set(selectedOf(session.document.cues));
    return session.document.cues.filter(({ id }) => chosen.has(id));
  });
  const [wrote] = useState(() => enginesOf(session.document, cues));
  const [model, setModel] = useState<string>();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { hearing, hear, stop } = useRedecode();
  const choices = recognisers && choicesFor(session.document, recognisers);
  const ids = choices?.map(({ model: { manifest } }) => manifest.id) ?? [];
  const chosen = model ?? ids.find((id) => !wrote.has(id)) ?? ids[0];
  const proposals = hearing.kind === 'heard' ? proposalsOf(session.document.cues, hearing.cues) : [];
  const wanted = proposals.filter(({ cue, operation, diff }) => operation && !diff.isSame && !left.has(cue));
  const next = hearing.kind === 'idle' ? undefined : nextOf(ids, hearing.model, wrote);
  useSpoken(hearing, proposals.filter(({ operation, diff }) => operation && !diff.isSame).length, nameOf);

  const listen = (id: string): void => {
    setModel(id);
    setLeft(new Set());
    hear(
      cues.map((cue) => cue.id),
      id,
    );
  };
  const close = (): void => {
    if (hearing.kind !== 'running') return closeCueDialog();
    stop();
    announce(t('writers:stopped'), true);
  };
  const accept = (heardBy: string): void => {
    const names = { count: wanted.length, model: nameOf(heardBy) };
    const operations = wanted.flatMap(({ operation }) => operation ?? []);
    closeCueDialog();
    const result = session.edit(operations, t('writers:step', names));
    if (result.kind === 'refused') tellRefused(result.reason);
    else announce(t('writers:accepted', names), true);
  };
  const tryNext = next !== undefined && (
    <Button onClick={() => listen(next)}>{t('writers:next', { model: nameOf(next) })}</Button>
  );
  const back = <Button onClick={stop}>{t('writers:back')}</Button>;
  return (
    <Dialog
      open
      wide={hearing.kind === 'heard'}
      onClose={close}
      title={t('writers:title', { count: cues.length })}
      {...(hearing.kind === 'idle' && ids.length > 0 ? { description: t('writers:chooseHelp') } : {})}
      footer={
        hearing.kind === 'idle' ? (
          <>
            <Button onClick={close}>{t('app:cancel')}</Button>
            {chosen !== undefined && (
              <Button tone="primary" type="submit" form="other-model">
                {t('writers:hear')}
              </Button>
            )}
          </>
        ) : hearing.kind === 'running' ? (
          <Focused key="running">
            <Button onClick={close}>{t('writers:stop')}</Button>
          </Focused>
        ) : hearing.kind === 'failed' ? (
          <Focused key="failed">
            {tryNext}
            {back}
            <Button onClick={close}>{t('app:close')}</Button>
          </Focused>
        ) : (
          <Focused key="heard">
            {tryNext || back}
            <Button onClick={close}>{t('writers:keep')}</Button>
            {wanted.length > 0 && (
              <Button tone="primary" data-focus onClick={() => accept(hearing.model)}>
                {t('writers:accept', { count: wanted.length })}
              </Button>
            )}
          </Focused>
        )
      }
    >
      {hearing.kind === 'idle' &&
        (choices === undefined || recognisers === undefined ? (
          <p className="text-muted">{t('app:loading')}</p>
        ) : ids.length === 0 ? (
          <NoOtherModel recognisers={recognisers} />
        ) : (
          <form
            id="other-model"
            onSubmit={(event) => {
              event.preventDefault();
              if (chosen !== undefined) listen(chosen);
            }}
          >
            <ModelList choices={choices} all={recognisers} wrote={wrote} value={chosen} onChange={setModel} />
          </form>
        ))}
      {hearing.kind === 'running' && <HearingProgress model={nameOf(hearing.model)} progress={hearing.progress} />}
      {hearing.kind === 'failed' && <ErrorBox error={hearing.error} />}
      {hearing.kind === 'heard' && hearing.failed !== undefined && <ErrorBox error={hearing.failed} />}
      {hearing.kind === 'heard' && (
        <ProposalList
          proposals={proposals}
          model={nameOf(hearing.model)}
          left={left}
          onTake={(cue, take) => setLeft((now) => new Set(take ? [...now].filter((id) => id !== cue) : [...now, cue]))}
        />
      )}
    </Dialog>
  );
}

/** Tells people who do not see the window what became of it. */
function useSpoken(hearing: Hearing, differing: number, nameOf: (engine: string) => string): void {
  const { t } = useTranslation('writers');
  const { kind } = hearing;
  const model = hearing.kind === 'idle' ? '' : nameOf(hearing.model);
  const phase = hearing.kind === 'running' ? hearing.progress.phase : undefined;
  const text =
    kind === 'heard'
      ? t('heard', { model, count: differing })
      : kind === 'failed'
        ? t('failed', { model })
        : phase === 'loading'
          ? t('loadingModel', { model })
          : '';
  useEffect(() => {
    if (text !== '') announce(text, true);
  }, [text]);
}

/** The model after this one that did not write the cues. */
function nextOf(ids: readonly string[], model: string, wrote: ReadonlySet<string>): string | undefined {
  const at = ids.indexOf(model);
  return [...ids.slice(at + 1), ...ids.slice(0, Math.max(0, at))].find((id) => !wrote.has(id));
}
