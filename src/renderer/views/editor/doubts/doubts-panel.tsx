import { CircleCheck, CircleHelp, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../../commands/use-command.ts';
import { setLayout } from '../layout.ts';
import { playback } from '../../../state/playback.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { SpeakerBadge } from '../../../ui/speaker-chip.tsx';
import { timecode } from '../../../ui/time.ts';
import { useDocument } from '../session-context.tsx';
import { review } from '../review/review-store.ts';
import { doubtText } from '../review/describe.ts';
import { DoubtList } from './doubt-list.tsx';
import { runTranslationKey, TranslationDoubt } from './translation-doubt.tsx';
import { useCardFocus } from './use-card-focus.ts';
import { useWhenReady } from './use-when-ready.ts';
import { useDoubts } from './use-doubts.ts';

/** One doubt after the other, strongest first: listen, then Enter, a digit, or skip. */
export function DoubtsPanel() {
  const { t, i18n } = useTranslation(['review', 'app']);
  const { doubts, current, isMended, show, step, play, settle } = useDoubts();
  const speakers = useDocument((document) => document.speakers);
  const canPlay = useStored(playback, ({ ready }) => ready);
  const { card, enter, leave } = useCardFocus(doubts.length === 0);
  const ready = useStored(review, (state) => state.ready);
  const walk = useWhenReady(ready, (direction: 1 | -1) => {
    step(direction);
    enter();
  });
  const go = (direction: 1 | -1): void => {
    setLayout({ side: 'doubts' });
    walk(direction);
  };
  const fine = (): void => {
    if (isMended) step(1);
    else if (current !== undefined) settle(current, undefined);
  };
  useCommands({ 'doubt.next': () => go(1), 'doubt.previous': () => go(-1), 'doubt.fine': fine });
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (leave()) event.preventDefault();
      return;
    }
    if (current === undefined || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const isOfText = current.language === undefined;
    const digit = isOfText && /^[1-9]$/.test(event.key) ? speakers[Number(event.key) - 1] : undefined;
    if (event.key === 'Enter') fine();
    else if (digit !== undefined && current.cue !== undefined) settle(current, digit.id);
    else if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === ' ') play(current);
    else if (isOfText || !runTranslationKey(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (!ready) return <p className="p-4 text-center text-muted">{t('app:loading')}</p>;
  if (doubts.length === 0) {
    return (
      <div ref={card} role="group" tabIndex={-1} aria-label={t('doubtsNone')} className="h-full" onKeyDown={onKeyDown}>
        <Empty icon={CircleCheck} title={t('doubtsNone')} text={t('doubtsNoneText')} />
      </div>
    );
  }
  const place = current === undefined ? -1 : doubts.findIndex(({ id }) => id === current.id);
  return (
    <div className="flex h-full flex-col">
      <div
        ref={card}
        role="group"
        tabIndex={0}
        data-own-arrows
        aria-label={current === undefined ? t('doubtsList') : doubtText(t, current, speakers, i18n.language)}
        onKeyDown={onKeyDown}
        className="flex flex-col gap-2 border-b border-line bg-doubt-soft p-3"
      >
        {current === undefined ? (
          <Button
            icon={CircleHelp}
            tone="primary"
            className="h-auto! min-h-(--control) w-full shrink! py-1 whitespace-normal!"
            onClick={() => go(1)}
          >
            {t('doubtsStart')}
          </Button>
        ) : (
          <>
            <p className="tabular text-xs text-muted">
              {place >= 0 && t('doubtOf', { number: place + 1, count: doubts.length })} · {timecode(current.startMs, 1)}
            </p>
            <p className="text-base font-medium break-words">
              {isMended ? t('mended') : doubtText(t, current, speakers, i18n.language)}
            </p>
            {current.others.length > 0 && !isMended && (
              <p className="text-xs text-muted">
                {t('also', {
                  reasons: current.others.map((other) => doubtText(t, other, speakers, i18n.language)).join(' · '),
                })}
              </p>
            )}
            {current.language !== undefined && <TranslationDoubt doubt={current} language={current.language} />}
            <div className="flex flex-wrap gap-1">
              <Button tone="primary" onClick={fine}>
                {t(isMended ? 'onward' : 'fine')}
              </Button>
              <Button icon={Play} disabled={!canPlay} onClick={() => play(current)}>
                {t('playAgain')}
              </Button>
              {!isMended && <Button onClick={() => go(1)}>{t('skip')}</Button>}
            </div>
            {current.cue !== undefined && current.language === undefined && (
              <div className="flex flex-wrap gap-1">
                {speakers.slice(0, 9).map(({ id, name }, index) => (
                  <Button key={id} onClick={() => settle(current, id)}>
                    <span className="tabular text-xs text-muted">{index + 1}</span>
                    <SpeakerBadge speakers={speakers} id={id} />
                    <span className="max-w-28 truncate">{name}</span>
                  </Button>
                ))}
              </div>
            )}
            <p className="text-xs text-muted">{t(current.language === undefined ? 'doubtsHelp' : 'translationHelp')}</p>
          </>
        )}
      </div>
      <DoubtList doubts={doubts} current={current?.id} onChoose={show} />
    </div>
  );
}
