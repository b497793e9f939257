import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import type { LimiterStore } from '../../core/llm/limiter/limiter-store.ts';
import type { Settings } from '../../core/settings/schema.ts';
import type { LlmEngine } from '../../core/ports/llm.ts';
import type { PauseListener } from '../../platform/llm/shared-limiter.ts';
import { AppError, toAppError } from '../../shared/app-error.ts';
import { modelFolders } from '../folders.ts';
import { createLlm } from '../llm/create-llm.ts';
import type { WarmModels } from '../llm/local/warm-models.ts';
import { llmKey } from '../llm/llm-key.ts';
import type { LocalLlmStep } from '../llm/local/local-llm.ts';
import { refuseUnagreedLlm } from '../llm/refuse-unagreed-llm.ts';
import { readSettings, type SettingsLibrary } from '../settings/settings.ts';
import { MeteredLlm } from './metered-llm.ts';

/** What of a library is needed to ask a language model. */
export interface EngineLibrary extends SettingsLibrary {
  /** What was used of each account's limits, shared by all work of this process. */
  readonly llmLimits: LimiterStore;
  /** Models of this computer that are in memory. */
  readonly warmModels: WarmModels;
}

/**
 * Runs work with engines in order of preference: those it names, else those of the settings that may be asked. Disposes of
 * them. Throws `options-invalid` when there are none or nobody agreed to a host, `source-refused` while the network is
 * switched off, and what the work throws.
 */
export async function withEngines<T>(
  library: EngineLibrary,
  models: readonly LlmChoice[] | undefined,
  on: EngineListeners,
  signal: AbortSignal,
  work: (engines: readonly MeteredLlm[]) => Promise<T>,
): Promise<T> {
  const settings = readSettings(library).values;
  const choices = models ?? usableModels(settings);
  for (const choice of choices) refuseChoice(choice, settings);
  const { llmLimits: limits, warmModels } = library;
  return withChoices(choices, { limits, warmModels, settings, ...on }, signal, work);
}

/** Who is told what engines do by themselves. */
export interface EngineListeners {
  readonly onPause: PauseListener;
  readonly onStep: (step: LocalLlmStep) => void;
}

export interface OpenParts extends EngineListeners {
  /** What was used of each account's limits. */
  readonly limits: LimiterStore;
  readonly settings: Pick<Settings, 'proxy' | 'modelsFolder' | 'device'>;
  /** Who lends models of this computer; each is loaded for this work alone when left out. */
  readonly warmModels?: WarmModels;
}

/** The same with models that the user agreed to, also where no library is. */
export async function withChoices<T>(
  choices: readonly LlmChoice[],
  parts: OpenParts,
  signal: AbortSignal,
  work: (engines: readonly MeteredLlm[]) => Promise<T>,
): Promise<T> {
  const engines: MeteredLlm[] = [];
  try {
    for (const choice of choices) {
      const prices = choice.kind === 'local' ? undefined : choice.prices;
      engines.push(new MeteredLlm(await openEngine(choice, parts, signal), prices));
    }
    return await work(engines);
  } finally {
    for (const engine of engines) await engine.dispose();
  }
}

/** Throws what forbids asking a model now. */
export function refuseChoice(choice: LlmChoice, settings: Pick<Settings, 'offline' | 'llmHosts'>): void {
  refuseUnagreedLlm(choice, settings);
}

/** One that may not be asked is passed over as long as another may. */
function usableModels(settings: Settings): readonly LlmChoice[] {
  const { languageModels } = settings;
  if (languageModels.length === 0) throw noModel();
  const usable = languageModels.filter((choice) => problemOf(choice, settings) === undefined);
  return usable.length === 0 ? languageModels : usable;
}

/** Why a model cannot be asked now. */
export function problemOf(choice: LlmChoice, settings: Pick<Settings, 'offline' | 'llmHosts'>): AppError | undefined {
  try {
    refuseChoice(choice, settings);
    return undefined;
  } catch (error) {
    return toAppError(error);
  }
}

async function openEngine(
  choice: LlmChoice,
  { limits, settings: { proxy, modelsFolder, device }, onPause, onStep, warmModels }: OpenParts,
  signal: AbortSignal,
): Promise<LlmEngine> {
  return createLlm(choice, await llmKey(choice, signal), limits, {
    onPause,
    onStep,
    proxy,
    modelFolders: modelFolders(modelsFolder),
    ...(device === 'cpu' ? { gpu: false } : {}),
    ...(warmModels === undefined ? {} : { warmModels }),
  });
}

function noModel(): AppError {
  return new AppError('options-invalid', {
    what: 'No language model is chosen.',
    meaning: 'Nothing was sent.',
    action: 'Choose one in the settings (languageModels), or name one with --llm, or --llm-url and --llm-model.',
  });
}
