import { AppError, type ErrorData, toAppError } from '../shared/app-error.ts';

/** What every call answers: a value, or an error as plain data. Electron and HTTP keep nothing else of an error. */
export type Reply<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: ErrorData };

/** Runs work and puts its outcome into an envelope. Never rejects. */
export async function replyOf<Value>(work: () => Promise<Value> | Value): Promise<Reply<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: toAppError(error).toData() };
  }
}

/** Opens an envelope. Throws the error in it as an `AppError`. */
export function valueOf<Value>(reply: Reply<Value>): Value {
  if (reply.ok) return reply.value;
  throw AppError.fromData(reply.error);
}
