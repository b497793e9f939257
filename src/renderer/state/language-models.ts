import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import { llmHost, leavesComputer } from '../../core/llm/llm-spec.ts';

/** Hosts of other computers that language models are asked at, each once. */
export function hostsOf(models: readonly LlmChoice[]): readonly string[] {
  const away = models.flatMap((model) => (model.kind !== 'local' && leavesComputer(model) ? [llmHost(model)] : []));
  return [...new Set(away)];
}
