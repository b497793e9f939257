import { useEffect, useRef } from 'react';
import { onTime, transport } from '../../../state/playback.ts';
import { setView, timeline } from './timeline-store.ts';
import { followed, type TimelineView, xOf } from './timeline-view.ts';

/** The line at the moment that is heard, over everything. It is moved, not drawn. */
export function Playhead({ place }: { readonly place?: (view: TimelineView, ms: number) => number }) {
  const line = useRef<HTMLDivElement>(null);
  const latest = useRef(place);
  useEffect(() => {
    latest.current = place;
  });
  useEffect(() => {
    let at = transport()?.nowMs() ?? 0;
    const move = (): void => {
      const { view } = timeline.getState();
      const x = (latest.current ?? xOf)(view, at);
      const element = line.current;
      if (element === null) return;
      element.style.visibility = x < -1 || x > view.widthPx + 1 ? 'hidden' : 'visible';
      element.style.transform = `translateX(${Math.round(x * devicePixelRatio) / devicePixelRatio}px)`;
    };
    move();
    const stops = [
      onTime((ms) => {
        at = ms;
        move();
      }),
      timeline.subscribe(move),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <div
      ref={line}
      aria-hidden
      data-testid="playhead"
      className="pointer-events-none absolute inset-y-0 left-0 z-10 w-px bg-danger"
    />
  );
}

/** Lets the view follow what is played, where the user wants it. */
export function useFollow(): void {
  useEffect(() => {
    let before = transport()?.nowMs() ?? 0;
    return onTime((ms) => {
      const from = before;
      before = ms;
      if (timeline.getState().follow) setView((view) => followed(view, from, ms));
    });
  }, []);
}
