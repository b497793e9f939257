import type { LimiterStore } from '../../core/llm/limiter/limiter-store.ts';
import type { LlmSpec } from '../../core/llm/llm-spec.ts';
import type { LlmEngine } from '../../core/ports/llm.ts';

/** The engine may not be asked until a time, in milliseconds since 1970; `undefined` where nobody knows it. */
export interface LlmPause {
  readonly untilMs: number | undefined;
  readonly reason: 'rate' | 'day' | 'month' | 'spend-cap' | 'provider';
}

export interface CreateLlmOptions {
  /** Told when the engine waits or gives up for longer than a moment. */
  readonly onPause?: (pause: LlmPause) => void;
}

/**
 * The engine of a spec, under the limits of its provider, which all engines over one store share. Sends nothing yet.
 * The key goes to the host of the spec and to no other.
 */
export function createLlm(
  spec: LlmSpec,
  _key: string | undefined,
  _limiterStore: LimiterStore,
  _options: CreateLlmOptions = {},
): LlmEngine {
  throw new Error(`no adapter yet for ${spec.kind}`);
}
