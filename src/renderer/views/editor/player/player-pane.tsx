import { Unlink } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Captions } from './captions.tsx';
import { showIn } from './media-keeper.tsx';
import { hasProblem, MediaProblem } from './media-problem.tsx';
import { mediaStore } from './media-store.ts';
import { togglePlay } from './play-commands.ts';
import { RelinkDialog } from './relink-dialog.tsx';
import { SpeakingNow } from './speaking-now.tsx';
import { TransportBar } from './transport-bar.tsx';
import { useRelink } from './use-media.ts';

/** The recording: its picture with the cues over it, or who is heard, and the transport below. */
export function PlayerPane() {
  const { t } = useTranslation(['timeline', 'app']);
  const opening = useStored(mediaStore, (state) => state.opening);
  const problem = useStored(mediaStore, (state) => hasProblem(state) || state.proxyFraction !== undefined);
  const hasVideo = useStored(mediaStore, (state) => state.source?.hasVideo === true);
  return (
    <section aria-label={t('timeline:player')} className="flex h-full min-h-0 flex-col bg-page">
      <StandIn />
      <div className="relative min-h-0 flex-1">
        {problem ? <MediaProblem /> : hasVideo ? <Picture /> : opening !== undefined && <SpeakingNow />}
        {!problem && opening === undefined && (
          <p className="flex h-full items-center justify-center text-sm text-muted">{t('app:loading')}</p>
        )}
        {!problem && <Captions />}
      </div>
      <TransportBar />
      <RelinkDialog />
    </section>
  );
}

/** The video itself; a click plays or pauses and takes no focus. */
function Picture() {
  const box = useRef<HTMLDivElement>(null);
  const element = useStored(mediaStore, (state) => state.element);
  useLayoutEffect(() => {
    if (element === undefined || box.current === null) return undefined;
    return showIn(box.current, element);
  }, [element]);
  return (
    <div
      ref={box}
      role="presentation"
      className="absolute inset-0 bg-[#000]"
      onMouseDown={(event) => event.preventDefault()}
      onClick={togglePlay}
    />
  );
}

/** Says that something else than the recording is heard, and offers to find it. */
function StandIn() {
  const { t } = useTranslation('timeline');
  const { choose } = useRelink();
  const kind = useStored(mediaStore, ({ opening, source }) => (source === undefined ? undefined : opening?.kind));
  if (kind !== 'missing' && kind !== 'changed') return undefined;
  return (
    <div className="flex items-center gap-2 border-b border-line bg-doubt-soft px-2 py-1 text-xs">
      <Unlink size={16} aria-hidden className="shrink-0 text-doubt" />
      <span className="min-w-0 flex-1">{t(kind)}</span>
      <Button onClick={choose}>{t('relink')}</Button>
    </div>
  );
}
