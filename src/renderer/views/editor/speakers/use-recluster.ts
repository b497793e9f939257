import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallInput } from '../../../../contract/contract.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Shortfall } from '../../../../core/stages/diarize/shortfall.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError, tellRefused } from '../../../state/notices.ts';
import { useRefusalText } from '../../../ui/use-refusal-text.ts';
import { useSession } from '../session-context.tsx';
import { speakerTracks } from './speaker-tracks.ts';

type Wishes = CallInput<'documents.recluster'>['wishes'];

/** A wish for one track. `forget`: earlier wishes do not hold any more. */
interface Wish {
  readonly track: number;
  readonly wishes: Wishes;
  readonly forget?: boolean;
}

/** What came of the last wish. `document` is the one it led to: while it is shown, undo takes this very step back. */
export interface Reclustered {
  readonly kind: 'changed' | 'unchanged';
  readonly track: number;
  readonly found: number;
  readonly asked?: number | undefined;
  readonly shortfall?: Shortfall | undefined;
  readonly document: VoxlaneDocument;
}

/** Waits for the pointer to rest. */
const REST_MS = 150;

/** Tells speakers apart again, one wish after the other; of several quick ones only the last counts. */
export function useRecluster(): {
  readonly busy: boolean;
  readonly last: Reclustered | undefined;
  /** Carried out when no other comes right behind it. */
  readonly wish: (wish: Wish) => void;
} {
  const { api } = useHost();
  const session = useSession();
  const refusalText = useRefusalText();
  const [busy, setBusy] = useState(false);
  const [last, setLast] = useState<Reclustered>();
  const next = useRef<Wish>(undefined);
  const running = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const work = useCallback(async (): Promise<void> => {
    if (running.current) return;
    running.current = true;
    while (next.current !== undefined) {
      const { track, wishes, forget = false } = next.current;
      next.current = undefined;
      try {
        const outcome = await session.change(() =>
          ask(api, 'documents.recluster', { id: session.id, track, wishes, forget }),
        );
        if (outcome.kind === 'refused') {
          tellRefused(refusalText(outcome));
          continue;
        }
        const { document } = session;
        const found = speakerTracks(document).find(({ index }) => index === track)?.speakers ?? 0;
        const shortfall = outcome.kind === 'edited' ? outcome.shortfall : undefined;
        const kind = outcome.kind === 'edited' ? 'changed' : 'unchanged';
        setLast({ kind, track, found, asked: wishes.speakers, shortfall, document });
      } catch (error) {
        tellError(error);
      }
    }
    running.current = false;
    setBusy(false);
  }, [api, refusalText, session]);

  const wish = useCallback(
    (wanted: Wish): void => {
      next.current = wanted;
      setBusy(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void work(), REST_MS);
    },
    [work],
  );
  return { busy, last, wish };
}
