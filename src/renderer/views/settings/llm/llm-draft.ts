import { type LlmChoice, localLlmSchema } from '../../../../core/llm/llm-choice.ts';
import { type LlmKind, llmSpecOf, llmSpecSchema } from '../../../../core/llm/llm-spec.ts';
import { isThisComputer } from '../../../../core/sources/server-address.ts';
import { LLM_PRESETS, type PresetId, presetOfUrl } from './llm-presets.ts';

/** Limits that are numbers, in the order they are shown. */
export const LIMIT_NAMES = [
  'requestsPerSecond',
  'burst',
  'requestsPerMinute',
  'requestsPerDay',
  'requestsPerMonth',
  'tokensPerMinute',
  'tokensPerDay',
  'tokensPerMonth',
  'concurrency',
  'usdPerMonth',
] as const;
type LimitName = (typeof LIMIT_NAMES)[number];

/** A language model while it is being written. Numbers are texts as typed; empty ones are not given. */
export interface LlmDraft {
  readonly preset: PresetId;
  readonly kind: LlmKind;
  readonly url: string;
  readonly model: string;
  readonly plainHttp: boolean;
  readonly contextTokens: string;
  readonly limits: Readonly<Partial<Record<LimitName, string>>>;
  readonly timeZone: string;
  readonly inputUsd: string;
  readonly outputUsd: string;
}

type DraftField = 'url' | 'model' | 'contextTokens' | 'timeZone' | 'prices' | LimitName;

/** What is wrong with a field. `unencrypted`: texts would go to another computer for all to read. */
export interface DraftFault {
  readonly field: DraftField;
  readonly fault: 'missing' | 'wrong' | 'unencrypted';
}

/** A draft for a preset. */
export function newDraft(preset: PresetId): LlmDraft {
  const known = LLM_PRESETS.find(({ id }) => id === preset);
  return {
    preset,
    kind: known?.kind ?? 'openai',
    url: known?.url ?? '',
    ...{ model: '', plainHttp: false, contextTokens: '', limits: {}, timeZone: '', inputUsd: '', outputUsd: '' },
  };
}

/** A model that is there, to be changed. */
export function draftOf(choice: LlmChoice): LlmDraft {
  const contextTokens = shown(choice.contextTokens);
  if (choice.kind === 'local') return { ...newDraft('local'), model: choice.model, contextTokens };
  const { kind, url, model, plainHttp, limits = {}, prices } = choice;
  const texts = LIMIT_NAMES.flatMap((name) => (limits[name] === undefined ? [] : [[name, shown(limits[name])]]));
  return {
    ...{ preset: presetOfUrl(url), kind, url, model, plainHttp, contextTokens },
    limits: Object.fromEntries(texts) as LlmDraft['limits'],
    timeZone: limits.timeZone ?? '',
    inputUsd: shown(prices?.inputUsd),
    outputUsd: shown(prices?.outputUsd),
  };
}

/** The model that a draft means, or the first thing that is wrong with it. */
export function choiceOfDraft(draft: LlmDraft): LlmChoice | DraftFault {
  const { model } = draft;
  const name = model.trim();
  const contextTokens = numberOf(draft.contextTokens);
  const context = contextTokens === undefined ? {} : { contextTokens };
  if (draft.preset !== 'local') {
    const address = addressFault(draft);
    if (address !== undefined) return address;
  }
  if (name === '') return { field: 'model', fault: 'missing' };
  if (draft.preset === 'local') {
    const parsed = localLlmSchema.safeParse({ kind: 'local', model: name, ...context });
    return (
      parsed.data ?? {
        field: parsed.error?.issues[0]?.path[0] === 'contextTokens' ? 'contextTokens' : 'model',
        fault: 'wrong',
      }
    );
  }
  const numbers = LIMIT_NAMES.map((limit) => [limit, numberOf(draft.limits[limit] ?? '')] as const);
  const limits: Record<string, unknown> = Object.fromEntries(numbers.filter(([, value]) => value !== undefined));
  if (draft.timeZone.trim() !== '') limits['timeZone'] = draft.timeZone.trim();
  const inputUsd = numberOf(draft.inputUsd);
  const outputUsd = numberOf(draft.outputUsd);
  if ((inputUsd === undefined) !== (outputUsd === undefined)) return { field: 'prices', fault: 'missing' };
  const parsed = llmSpecSchema.safeParse({
    kind: draft.kind,
    url: llmSpecOf({ url: draft.url, model: 'm', kind: draft.kind, plainHttp: draft.plainHttp }).url,
    model: name,
    plainHttp: draft.plainHttp && needsPlainHttp(draft.url),
    ...context,
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...(inputUsd === undefined ? {} : { prices: { inputUsd, outputUsd } }),
  });
  return parsed.data ?? { field: fieldOf(parsed.error?.issues[0]?.path ?? []), fault: 'wrong' };
}

/** Whether an address is one of another computer without encryption. */
export function needsPlainHttp(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'http:' && !isThisComputer({ url });
}

function addressFault({ url, plainHttp, kind }: LlmDraft): DraftFault | undefined {
  if (url.trim() === '') return { field: 'url', fault: 'missing' };
  if (needsPlainHttp(url.trim()) && !plainHttp) return { field: 'url', fault: 'unencrypted' };
  try {
    llmSpecOf({ url, model: 'm', kind, plainHttp });
    return undefined;
  } catch {
    // Only the address can be wrong here, and the page has words of its own for that.
    return { field: 'url', fault: 'wrong' };
  }
}

/** Which field the schema speaks of. */
function fieldOf([first, second]: readonly PropertyKey[]): DraftField {
  if (first === 'prices') return 'prices';
  if (first === 'contextTokens' || first === 'model') return first;
  if (second === 'timeZone') return 'timeZone';
  return LIMIT_NAMES.find((name) => name === second) ?? 'url';
}

/** NaN for what is no number, so that the schema refuses it. */
function numberOf(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.');
  return trimmed === '' ? undefined : Number(trimmed);
}

function shown(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
