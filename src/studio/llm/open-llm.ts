import { join } from 'node:path';
import type { LimiterStore } from '../../core/llm/limiter/limiter-store.ts';
import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import type { LlmEngine } from '../../core/ports/llm.ts';
import { fileLimiterStore } from '../../platform/llm/file-limiter-store.ts';
import { libraryHome } from '../folders.ts';
import { createLlm, type CreateLlmOptions } from './create-llm.ts';
import { llmKey } from './llm-key.ts';

/**
 * A language model for a command that has no library open: its key from the environment or the keychain, what was spent of
 * its quota in a folder beside the library. `onPause` is told when requests wait, and until when (ms since 1970).
 */
export async function openLlm(
  spec: LlmChoice,
  home: string | undefined,
  signal: AbortSignal,
  onPause: (untilMs: number) => void,
  options: Pick<CreateLlmOptions, 'modelFolders' | 'onStep'> = {},
): Promise<LlmEngine> {
  const key = await llmKey(spec, signal);
  const store = limitsOfCommands(home);
  return createLlm(spec, key, store, { ...options, onPause: ({ untilMs }) => onPause(untilMs) });
}

/** What was spent of quotas by commands that have no library open, in a folder beside the library. */
export function limitsOfCommands(home: string | undefined): LimiterStore {
  return fileLimiterStore(join(libraryHome(home), 'llm-limits'));
}
