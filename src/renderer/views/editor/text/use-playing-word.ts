import { type RefObject, useEffect } from 'react';
import type { Word } from '../../../../core/timeline/types.ts';
import { lastStarted } from '../../../state/document/cue-places.ts';
import { onTime, transport } from '../../../state/playback.ts';

/** Marks the word under the playhead inside `box` by an attribute, without drawing anything anew. */
export function usePlayingWord(box: RefObject<HTMLElement | null>, words: readonly Word[]): void {
  useEffect(() => {
    let marked: Element | undefined;
    let markedId: string | undefined;
    const mark = (ms: number): void => {
      const word = words[lastStarted(words, ms)];
      const id = word !== undefined && ms < word.endMs ? word.id : undefined;
      if (id === markedId && (id === undefined || marked?.isConnected === true)) return;
      marked?.removeAttribute('data-playing');
      markedId = id;
      marked =
        id === undefined ? undefined : (box.current?.querySelector(`[data-word="${CSS.escape(id)}"]`) ?? undefined);
      marked?.setAttribute('data-playing', '');
    };
    const stop = onTime(mark);
    mark(transport()?.nowMs() ?? -1);
    return () => {
      stop();
      marked?.removeAttribute('data-playing');
    };
  }, [box, words]);
}
