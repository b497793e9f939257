import { useCallback } from 'react';
import type { EditOperation } from '../../../../core/document/edits/operations.ts';
import { tellRefused } from '../../../state/notices.ts';
import { useRefusalText } from '../../../ui/use-refusal-text.ts';
import { useSession } from '../session-context.tsx';

/** Carries operations out as one named undo step and says why when they are refused. The operations done, or undefined. */
export function useEdit(): (
  operations: readonly EditOperation[],
  label: string,
) => readonly EditOperation[] | undefined {
  const session = useSession();
  const refusalText = useRefusalText();
  return useCallback(
    (operations, label) => {
      if (operations.length === 0) return undefined;
      const outcome = session.edit(operations, label);
      if (outcome.kind === 'refused') tellRefused(refusalText(outcome));
      return outcome.kind === 'edited' ? outcome.operations : undefined;
    },
    [refusalText, session],
  );
}
