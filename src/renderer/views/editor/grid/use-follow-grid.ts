import { useEffect, useRef } from 'react';
import { playingCue } from '../../../state/document/playing-cue.ts';
import { playback } from '../../../state/playback.ts';
import type { Rows } from './use-rows.ts';

/** Whoever scrolls or points here wants to look: the list stays so long where it is. */
const CALM_MS = 3000;
/** Share of the height, from both ends, in which the playing row is out of the safe zone. */
const EDGE = 0.2;

/**
 * Scrolls to the playing cue when it leaves the safe zone in the middle, never under a pointer that moves. Returns what
 * to call when a user does something in the list. `placeOf`: where a cue stands in the list, -1 when it is not in it.
 */
export function useFollowGrid(virtualizer: Rows, rowPx: number, placeOf: (index: number) => number): () => void {
  const touchedMs = useRef(-Infinity);
  const latest = useRef({ virtualizer, rowPx, placeOf });
  useEffect(() => {
    latest.current = { virtualizer, rowPx, placeOf };
  });
  useEffect(
    () =>
      playingCue.subscribe(({ index, cueId }) => {
        if (cueId === undefined || !playback.getState().playing) return;
        if (performance.now() - touchedMs.current < CALM_MS) return;
        const { virtualizer: list, rowPx: height, placeOf: place } = latest.current;
        const box = list.scrollElement;
        const at = place(index);
        if (box === null || at < 0) return;
        const top = at * height - box.scrollTop;
        const free = box.clientHeight - height;
        if (top >= free * EDGE && top <= free * (1 - EDGE)) return;
        list.scrollToOffset(Math.max(0, at * height - free * EDGE));
      }),
    [],
  );
  return () => {
    touchedMs.current = performance.now();
  };
}
