import type { LanguageCost } from '../../contract/language-calls.ts';
import type { LlmPrices } from '../../core/llm/llm-spec.ts';
import type { LlmCapabilities, LlmEngine, LlmReply, LlmRequest } from '../../core/ports/llm.ts';
import { addUsage, NO_USAGE } from '../../core/llm/usage.ts';

const MILLION = 1_000_000;

/** An engine that counts what its answers took. */
export class MeteredLlm implements LlmEngine {
  readonly id: string;
  readonly capabilities: LlmCapabilities;
  readonly #engine: LlmEngine;
  readonly #prices: LlmPrices | undefined;
  #calls = 0;
  #usage = NO_USAGE;

  constructor(engine: LlmEngine, prices: LlmPrices | undefined) {
    this.id = engine.id;
    this.capabilities = engine.capabilities;
    this.#engine = engine;
    this.#prices = prices;
  }

  async complete(request: LlmRequest, signal: AbortSignal, onText?: (text: string) => void): Promise<LlmReply> {
    const reply = await this.#engine.complete(request, signal, onText);
    this.#calls++;
    this.#usage = addUsage(this.#usage, reply.usage);
    return reply;
  }

  dispose(): Promise<void> {
    return this.#engine.dispose();
  }

  get cost(): LanguageCost {
    const { inputTokens, outputTokens } = this.#usage;
    const usd = ({ inputUsd, outputUsd }: LlmPrices): number =>
      (inputTokens * inputUsd + outputTokens * outputUsd) / MILLION;
    return {
      calls: this.#calls,
      ...this.#usage,
      ...(this.#prices === undefined ? {} : { usd: usd(this.#prices) }),
    };
  }
}

/** What several engines took. Money only where all that were asked have prices. */
export function totalCost(engines: readonly MeteredLlm[]): LanguageCost {
  const asked = engines.map(({ cost }) => cost).filter(({ calls }) => calls > 0);
  const usage = asked.reduce(addUsage, NO_USAGE);
  const calls = asked.reduce((sum, cost) => sum + cost.calls, 0);
  const known = asked.flatMap(({ usd }) => (usd === undefined ? [] : [usd]));
  const usd = known.reduce((sum, price) => sum + price, 0);
  return { calls, ...usage, ...(calls > 0 && known.length === asked.length ? { usd } : {}) };
}
