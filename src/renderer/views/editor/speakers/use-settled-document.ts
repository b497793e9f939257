import { useEffect, useState } from 'react';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import { useSession } from '../session-context.tsx';

/** Long enough that typing costs nothing here. */
const REST_MS = 300;

/**
 * The open document, for what counts all of it: at once when speakers or turns change, a moment after the last change of
 * cues.
 */
export function useSettledDocument(): VoxlaneDocument {
  const session = useSession();
  const [settled, setSettled] = useState(session.document);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = session.document;
    const take = (): void => {
      clearTimeout(timer);
      seen = session.document;
      setSettled(seen);
    };
    take();
    const stop = session.state.subscribe(({ document }) => {
      if (document === seen) return;
      const { speakers, turns, exclusiveTurns } = document;
      if (speakers !== seen.speakers || turns !== seen.turns || exclusiveTurns !== seen.exclusiveTurns) return take();
      clearTimeout(timer);
      timer = setTimeout(take, REST_MS);
      return undefined;
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [session]);
  return settled;
}
