import { useCallback } from 'react';
import { transport } from '../../../state/playback.ts';
import { useSession } from '../session-context.tsx';
import { selectCueAt } from './cue-steps.ts';

/** Gives the function that goes to a moment: its cue is the current one, and the player stands there. */
export function useGoTo(): (ms: number) => void {
  const session = useSession();
  return useCallback(
    (ms) => {
      selectCueAt(session.document.cues, ms);
      transport()?.seek(ms);
    },
    [session],
  );
}
