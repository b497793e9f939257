import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import { leavesComputer, llmHost } from '../../core/llm/llm-spec.ts';
import { llmSecretName } from '../../platform/secrets/secret-names.ts';
import { findSecret, type SecretSources } from '../find-secret.ts';

/**
 * The key of a language model: of `VOXLANE_LLM_KEY` first, then of the keychain, the one of its host before the one for any
 * host. The keychain is not asked for servers on this computer. Bedrock has none: its SDK finds its own; nor has a model of
 * this computer. Throws `cancelled`.
 */
export async function llmKey(
  spec: LlmChoice,
  signal: AbortSignal,
  sources: Omit<SecretSources, 'keychain'> = {},
): Promise<string | undefined> {
  if (spec.kind === 'bedrock' || spec.kind === 'local') return undefined;
  return findSecret(['llm', llmSecretName(llmHost(spec))], signal, { ...sources, keychain: leavesComputer(spec) });
}
