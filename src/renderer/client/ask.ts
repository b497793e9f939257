import type { CallInput, CallName, CallOutput } from '../../contract/contract.ts';
import { valueOf } from '../../contract/reply.ts';
import type { StudioApi } from '../../contract/studio-api.ts';

/** Asks the studio for something and opens the envelope. Throws the error in it as an `AppError`. */
export async function ask<Name extends CallName>(
  api: StudioApi,
  name: Name,
  input: CallInput<Name>,
  run?: { readonly signal?: AbortSignal },
): Promise<CallOutput<Name>> {
  return valueOf(await api.call(name, input, run));
}
