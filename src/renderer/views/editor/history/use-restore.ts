import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../../contract/contract.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tell, tellError, tellRefused } from '../../../state/notices.ts';
import { useRefusalText } from '../../../ui/use-refusal-text.ts';
import { useSession } from '../session-context.tsx';

type What = CallInput<'documents.restore'>['what'];

/** Gives the function that brings the machine's version of a part of the document back, as one step. */
export function useRestore(): (what: What) => void {
  const { t } = useTranslation('history');
  const { api } = useHost();
  const session = useSession();
  const refusalText = useRefusalText();
  return useCallback(
    (what) => {
      session
        .change(() => ask(api, 'documents.restore', { id: session.id, what }))
        .then((outcome) => {
          if (outcome.kind === 'unchanged') tell({ tone: 'info', text: t('isMachine') });
          if (outcome.kind === 'refused') tellRefused(refusalText(outcome));
        }, tellError);
    },
    [api, refusalText, session, t],
  );
}
