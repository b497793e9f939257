import { classifyNativeFailure } from '../../../core/devices/native-failure.ts';
import { AppError, describeUnknown } from '../../../shared/app-error.ts';
import { nativeText } from '../../../shared/native-text.ts';

/** What the package says when it looks at the memory before it asks for it. */
const NO_ROOM = /InsufficientMemory|insufficient memory|too large for the available|not enough (?:V?RAM|memory)/i;

/** The error of a model that did not load, or did not write. `said`: the last words of the native library. */
export function llamaFailure(name: string, doing: 'load' | 'write', error: unknown, said: string): AppError {
  const text = nativeText([describeUnknown(error), said].filter((part) => part !== '').join('; '));
  const cause = { cause: error };
  if (NO_ROOM.test(text) || classifyNativeFailure(text) === 'out-of-memory')
    return new AppError(
      'out-of-memory',
      {
        what: `The language model ${name} needs more memory than is free (${text}).`,
        meaning: 'This request brought nothing; what was answered before is kept.',
        action: 'Close other programs, or choose a smaller model.',
      },
      cause,
    );
  if (doing === 'load')
    return new AppError(
      'model-unsupported',
      {
        what: `The language model ${name} does not load (${text}).`,
        meaning: 'It is damaged, or no model that this version runs.',
        action: 'Install the model again, or choose another one.',
      },
      cause,
    );
  return new AppError(
    'inference-failed',
    {
      what: `The language model ${name} failed (${text}).`,
      meaning: 'This request brought nothing; what was answered before is kept.',
      action: 'Choose another model, or the processor as the device.',
    },
    cause,
  );
}

/** Prompt and answer are more than the context of the model. */
export function promptTooLong(name: string, promptTokens: number, contextTokens: number): AppError {
  return new AppError(
    'llm-context-overflow',
    {
      what: `The language model ${name} does not take so much text at a time: ${promptTokens} tokens, of ${contextTokens} with the answer.`,
      meaning: 'This request brought nothing; what was answered before is kept.',
      action: 'Use a model with a larger context, or send less at a time.',
    },
    { details: { promptTokens, contextTokens } },
  );
}

/** Language models cannot run here at all. `reason` is a sentence. */
export function noLlama(name: string, reason: string): AppError {
  return new AppError('tool-missing', {
    what: `Language models cannot run here. ${reason}`,
    meaning: `The model ${name} was not used.`,
    action: 'Run `voxlane doctor`, install Voxlane again with its optional packages, or use a server with --llm-url.',
  });
}
