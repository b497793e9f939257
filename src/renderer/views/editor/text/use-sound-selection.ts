import { useEffect } from 'react';
import type { Cue } from '../../../../core/timeline/types.ts';
import { followPlayhead } from '../../../state/document/playing-cue.ts';
import { selectCues, selection } from '../../../state/selection.ts';
import { useSession } from '../session-context.tsx';

/**
 * Keeps the current cue one that is there: where it goes away (deleted, merged, undone), the one at its place takes over.
 * Also keeps an eye on the cue under the playhead.
 */
export function useSoundSelection(): void {
  const session = useSession();
  useEffect(() => followPlayhead(() => session.document.cues), [session]);
  useEffect(() => {
    let cues = session.document.cues;
    return session.state.subscribe(({ document }) => {
      if (document.cues === cues) return;
      const before = cues;
      cues = document.cues;
      reselect(before, cues);
    });
  }, [session]);
}

function reselect(before: readonly Cue[], now: readonly Cue[]): void {
  const { cueId, cueIds } = selection.getState();
  if (cueId === undefined) return;
  const at = before.findIndex(({ id }) => id === cueId);
  if (at >= 0 && now[at]?.id === cueId && cueIds.size <= 1) return;
  const there = new Set<string>();
  for (const { id } of now) if (cueIds.has(id)) there.add(id);
  if (there.has(cueId) && there.size === cueIds.size) return;
  const current = there.has(cueId) ? cueId : now[Math.min(Math.max(0, at), now.length - 1)]?.id;
  if (current === undefined) selection.setState({ cueIds: new Set() }, true);
  else selectCues(there.has(cueId) ? [...there] : [], current);
}
