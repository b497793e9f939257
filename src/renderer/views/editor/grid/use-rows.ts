import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

export type Rows = Virtualizer<HTMLDivElement, Element>;

/** A wheel that is turned fast replaces every row there is, so each one more costs time in each frame. */
const OVERSCAN = 4;

/**
 * How many rows exist at most. Numbered by it, a row that leaves at one end is the one that comes at the other: its elements
 * are used again, where new ones would have to be made and thrown away while the list is scrolled.
 */
export function slotsOf(rows: Rows, rowPx: number): number {
  return Math.ceil((rows.scrollRect?.height ?? 0) / rowPx) + 1 + 2 * OVERSCAN;
}

/** The rows of a long list that are in sight, all of one height; `headPx` of the box are covered by a sticky head. */
export function useRows(box: RefObject<HTMLDivElement | null>, count: number, rowPx: number, headPx = 0): Rows {
  // Its functions change without being other ones; nothing here relies on their being so.
  return useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
  });
}
