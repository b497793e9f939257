import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import { leavesComputer, llmHost } from '../../core/llm/llm-spec.ts';
import type { Settings } from '../../core/settings/schema.ts';
import { AppError } from '../../shared/app-error.ts';

/**
 * Throws `source-refused` while the network is switched off, and `options-invalid` for a host that nobody agreed to send
 * texts to. Models and servers of this computer are always fine: nothing leaves it.
 */
export function refuseUnagreedLlm(
  spec: LlmChoice,
  { offline, llmHosts }: Pick<Settings, 'offline' | 'llmHosts'>,
): void {
  if (spec.kind === 'local' || !leavesComputer(spec)) return;
  const host = llmHost(spec);
  if (offline)
    throw new AppError('source-refused', {
      what: `The setting "offline" is on, and the texts would be sent to ${host}.`,
      meaning: 'Nothing was sent.',
      action: 'Switch it off in the settings, or use a model of this computer.',
    });
  if (!llmHosts.includes(host))
    throw new AppError('options-invalid', {
      what: `Nobody agreed that texts may be sent to ${host}.`,
      meaning: 'Nothing was sent.',
      action: 'Run the command with --llm-url, which asks, or allow the host in the settings.',
    });
}
