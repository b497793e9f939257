import { useEffect, useState } from 'react';
import type { SpeakersPrepared } from '../../../../contract/document-calls.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError } from '../../../state/notices.ts';
import { useSession } from '../session-context.tsx';

/** Has the studio open what was heard of a track, so that the first move of the count answers at once. */
export function usePrepared(track: number): SpeakersPrepared | undefined {
  const { api } = useHost();
  const session = useSession();
  const [prepared, setPrepared] = useState<{ readonly track: number; readonly answer: SpeakersPrepared }>();
  useEffect(() => {
    const abort = new AbortController();
    ask(api, 'speakers.prepare', { id: session.id, track }, { signal: abort.signal }).then(
      (answer) => !abort.signal.aborted && setPrepared({ track, answer }),
      (error: unknown) => !abort.signal.aborted && tellError(error),
    );
    return () => abort.abort();
  }, [api, session, track]);
  return prepared?.track === track ? prepared.answer : undefined;
}
