import { classifyNativeFailure } from '../../../core/devices/native-failure.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';

type Details = NonNullable<AppError['details']> & { readonly model: string };

/**
 * Errors of a model's process. Those after which the process is gone carry `processEnded: true` in their details, those
 * that the model itself threw do not: after them it can be asked again.
 *
 * - `engine-crashed`: it ended by itself or was killed; details have `signal` or `exitCode`, and `output`, its last lines.
 * - `out-of-memory`: the model said so, or its process did before it ended (then with `processEnded`).
 * - `engine-unresponsive`: it took longer than it may, and was ended.
 * - `engine-start-failed`: it was not ready in time, or ended before it was.
 * - `engine-protocol`: it answered with nonsense, and was ended.
 */
export function processError(error: AppError, model: string): AppError {
  const details: Details = { ...error.details, model };
  if (error.code === 'engine-crashed') {
    const lastWords = String(details['output'] ?? '');
    if (classifyNativeFailure(lastWords) === 'out-of-memory')
      return ended('out-of-memory', `ran out of memory and ended (${howItEnded(details)})`, details, error);
    const maybe = details['signal'] === 'SIGKILL' ? ', which the system does when memory runs out' : '';
    return ended('engine-crashed', `ended in the middle of its work (${howItEnded(details)}${maybe})`, details, error);
  }
  if (error.code === 'engine-unresponsive')
    return ended('engine-unresponsive', 'gave no sign of life any more and was ended', details, error);
  if (error.code === 'engine-start-failed')
    return new AppError(error.code, error.parts, { cause: error.cause, details: { ...details, processEnded: true } });
  if (error.code !== 'internal' || classifyNativeFailure(nativeText(error)) !== 'out-of-memory') return error;
  return new AppError(
    'out-of-memory',
    {
      what: `The model ${model} ran out of memory (${nativeText(error)}).`,
      meaning: 'What it was working on has no result from it.',
      action: 'Close other programs or choose a smaller model.',
    },
    { cause: error, details },
  );
}

/** The process was ended because a job took longer than `limitMs`. */
export function tooSlow(model: string, job: string, limitMs: number, cause: AppError): AppError {
  const seconds = Math.round(limitMs / 1000);
  return ended('engine-unresponsive', `did not answer for ${seconds} s and was ended`, { model, job, limitMs }, cause);
}

/** The process was ended because of what it answered. */
export function nonsense(model: string, job: string, cause: unknown): AppError {
  return ended('engine-protocol', 'answered with something that is no result and was ended', { model, job }, cause);
}

function ended(code: ErrorCode, what: string, details: Details, cause: unknown): AppError {
  return new AppError(
    code,
    {
      what: `The process of the model ${details.model} ${what}.`,
      meaning: 'What it was working on has no result from it.',
      action:
        'Run it again; if it happens again, choose a smaller model or --device cpu, and report the output of `voxlane doctor` with this message.',
    },
    { cause, details: { ...details, processEnded: true } },
  );
}

function howItEnded({ signal, exitCode }: Details): string {
  return signal === undefined ? `exit code ${exitCode ?? 'unknown'}` : `signal ${signal}`;
}

/** The text of an error that crossed from another process is its cause. */
function nativeText(error: AppError): string {
  return typeof error.cause === 'string' ? error.cause : error.parts.what;
}
