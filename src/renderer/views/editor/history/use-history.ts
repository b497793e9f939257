import { useEffect, useState } from 'react';
import type { HistoryStep } from '../../../../contract/document-calls.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError } from '../../../state/notices.ts';
import { useOpen, useSession } from '../session-context.tsx';

/** The steps of the document, asked for again whenever one is on the disk. Undefined until the first answer. */
export function useHistory(): readonly HistoryStep[] | undefined {
  const { api } = useHost();
  const session = useSession();
  const document = useOpen((open) => open.document);
  const isSaved = useOpen((open) => open.saving === 'saved');
  const [steps, setSteps] = useState<readonly HistoryStep[]>();
  useEffect(() => {
    if (!isSaved) return undefined;
    const stop = new AbortController();
    ask(api, 'documents.history', { id: session.id }, { signal: stop.signal }).then(
      (list) => {
        if (!stop.signal.aborted) setSteps(list);
      },
      (error: unknown) => {
        if (!stop.signal.aborted) tellError(error);
      },
    );
    return () => stop.abort();
  }, [api, session, document, isSaved]);
  return steps;
}
