import { useCallback, useEffect, useState } from 'react';
import type { CallInput, CallName, CallOutput } from '../../contract/contract.ts';
import { type ErrorData, toAppError } from '../../shared/app-error.ts';
import { ask } from './ask.ts';
import { useHost } from './studio-context.tsx';

/** What the studio answered. `value` is the last good answer, also while it is asked again. */
export interface Answer<Value> {
  readonly value: Value | undefined;
  readonly error: ErrorData | undefined;
  readonly busy: boolean;
}

/**
 * Asks a call while this component is there, and again when `input` changes or `again` is called; the older question is
 * then given up.
 */
export function useAnswer<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
): Answer<CallOutput<Name>> & { readonly again: () => void } {
  const { api } = useHost();
  const [round, setRound] = useState(0);
  const text = JSON.stringify(input);
  const question = `${round} ${text}`;
  const [answer, setAnswer] = useState<{
    readonly to?: string;
    readonly value?: CallOutput<Name>;
    readonly error?: ErrorData;
  }>({});
  useEffect(() => {
    const abort = new AbortController();
    ask(api, name, JSON.parse(text) as CallInput<Name>, { signal: abort.signal }).then(
      (value) => !abort.signal.aborted && setAnswer({ to: question, value }),
      (problem: unknown) => {
        if (abort.signal.aborted) return;
        const error = toAppError(problem).toData();
        setAnswer(({ value }) => ({ to: question, error, ...(value === undefined ? {} : { value }) }));
      },
    );
    return () => abort.abort();
  }, [api, name, text, question]);
  const again = useCallback(() => setRound((count) => count + 1), []);
  const busy = answer.to !== question;
  return { value: answer.value, error: busy ? undefined : answer.error, busy, again };
}
