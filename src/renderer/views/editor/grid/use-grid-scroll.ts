import { useEffect, useRef } from 'react';
import type { Cue } from '../../../../core/timeline/types.ts';
import { cueNear } from '../../../state/document/carry-selection.ts';
import { useOpen } from '../session-context.tsx';
import type { Rows } from './use-rows.ts';

/**
 * Brings the current row into sight when another one becomes it. When the machine has written more of an unfinished
 * document, what was at the top stays there instead, whatever came before it.
 */
export function useGridScroll(virtualizer: Rows, cues: readonly Cue[], cueId: string | undefined, rowPx: number): void {
  const unfinished = useOpen((open) => open.unfinished);
  const seen = useRef<{ cues: readonly Cue[]; cueId: string | undefined; unfinished: object | undefined }>(undefined);
  useEffect(() => {
    const before = seen.current;
    seen.current = { cues, cueId, unfinished };
    if (before !== undefined && before.unfinished !== unfinished) {
      const box = virtualizer.scrollElement;
      const top = box === null ? undefined : before.cues[Math.floor(box.scrollTop / rowPx)];
      const now = top && cueNear(cues, top);
      if (box === null || box.scrollTop === 0 || now === undefined) return;
      virtualizer.scrollToOffset(cues.indexOf(now) * rowPx + (box.scrollTop % rowPx));
    } else if (before?.cueId !== cueId) {
      const at = cues.findIndex(({ id }) => id === cueId);
      if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
    }
  }, [virtualizer, cues, cueId, unfinished, rowPx]);
}
