import type { LlmUse, PeriodUsed } from '../../contract/language-calls.ts';
import { dateIn, nextReset } from '../../core/llm/limiter/calendar.ts';
import { readLimiterState, type PeriodUse } from '../../core/llm/limiter/limiter-state.ts';
import { type LlmChoice, llmChoiceId } from '../../core/llm/llm-choice.ts';
import type { LlmSpec } from '../../core/llm/llm-spec.ts';
import { accountOf } from '../../platform/llm/shared-limiter.ts';
import { llmKey } from '../llm/llm-key.ts';
import type { EngineLibrary } from './open-engines.ts';

/**
 * What was used of the accounts of some models, in their order, as it is kept for their limits: requests on their way count
 * in full. A model of this computer uses nothing. Throws `cancelled`.
 */
export function llmUsage(
  { llmLimits }: Pick<EngineLibrary, 'llmLimits'>,
  choices: readonly LlmChoice[],
  nowMs: number,
  signal: AbortSignal,
): Promise<readonly LlmUse[]> {
  return Promise.all(
    choices.map(async (choice) => {
      const id = llmChoiceId(choice);
      if (choice.kind === 'local') return { id, periods: [] };
      const account = accountOf(choice, await llmKey(choice, signal));
      const state = readLimiterState(await llmLimits.load(account));
      const held = state !== undefined && state.holdUntilMs > nowMs ? { heldUntilMs: state.holdUntilMs } : {};
      return {
        id,
        periods: [used(choice, 'day', state?.days, nowMs), used(choice, 'month', state?.months, nowMs)],
        ...held,
      };
    }),
  );
}

function used(
  { limits = {}, prices }: LlmSpec,
  period: PeriodUsed['period'],
  kept: readonly PeriodUse[] = [],
  nowMs: number,
): PeriodUsed {
  const zone = limits.timeZone ?? 'UTC';
  const now = dateIn(zone, nowMs)[period];
  const { requests = 0, tokens = 0, usd = 0 } = kept.find(({ id }) => id === now) ?? {};
  const most =
    period === 'day'
      ? { requests: limits.requestsPerDay, tokens: limits.tokensPerDay, usd: undefined }
      : { requests: limits.requestsPerMonth, tokens: limits.tokensPerMonth, usd: limits.usdPerMonth };
  return {
    period,
    requests: { used: requests, ...(most.requests === undefined ? {} : { limit: most.requests }) },
    tokens: { used: tokens, ...(most.tokens === undefined ? {} : { limit: most.tokens }) },
    ...(prices === undefined ? {} : { usd: { used: usd, ...(most.usd === undefined ? {} : { limit: most.usd }) } }),
    resetsMs: nextReset(zone, period, nowMs),
  };
}
