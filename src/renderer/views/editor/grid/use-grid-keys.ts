import type { KeyboardEvent } from 'react';
import { assignSpeaker } from '../../../../core/document/cue-actions/speaker-actions.ts';
import { selectCue, selectCues, selectedOf, selection } from '../../../state/selection.ts';
import { listedCues } from '../classes/class-filter.ts';
import { useLocked, useSession } from '../session-context.tsx';
import { currentIndex, goToCue, stepCue } from '../text/cue-steps.ts';
import { usePerform } from '../text/use-perform.ts';

/** Keys of the list itself: a selection that grows, pages, ends, and a digit for a speaker. */
export function useGridKeys(rowsOfPage: () => number): {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly extendTo: (cueId: string) => void;
} {
  const session = useSession();
  const perform = usePerform();
  const readOnly = useLocked();

  const listed = () => listedCues(session.document).cues;

  const extendTo = (cueId: string): void => {
    const cues = listed();
    const to = cues.findIndex(({ id }) => id === cueId);
    const from = anchorOf(
      cues.map(({ id }) => id),
      currentIndex(cues),
    );
    if (to < 0 || from < 0) return;
    const range = cues.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ id }) => id);
    selectCues(range, cueId);
    anchor = { from: cues[from]?.id, to: cueId };
  };
  const extendBy = (by: number): void => {
    const cues = listed();
    const at = currentIndex(cues) + by;
    const cue = cues[Math.min(cues.length - 1, Math.max(0, at))];
    if (cue !== undefined) extendTo(cue.id);
  };
  const assign = (place: number): boolean => {
    const speaker = session.document.speakers[place];
    if (speaker === undefined || readOnly) return false;
    const chosen = selectedOf(session.document.cues);
    perform((document) => assignSpeaker(document, chosen, speaker.id), { name: speaker.name });
    return true;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const handle = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const cues = listed();
    const move = (by: number): boolean => {
      if (shiftKey) extendBy(by);
      else stepCue(cues, by, session.document.cues);
      return true;
    };
    switch (key) {
      case 'ArrowDown':
        return shiftKey && move(1);
      case 'ArrowUp':
        return shiftKey && move(-1);
      case 'PageDown':
        return move(rowsOfPage());
      case 'PageUp':
        return move(-rowsOfPage());
      case 'Home':
        if (shiftKey) return move(-cues.length);
        goToCue(cues[0]);
        return true;
      case 'End':
        if (shiftKey) return move(cues.length);
        goToCue(cues.at(-1));
        return true;
      case 'Escape': {
        const { cueId, cueIds } = selection.getState();
        if (cueIds.size <= 1) return false;
        selectCue(cueId);
        return true;
      }
      default:
        return !shiftKey && /^[1-9]$/.test(key) && assign(Number(key) - 1);
    }
  };
  return { onKeyDown, extendTo };
}

/** Where the selection that grows began, as long as it is still the one that grew. */
let anchor: { readonly from: string | undefined; readonly to: string } | undefined;

function anchorOf(ids: readonly string[], current: number): number {
  if (anchor?.from !== undefined && anchor.to === ids[current] && selection.getState().cueIds.size > 1) {
    const from = ids.indexOf(anchor.from);
    if (from >= 0) return from;
  }
  return current;
}
