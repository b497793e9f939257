import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import { leavesComputer, llmHost } from '../../core/llm/llm-spec.ts';
import type { Settings } from '../../core/settings/schema.ts';

/** The host of another computer that a model is asked at; `undefined` when nothing leaves this one. */
export function hostOf(model: LlmChoice): string | undefined {
  return model.kind !== 'local' && leavesComputer(model) ? llmHost(model) : undefined;
}

/** Hosts of other computers that language models are asked at, each once. */
export function hostsOf(models: readonly LlmChoice[]): readonly string[] {
  return [...new Set(models.flatMap((model) => hostOf(model) ?? []))];
}

/** Why a model is not asked now: the network is switched off, or nobody agreed to its host. */
export function blockOf(
  model: LlmChoice,
  { offline, llmHosts }: Pick<Settings, 'offline' | 'llmHosts'>,
): 'offline' | 'not-agreed' | undefined {
  const host = hostOf(model);
  if (host === undefined) return undefined;
  if (offline) return 'offline';
  return llmHosts.includes(host) ? undefined : 'not-agreed';
}

/** Models that may be asked now, the preferred one first. */
export function usableModels(
  settings: Pick<Settings, 'offline' | 'llmHosts' | 'languageModels'>,
): readonly LlmChoice[] {
  return settings.languageModels.filter((model) => blockOf(model, settings) === undefined);
}

/** The list with the entry at `from` at the place `to` of the list after the move; the same list for places that are none. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const entry = list[from];
  if (entry === undefined || to < 0 || to >= list.length || from === to) return list;
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(to, 0, entry);
}
