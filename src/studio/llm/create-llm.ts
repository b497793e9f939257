import type { LimiterStore } from '../../core/llm/limiter/limiter-store.ts';
import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import type { LlmSpec } from '../../core/llm/llm-spec.ts';
import type { LlmEngine } from '../../core/ports/llm.ts';
import { AnthropicTransport } from '../../platform/llm/anthropic/anthropic-transport.ts';
import { loadBedrockSdk } from '../../platform/llm/bedrock/bedrock-sdk.ts';
import { BedrockTransport } from '../../platform/llm/bedrock/bedrock-transport.ts';
import { LimitedLlm } from '../../platform/llm/limited-llm.ts';
import { OpenAiTransport } from '../../platform/llm/openai-compatible/openai-transport.ts';
import { type PauseListener, sharedLimiter } from '../../platform/llm/shared-limiter.ts';
import type { LlmTransport } from '../../platform/llm/transport.ts';
import { networkSettings, withProxy } from '../../platform/models/download/network-settings.ts';
import { systemClock, type RequestClock } from '../../platform/net/request-clock.ts';
import { modelFolders as usualFolders } from '../folders.ts';
import { LocalLlmEngine, type LocalLlmStep } from './local/local-llm.ts';
import type { WarmModels } from './local/warm-models.ts';

export interface CreateLlmOptions {
  /** Told when requests wait for longer than a moment, or end because they would. */
  readonly onPause?: PauseListener;
  readonly clock?: RequestClock;
  /** HTTP proxy of the settings; that of the environment when left out. */
  readonly proxy?: string | undefined;
  /** Where models of this computer are looked for; the user's own folder when left out. */
  readonly modelFolders?: readonly string[];
  /** False keeps a model of this computer on the processor; as `VOXLANE_DEVICE` says when left out. */
  readonly gpu?: boolean;
  /** Told when a model of this computer goes on with less memory. */
  readonly onStep?: (step: LocalLlmStep) => void;
  /** Who lends models of this computer that may be in memory already; one of its own is loaded when left out. */
  readonly warmModels?: WarmModels;
}

/**
 * The engine of a choice. One of a server is under the limits of its provider, which all engines over one store share;
 * one of this computer has none, and starts its process with the first call. Sends and starts nothing yet.
 * The key goes to the host of the spec and to no other. Throws `options-invalid` for a broken certificate file.
 */
export function createLlm(
  spec: LlmChoice,
  key: string | undefined,
  limiterStore: LimiterStore,
  options: CreateLlmOptions = {},
): LlmEngine {
  const { onPause = () => undefined, clock = systemClock, proxy } = options;
  if (spec.kind === 'local') {
    const { modelFolders = usualFolders(undefined), gpu = process.env['VOXLANE_DEVICE'] !== 'cpu', onStep } = options;
    const local = { modelFolders, gpu, ...(onStep === undefined ? {} : { onStep }) };
    return options.warmModels?.lend(spec, local) ?? new LocalLlmEngine(spec, local);
  }
  const transport = transportOf(spec, key, clock, proxy);
  const limiter = () => sharedLimiter(limiterStore, spec, key, transport.capabilities.concurrency, clock);
  return new LimitedLlm(transport, limiter, clock, onPause);
}

function transportOf(
  spec: LlmSpec,
  key: string | undefined,
  clock: RequestClock,
  proxy: string | undefined,
): LlmTransport {
  const options = { spec, key, route: networkSettings(withProxy(process.env, proxy)), clock };
  switch (spec.kind) {
    case 'openai':
      return new OpenAiTransport(options);
    case 'anthropic':
      return new AnthropicTransport(options);
    case 'bedrock':
      return new BedrockTransport(spec, loadBedrockSdk);
  }
}
