import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

export type Rows = Virtualizer<HTMLDivElement, Element>;

/** The rows of a long list that are in sight, all of one height; `headPx` of the box are covered by a sticky head. */
export function useRows(box: RefObject<HTMLDivElement | null>, count: number, rowPx: number, headPx = 0): Rows {
  // Its functions change without being other ones; nothing here relies on their being so.
  // eslint-disable-next-line react-hooks/incompatible-library
  return useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: 8,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
  });
}
