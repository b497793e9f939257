import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { addressProblem, isThisComputer } from '../sources/server-address.ts';

/** `openai`: any server with OpenAI's chat completions (Ollama, llama-server, vLLM, Groq, Mistral); the other two are services. */
export const LLM_KINDS = ['openai', 'anthropic', 'bedrock'] as const;
export type LlmKind = (typeof LLM_KINDS)[number];

/** What the provider allows the account; what is left out is not limited. Tokens count input and output together. */
const limitsSchema = z
  .object({
    requestsPerSecond: z.number().positive(),
    /** Requests that may go at once after a pause; 1 when left out. */
    burst: z.int().min(1),
    requestsPerMinute: z.int().min(1),
    tokensPerMinute: z.int().min(1),
    requestsPerDay: z.int().min(0),
    tokensPerDay: z.int().min(0),
    requestsPerMonth: z.int().min(0),
    tokensPerMonth: z.int().min(0),
    concurrency: z.int().min(1).max(64),
    /** Where the provider's days begin; UTC when left out. */
    timeZone: z.string().max(64).refine(isTimeZone, 'not a time zone'),
    /** What may be spent in a month, by `prices`. */
    usdPerMonth: z.number().min(0),
  })
  .partial();

/** US dollars for a million tokens. */
const pricesSchema = z.object({ inputUsd: z.number().min(0), outputUsd: z.number().min(0) });

export type LlmLimits = Readonly<z.infer<typeof limitsSchema>>;
export type LlmPrices = Readonly<z.infer<typeof pricesSchema>>;

/** A language model somewhere else, as it is kept in jobs and settings. It never holds the key. */
export const llmSpecSchema = z
  .object({
    kind: z.enum(LLM_KINDS),
    /** Base address as `llmSpecOf` writes it, e.g. `https://host/v1`; for Bedrock that of the region's endpoint. */
    url: z.string().min(1).max(2048),
    model: z.string().regex(/^[^\s\p{C}]{1,200}$/u, 'not the name of a model'),
    /** Texts and key may go unencrypted to another computer. */
    plainHttp: z.boolean().default(false),
    /** Tokens of prompt and answer together, where the user knows. */
    contextTokens: z.int().min(256).max(100_000_000).optional(),
    limits: limitsSchema.optional(),
    prices: pricesSchema.optional(),
  })
  .refine((spec) => llmProblem(spec) === undefined, 'not an address that texts may be sent to');

export type LlmSpec = Readonly<z.infer<typeof llmSpecSchema>>;

/** What a user asked for: `kind` is guessed from the address when left out. */
export interface LlmWish {
  readonly url: string;
  readonly model: string;
  readonly kind?: LlmKind | undefined;
  readonly plainHttp?: boolean | undefined;
  readonly contextTokens?: number | undefined;
  readonly limits?: LlmLimits | undefined;
  readonly prices?: LlmPrices | undefined;
}

const ENDPOINT = /\/(?:chat\/completions|messages)$/;

/**
 * A checked spec, with the address written as its base: `http://host:8080`, `https://host/v1` and the whole address of
 * the endpoint mean the same. Throws `options-invalid` for an address that is none or that texts may not be sent to.
 */
export function llmSpecOf(wish: LlmWish): LlmSpec {
  const plainHttp = wish.plainHttp === true;
  const problem = llmProblem({ url: wish.url, plainHttp });
  if (problem !== undefined) throw refused(problem);
  const url = new URL(wish.url.trim());
  const parsed = llmSpecSchema.safeParse({ ...wish, kind: wish.kind ?? guessKind(url), plainHttp, url: baseOf(url) });
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'not known' };
  throw refused(
    path[0] === 'model'
      ? 'The name of the language model is missing, or is not one.'
      : `${path.join('.')}: ${message}.`,
  );
}

/** Host and port, as they are shown and agreed to. */
export function llmHost({ url }: Pick<LlmSpec, 'url'>): string {
  return new URL(url).host;
}

/** True when texts leave this computer, so that somebody has to agree first. */
export function leavesComputer(spec: Pick<LlmSpec, 'url' | 'kind'>): boolean {
  return spec.kind === 'bedrock' || !isThisComputer(spec);
}

/** What stands for the engine in documents and reports, e.g. `mistral-small@127.0.0.1:8080`. */
export function llmEngineId(spec: Pick<LlmSpec, 'url' | 'model'>): string {
  return `${spec.model}@${llmHost(spec)}`;
}

function guessKind({ hostname, pathname }: URL): LlmKind {
  if (/^bedrock(-runtime)?[.-].*\.amazonaws\.com(\.cn)?$/.test(hostname)) return 'bedrock';
  return hostname === 'api.anthropic.com' || pathname.endsWith('/messages') ? 'anthropic' : 'openai';
}

function baseOf(url: URL): string {
  const path = url.pathname.replace(/\/+$/, '').replace(ENDPOINT, '');
  return `${url.origin}${path === '' ? '/v1' : path}`;
}

/** Why texts may not be sent to an address, as a sentence; `undefined` when they may. */
function llmProblem(address: { readonly url: string; readonly plainHttp: boolean }): string | undefined {
  return addressProblem(address, { server: 'language model', data: 'texts' });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function refused(what: string): AppError {
  return new AppError('options-invalid', {
    what,
    meaning: 'Nothing was sent.',
    action:
      'Give an https address such as https://host/v1 (http:// works for this computer; for another one of yours add --llm-plain-http) and the name of a model with --llm-model.',
  });
}
