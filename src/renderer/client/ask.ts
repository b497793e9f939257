import { callKinds } from '../../contract/call-kinds.ts';
import { callPatience } from '../../contract/call-patience.ts';
import type { CallInput, CallName, CallOutput } from '../../contract/contract.ts';
import { valueOf } from '../../contract/reply.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { AppError } from '../../shared/app-error.ts';

/**
 * Asks the studio for something and opens the envelope. Throws the error in it as an `AppError`, and `timed-out` when no
 * answer came within the call's patience; the work is then cancelled where it runs.
 */
export async function ask<Name extends CallName>(
  api: StudioApi,
  name: Name,
  input: CallInput<Name>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<CallOutput<Name>> {
  const { ms, sign } = callPatience[name];
  const giveUp = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const error = noAnswer(name, ms);
        // First the reason, then the end: what was cancelled would otherwise be told as cancelled by the user.
        reject(error);
        giveUp.abort(error);
      }, ms);
    };
  });
  wait();
  const stop = sign === undefined ? undefined : api.on(sign, () => wait());
  const both = signal === undefined ? giveUp.signal : AbortSignal.any([signal, giveUp.signal]);
  try {
    return valueOf(await Promise.race([api.call(name, input, { signal: both }), late]));
  } finally {
    clearTimeout(timer);
    stop?.();
  }
}

function noAnswer(name: CallName, ms: number): AppError {
  const isChange = callKinds[name].effect === 'changes';
  const seconds = Math.round(ms / 1000);
  const time = seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
  return new AppError(
    'timed-out',
    {
      what: `The studio gave no answer within ${time}.`,
      meaning: isChange
        ? 'It may be busy or stuck. Whether what was asked for was done is not known.'
        : 'It may be busy or stuck. Nothing was changed.',
      action: isChange ? 'Look whether it was done, and try again if not.' : 'Try again.',
    },
    { details: { call: name, waitedMs: ms } },
  );
}
