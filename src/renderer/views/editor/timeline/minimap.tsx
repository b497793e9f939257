import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timecode } from '../../../ui/time.ts';
import { useDocument } from '../session-context.tsx';
import { CanvasLayer, type Sheet } from './canvas-layer.tsx';
import { canvasColors, canvasSpeakerColor } from './colors.ts';
import { Playhead } from './playhead.tsx';
import { speechDensity } from './speech-density.ts';
import { setView, timeline } from './timeline-store.ts';
import { centredOn, panBy, type TimelineView, visibleMs } from './timeline-view.ts';

/** Steps of the keys, as a share of what is seen. */
const STEP = 0.1;
const PAGE = 0.9;
const LEAST_VIEWPORT_PX = 6;

const place = (view: TimelineView, ms: number): number => (ms / view.lengthMs) * view.widthPx;

/** The whole recording at a glance: who talks where, where chapters begin, what the timeline shows of it, where the playhead is. */
export function Minimap() {
  const { t } = useTranslation('timeline');
  const turns = useDocument((document) => document.turns);
  const chapters = useDocument((document) => document.chapters);
  const speakers = useDocument((document) => document.speakers);
  const grip = useRef<number>(undefined);
  const picture = usePicture();
  const startMs = useSlow(() => timeline.getState().view.startMs);

  const draw = ({ ctx, width, height }: Sheet): void => {
    const { view } = timeline.getState();
    const colors = canvasColors.getState();
    const key = [turns, speakers, chapters, width, height, colors, view.lengthMs, devicePixelRatio];
    const image = picture(key, width, height, (target) => {
      const density = speechDensity(turns, view.lengthMs, width);
      const tops = new Float32Array(width).fill(height - 2);
      for (const { id } of speakers) {
        const lane = density.get(id);
        if (lane === undefined) continue;
        target.fillStyle = canvasSpeakerColor(speakers, id);
        for (let x = 0; x < width; x++) {
          const share = lane[x] ?? 0;
          if (share === 0) continue;
          const px = Math.max(1, share * (height - 6));
          const top = Math.max(2, (tops[x] ?? 0) - px);
          target.fillRect(x, top, 1, (tops[x] ?? 0) - top);
          tops[x] = top;
        }
      }
      target.fillStyle = colors.muted;
      for (const { startMs } of chapters ?? [])
        if (startMs > 0) target.fillRect(Math.round(place(view, startMs)), 0, 1, height);
    });
    ctx.drawImage(image, 0, 0, width, height);
    const x = place(view, view.startMs);
    const wide = Math.max(LEAST_VIEWPORT_PX, place(view, visibleMs(view)));
    ctx.fillStyle = colors.accent;
    ctx.globalAlpha = 0.16;
    ctx.fillRect(x, 0, wide, height);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = colors.accent;
    ctx.strokeRect(x + 0.5, 0.5, Math.max(1, wide - 1), height - 1);
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    const { view } = timeline.getState();
    const x = event.nativeEvent.offsetX;
    const from = place(view, view.startMs);
    const wide = Math.max(LEAST_VIEWPORT_PX, place(view, visibleMs(view)));
    event.currentTarget.setPointerCapture(event.pointerId);
    if (x < from || x > from + wide) setView((now) => centredOn(now, (x / now.widthPx) * now.lengthMs));
    const shown = timeline.getState().view;
    grip.current = x - place(shown, shown.startMs + visibleMs(shown) / 2);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const held = grip.current;
    if (held === undefined) return;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - held;
    setView((view) => centredOn(view, (x / view.widthPx) * view.lengthMs));
  };
  const release = (): void => {
    grip.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { view } = timeline.getState();
    const moves: Readonly<Record<string, () => TimelineView>> = {
      ArrowLeft: () => panBy(view, -view.widthPx * STEP),
      ArrowRight: () => panBy(view, view.widthPx * STEP),
      PageUp: () => panBy(view, -view.widthPx * PAGE),
      PageDown: () => panBy(view, view.widthPx * PAGE),
      Home: () => centredOn(view, 0),
      End: () => centredOn(view, view.lengthMs),
    };
    const move = event.ctrlKey || event.altKey || event.metaKey ? undefined : moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    setView(move);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('minimap')}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.round(timeline.getState().view.lengthMs)}
      aria-valuenow={Math.round(startMs)}
      aria-valuetext={timecode(startMs, 0)}
      className="relative h-full touch-none overflow-hidden bg-sunken"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={onKeyDown}
    >
      <CanvasLayer draw={draw} aria-hidden className="pointer-events-none" />
      <Playhead place={place} />
    </div>
  );
}

/** A picture that is drawn again only when one of its keys is another one. */
function usePicture() {
  const kept = useRef<{ readonly key: readonly unknown[]; readonly canvas: HTMLCanvasElement }>(undefined);
  return (
    key: readonly unknown[],
    width: number,
    height: number,
    draw: (ctx: CanvasRenderingContext2D) => void,
  ): HTMLCanvasElement => {
    const old = kept.current;
    if (old !== undefined && key.every((value, at) => value === old.key[at])) return old.canvas;
    const canvas = old?.canvas ?? document.createElement('canvas');
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    const ctx = canvas.getContext('2d');
    if (ctx !== null) {
      ctx.scale(devicePixelRatio, devicePixelRatio);
      draw(ctx);
    }
    kept.current = { key, canvas };
    return canvas;
  };
}

/** A value of the timeline for readers: it may lag, so that panning draws nothing in React. */
export function useSlow<Value>(read: () => Value): Value {
  const [value, setValue] = useState(read);
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = timeline.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setValue(latest.current());
      }, 400);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return value;
}
