import { type Command, InvalidArgumentError } from 'commander';
import type { LlmLimits, LlmPrices } from '../core/llm/llm-spec.ts';
import { t } from './i18n/translate.ts';
import { wholeNumber } from './option-values.ts';

/** What the command line said about limits and prices. */
export interface LimitFlags {
  readonly requestsPerSecond?: number;
  readonly burst?: number;
  readonly requestsPerMinute?: number;
  readonly requestsPerDay?: number;
  readonly requestsPerMonth?: number;
  readonly tokensPerMinute?: number;
  readonly tokensPerDay?: number;
  readonly tokensPerMonth?: number;
  readonly concurrency?: number;
  readonly timeZone?: string;
  readonly usdPerMonth?: number;
  readonly inputPrice?: number;
  readonly outputPrice?: number;
}

const MOST = 1_000_000_000;

/** Adds the options that say what a provider allows and asks for. */
export function addLimitOptions(command: Command): Command {
  return command
    .option('--requests-per-second <n>', t('llms.requestsPerSecond'), amount)
    .option('--burst <n>', t('llms.burst'), wholeNumber(1, MOST))
    .option('--requests-per-minute <n>', t('llms.perMinute'), wholeNumber(1, MOST))
    .option('--requests-per-day <n>', t('llms.perDay'), wholeNumber(0, MOST))
    .option('--requests-per-month <n>', t('llms.perMonth'), wholeNumber(0, MOST))
    .option('--tokens-per-minute <n>', t('llms.perMinute'), wholeNumber(1, MOST))
    .option('--tokens-per-day <n>', t('llms.perDay'), wholeNumber(0, MOST))
    .option('--tokens-per-month <n>', t('llms.perMonth'), wholeNumber(0, MOST))
    .option('--concurrency <n>', t('llms.concurrency'), wholeNumber(1, 64))
    .option('--time-zone <zone>', t('llms.timeZone'))
    .option('--usd-per-month <usd>', t('llms.usdPerMonth'), amount)
    .option('--input-price <usd>', t('llms.inputPrice'), amount)
    .option('--output-price <usd>', t('llms.outputPrice'), amount);
}

/** The limits of the options; `undefined` when there are none. */
export function limitsOf(flags: LimitFlags): LlmLimits | undefined {
  const { requestsPerSecond, burst, requestsPerMinute, requestsPerDay, requestsPerMonth } = flags;
  const { tokensPerMinute, tokensPerDay, tokensPerMonth, concurrency, timeZone, usdPerMonth } = flags;
  const said = Object.entries({
    ...{ requestsPerSecond, burst, requestsPerMinute, requestsPerDay, requestsPerMonth },
    ...{ tokensPerMinute, tokensPerDay, tokensPerMonth, concurrency, timeZone, usdPerMonth },
  }).filter(([, value]) => value !== undefined);
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

/** The prices of the options; `half` when one of them is missing. */
export function pricesOf({ inputPrice, outputPrice }: LimitFlags): LlmPrices | 'half' | undefined {
  if (inputPrice === undefined && outputPrice === undefined) return undefined;
  if (inputPrice === undefined || outputPrice === undefined) return 'half';
  return { inputUsd: inputPrice, outputUsd: outputPrice };
}

function amount(value: string): number {
  const number = Number(value);
  if (/^\d+(?:\.\d+)?$/.test(value) && number <= MOST) return number;
  throw new InvalidArgumentError(t('llms.amount'));
}
