import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import WaveSurfer from 'wavesurfer.js';
import { type AppError, toAppError } from '../../../../shared/app-error.ts';
import { cspNonce } from '../../../client/csp-nonce.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { useStored } from '../../../state/store.ts';
import { useErrorTexts } from '../../../ui/use-error-texts.ts';
import { mediaStore } from '../player/media-store.ts';
import { useSession } from '../session-context.tsx';
import { canvasColors } from './colors.ts';
import { painter } from './frames.ts';
import { PeaksSource } from './peaks-source.ts';
import { timeline } from './timeline-store.ts';
import { xOf } from './timeline-view.ts';
import { suits, type WaveWindow, windowFor } from './wave-window.ts';

/**
 * The waveform, drawn by wavesurfer from the stored peaks of a stretch around the view. Panning moves the picture;
 * another stretch or zoom draws a new one. No sound is fetched or decoded here.
 */
export function Waveform({ track }: { readonly track: number }) {
  const { api } = useHost();
  const { id } = useSession();
  const { t } = useTranslation('timeline');
  const said = useErrorTexts();
  const box = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState<AppError>();
  // A recording that was found again can be read again.
  const relinks = useStored(mediaStore, (state) => state.relinks);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const onState = (error: unknown): void => setFailed(error === undefined ? undefined : toAppError(error));
    const stop = showWave(element, onState, (watcher) => new PeaksSource(api, { id, track }, watcher));
    return () => {
      stop();
      setFailed(undefined);
    };
  }, [api, id, track, relinks]);
  return (
    <div className="pointer-events-none absolute inset-0 overflow-hidden">
      <div ref={box} aria-hidden data-testid="waveform" className="h-full origin-left" />
      {failed !== undefined && (
        <p className="absolute inset-x-0 bottom-1 z-10 flex justify-center px-2 text-xs text-muted">
          <span className="max-w-full truncate rounded-sm bg-surface px-1">
            {t('noWaveform', { reason: said(failed.toData()).what })}
          </span>
        </p>
      )}
    </div>
  );
}

type Watcher = ConstructorParameters<typeof PeaksSource>[2];

/** Keeps a waveform in an element up to date; returns the function that takes it away. */
function showWave(
  element: HTMLElement,
  /** Gets what went wrong, and `undefined` once there is something to draw. */
  onState: (error: unknown) => void,
  open: (watcher: Watcher) => PeaksSource,
): () => void {
  const surfer = WaveSurfer.create({
    container: element,
    height: Math.max(1, element.clientHeight),
    waveColor: canvasColors.getState().lineStrong,
    progressColor: canvasColors.getState().lineStrong,
    cursorWidth: 0,
    interact: false,
    hideScrollbar: true,
    autoScroll: false,
    normalize: true,
    ...(cspNonce === undefined ? {} : { cspNonce }),
  });
  let isStale = true;
  let wanted: WaveWindow | undefined;
  let drawn: WaveWindow | undefined;
  const place = (): void => {
    const { view } = timeline.getState();
    if (drawn === undefined) return;
    const scale = view.pxPerSecond / drawn.pxPerSecond;
    element.style.transform = `translateX(${xOf(view, drawn.fromMs)}px) scaleX(${scale})`;
  };
  const paint = painter(() => {
    const { view } = timeline.getState();
    place();
    if (view.widthPx <= 1 || (!isStale && wanted !== undefined && suits(wanted, view))) return;
    const window = windowFor(view);
    const peaks = source.read(window);
    if (peaks === undefined) return;
    isStale = false;
    wanted = window;
    const seconds = (window.toMs - window.fromMs) / 1000;
    element.style.width = `${Math.max(1, Math.round(seconds * window.pxPerSecond))}px`;
    surfer.options.maxPeak = peaks.loudest * 1.05;
    // A newer stretch takes the place of one that is still being drawn.
    surfer.load('', [peaks.tops, peaks.bottoms], seconds).catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) onState(error);
    });
  });
  const stale = (): void => {
    onState(undefined);
    isStale = true;
    paint.request();
  };
  const source = open({ onChange: stale, onError: onState });
  surfer.on('redraw', () => {
    drawn = wanted;
    place();
  });
  const stops = [
    timeline.subscribe(() => paint.request()),
    canvasColors.subscribe(({ lineStrong }) => {
      surfer.setOptions({ waveColor: lineStrong, progressColor: lineStrong });
    }),
  ];
  let heightPx = element.clientHeight;
  const sizes = new ResizeObserver(() => {
    if (element.clientHeight === heightPx || element.clientHeight === 0) return;
    heightPx = element.clientHeight;
    surfer.setOptions({ height: heightPx });
  });
  sizes.observe(element);
  void source.open();
  return () => {
    for (const stop of stops) stop();
    sizes.disconnect();
    paint.stop();
    source.close();
    surfer.destroy();
  };
}
