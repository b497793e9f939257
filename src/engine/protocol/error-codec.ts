import { AppError, toAppError, type ErrorData } from '../../shared/app-error.ts';
import { ERROR_CODES, type ErrorCode } from '../../shared/error-codes.ts';

/** Any thrown value as plain data for an error frame. */
export function encodeError(value: unknown): ErrorData {
  return toAppError(value).toData();
}

/** The error that an error frame carried. */
export function decodeError(data: ErrorData): AppError {
  return AppError.fromData(data);
}

/** Checks the error part of a frame; a code this build does not know becomes `internal`. `undefined` if malformed. */
export function parseErrorData(value: unknown): ErrorData | undefined {
  if (!isRecord(value)) return undefined;
  const { code, what, meaning, action, details, causeText } = value;
  if (typeof code !== 'string' || typeof what !== 'string') return undefined;
  if (typeof meaning !== 'string' || typeof action !== 'string') return undefined;
  if (details !== undefined && !isDetails(details)) return undefined;
  if (causeText !== undefined && typeof causeText !== 'string') return undefined;
  return {
    code: isKnownCode(code) ? code : 'internal',
    what,
    meaning,
    action,
    ...(details === undefined ? {} : { details }),
    ...(causeText === undefined ? {} : { causeText }),
  };
}

/** True for objects that are not arrays; the base of every frame check. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKnownCode(code: string): code is ErrorCode {
  return (ERROR_CODES as readonly string[]).includes(code);
}

function isDetails(value: unknown): value is NonNullable<ErrorData['details']> {
  return isRecord(value) && Object.values(value).every((item) => /^(string|number|boolean)$/.test(typeof item));
}
