import { TriangleAlert, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SubstitutedCues, substitutedCues } from '../../../../core/writers/substituted-cues.ts';
import { useInstalledRecognisers, useRecogniserNames } from '../../../state/recognisers.ts';
import { useStored } from '../../../state/store.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { announce } from '../../../ui/live-region.tsx';
import { useErrorTexts } from '../../../ui/use-error-texts.ts';
import { useDocument, useLocked, useOpen, useSession } from '../session-context.tsx';
import { dismissBanner, dismissedBanners, resultKey } from './dismissed-banners.ts';
import { HearingProgress } from './hearing-progress.tsx';
import { proposalsOf } from './proposals.ts';
import { substituteText } from './substitute-text.ts';
import { useRedecode } from './use-redecode.ts';

/** Says which cues a substitute wrote and why, and tries those once more with the recogniser that was wanted. */
export function SubstituteBanner() {
  const words = useDocument((document) => document.words);
  const cues = useDocument((document) => document.cues);
  const alerts = useDocument((document) => document.alerts);
  const contentId = useDocument((document) => document.media.contentId);
  const revision = useOpen((open) => open.revision);
  const key = resultKey(contentId, revision);
  const isDismissed = useStored(dismissedBanners, ({ keys }) => keys.includes(key));
  const found = useMemo(() => substitutedCues({ words, cues, alerts }), [words, cues, alerts]);
  const [outcome, setOutcome] = useState<string>();
  if (isDismissed || (found === undefined && outcome === undefined)) return undefined;
  const close = (): void => {
    dismissBanner(key);
    setOutcome(undefined);
  };
  return <Banner found={found} outcome={outcome} onOutcome={setOutcome} onClose={close} />;
}

function Banner({
  found,
  outcome,
  onOutcome,
  onClose,
}: {
  readonly found: SubstitutedCues | undefined;
  /** What came of trying again. */
  readonly outcome: string | undefined;
  readonly onOutcome: (text: string | undefined) => void;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation(['writers', 'app']);
  const writers = useTranslation('writers');
  const readOnly = useLocked();
  const nameOf = useRecogniserNames();
  const recognisers = useInstalledRecognisers();
  const { hearing, stop, retry } = useRetry(onOutcome);
  const { instead = '', cues = [] } = found ?? {};
  const isInstalled = recognisers?.some(({ model }) => model.manifest.id === instead);
  const model = nameOf(instead);
  const says = found && substituteText(writers.t, i18n.language, nameOf, { ...found, cues: found.cues.length });
  return (
    <section
      aria-label={t('writers:banner')}
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-doubt-soft px-3 py-1 text-sm"
    >
      <TriangleAlert size={16} aria-hidden className="shrink-0 text-doubt" />
      <span className="min-w-48 flex-1">
        {outcome !== undefined && <span className="block">{outcome}</span>}
        {says !== undefined && (
          <span className={outcome === undefined ? 'block' : 'block text-xs text-muted'}>{says}</span>
        )}
        {found !== undefined && outcome === undefined && (
          <span lang="en" className="line-clamp-1 text-xs break-all text-muted" title={found.why.reason}>
            {found.why.reason}
          </span>
        )}
        {isInstalled === false && found !== undefined && (
          <span className="block text-xs text-muted">{t('writers:notInstalled', { model })}</span>
        )}
      </span>
      {hearing.kind === 'running' ? (
        <>
          <span className="flex w-64 max-w-full">
            <HearingProgress model={model} progress={hearing.progress} />
          </span>
          <Button
            onClick={() => {
              stop();
              onOutcome(t('writers:stopped'));
              announce(t('writers:stopped'), true);
            }}
          >
            {t('writers:stop')}
          </Button>
        </>
      ) : (
        isInstalled === true &&
        !readOnly &&
        found !== undefined && (
          <Button
            onClick={() => {
              onOutcome(undefined);
              announce(t('writers:loadingModel', { model }), true);
              retry(cues, instead);
            }}
          >
            {t('writers:retry', { count: cues.length, model })}
          </Button>
        )
      )}
      <IconButton label={t('app:dismiss')} icon={X} disabled={hearing.kind === 'running'} onClick={onClose} />
    </section>
  );
}

/** Lets a model hear cues again and takes over what it heard, as one undo step. Says what came of it. */
function useRetry(onOutcome: (text: string) => void) {
  const { t } = useTranslation('writers');
  const errorTexts = useErrorTexts();
  const session = useSession();
  const nameOf = useRecogniserNames();
  const { hearing, hear, stop } = useRedecode();
  useEffect(() => {
    if (hearing.kind !== 'heard' && hearing.kind !== 'failed') return;
    const model = nameOf(hearing.model);
    const say = (text: string): void => {
      onOutcome(text);
      announce(text, true);
    };
    stop();
    if (hearing.kind === 'failed') return say(t('retryFailed', { model, reason: errorTexts(hearing.error).what }));
    const heard = proposalsOf(session.document.cues, hearing.cues);
    const operations = heard.flatMap(({ operation }) => operation ?? []);
    const stopped = hearing.failed && t('retryStopped', { model, reason: errorTexts(hearing.failed).what });
    if (operations.length === 0 && stopped !== undefined) return say(stopped);
    if (operations.length === 0) return say(t('retriedNothing', { model }));
    const count = operations.length;
    const result = session.edit(operations, t('step', { count, model }));
    if (result.kind === 'refused') return say(t('retriedEdited', { reason: result.reason }));
    const changed = heard.filter(({ operation, diff }) => operation !== undefined && !diff.isSame).length;
    const rest = heard.length - count;
    const wrote = t('retried', { count, model, changed });
    const left = rest === 0 ? undefined : t('retriedRest', { count: rest, model });
    return say([stopped, wrote, left].filter((text) => text !== undefined).join(' '));
  }, [hearing, stop, onOutcome, session, nameOf, errorTexts, t]);
  return { hearing, stop, retry: hear };
}
