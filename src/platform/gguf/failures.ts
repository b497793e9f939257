import { classifyNativeFailure } from '../../core/devices/native-failure.ts';
import { AppError, describeUnknown } from '../../shared/app-error.ts';
import { nativeText } from '../../shared/native-text.ts';
import type { TranscribeCpp } from './binding.ts';

const OUT_OF_MEMORY = 'out-of-memory';

/** The error for a model that did not load. `said`: what the native library printed last, which says more than its status. */
export function loadFailure(
  binding: TranscribeCpp,
  path: string,
  backend: string,
  error: unknown,
  said: string,
): AppError {
  const why = reasonOf(error, said);
  if (isOutOfMemory(binding, error, said))
    return outOfMemory(`The model ${path} needs more memory than is free (${why}).`, error);
  if (error instanceof binding.ModelFileNotFound)
    return new AppError(
      'model-missing',
      {
        what: `The model file ${path} is not there.`,
        meaning: 'The model is incomplete, so nothing was transcribed.',
        action: 'Install the model again.',
      },
      { cause: error },
    );
  if (error instanceof binding.BackendError)
    return new AppError(
      'inference-failed',
      {
        what: `The model ${path} cannot run on "${backend}" here (${why}).`,
        meaning: 'The device or its driver is missing or does not work, so nothing was transcribed.',
        action: 'Run `voxlane doctor`, or choose the processor.',
      },
      { cause: error },
    );
  return new AppError(
    'model-unsupported',
    {
      what: `The model ${path} does not fit (${why}).`,
      meaning: 'It is damaged, or no model that this version runs.',
      action: 'Install the model again, or choose another one.',
    },
    { cause: error },
  );
}

/** The error for a call that failed as a whole. */
export function runFailure(binding: TranscribeCpp, id: string, error: unknown, said: string): AppError {
  const why = reasonOf(error, said);
  if (isOutOfMemory(binding, error, said)) return outOfMemory(`The model ${id} ran out of memory (${why}).`, error);
  return new AppError(
    'inference-failed',
    {
      what: `The model ${id} failed (${why}).`,
      meaning: 'This stretch was not transcribed.',
      action: 'Choose another model, or the processor as the device.',
    },
    { cause: error },
  );
}

/** True for an error that less at a time may avoid. */
export function isOutOfMemory(binding: TranscribeCpp, error: unknown, said: string): boolean {
  return error instanceof binding.OutOfMemory || classifyNativeFailure(reasonOf(error, said)) === OUT_OF_MEMORY;
}

/** The status of the library, and what it printed about it. */
export function reasonOf(error: unknown, said: string): string {
  const status = nativeText(describeUnknown(error));
  return said === '' ? status : `${status}: ${nativeText(said)}`;
}

function outOfMemory(what: string, cause: unknown): AppError {
  return new AppError(
    OUT_OF_MEMORY,
    {
      what,
      meaning: 'This stretch was not transcribed.',
      action: 'Close other programs, or choose a smaller model.',
    },
    { cause },
  );
}
