import { useCallback, useEffect, useState } from 'react';
import type { CallInput, CallName, CallOutput } from '../../contract/contract.ts';
import { type ErrorData, toAppError } from '../../shared/app-error.ts';
import { ask } from './ask.ts';
import { comebacks } from './comebacks.ts';
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
  const text = JSON.stringify(input);
  const question = useCallback(
    (signal: AbortSignal) => ask(api, name, JSON.parse(text) as CallInput<Name>, { signal }),
    [api, name, text],
  );
  return useAnswerTo(question);
}

/** The same for a question of any kind; another function is another question. One that was lost is asked again. */
export function useAnswerTo<Value>(
  question: (signal: AbortSignal) => Promise<Value>,
): Answer<Value> & { readonly again: () => void } {
  const host = useHost();
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{
    readonly to?: unknown;
    readonly round?: number;
    readonly value?: Value;
    readonly error?: ErrorData;
  }>({});
  useEffect(() => {
    const abort = new AbortController();
    question(abort.signal).then(
      (value) => !abort.signal.aborted && setAnswer({ to: question, round, value }),
      (problem: unknown) => {
        if (abort.signal.aborted) return;
        const error = toAppError(problem).toData();
        setAnswer(({ value }) => ({ to: question, round, error, ...(value === undefined ? {} : { value }) }));
      },
    );
    return () => abort.abort();
  }, [question, round]);
  const again = useCallback(() => setRound((count) => count + 1), []);
  const isLost = answer.error?.code === 'connection-lost';
  useEffect(() => {
    if (!isLost) return undefined;
    const isBack = comebacks();
    return host.onConnection((now) => {
      if (isBack(now)) again();
    });
  }, [host, isLost, again]);
  const busy = answer.to !== question || answer.round !== round;
  return { value: answer.value, error: busy ? undefined : answer.error, busy, again };
}
