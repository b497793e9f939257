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
 * to call when a user does something in the list.
 */
export function useFollowGrid(virtualizer: Rows, rowPx: number): () => void {
  const touchedMs = useRef(-Infinity);
  const latest = useRef({ virtualizer, rowPx });
  useEffect(() => {
    latest.current = { virtualizer, rowPx };
  });
  useEffect(
    () =>
      playingCue.subscribe(({ index, cueId }) => {
        if (cueId === undefined || !playback.getState().playing) return;
        if (performance.now() - touchedMs.current < CALM_MS) return;
        const { virtualizer: list, rowPx: height } = latest.current;
        const box = list.scrollElement;
        if (box === null) return;
        const top = index * height - box.scrollTop;
        const free = box.clientHeight - height;
        if (top >= free * EDGE && top <= free * (1 - EDGE)) return;
        list.scrollToOffset(Math.max(0, index * height - free * EDGE));
      }),
    [],
  );
  return () => {
    touchedMs.current = performance.now();
  };
}
