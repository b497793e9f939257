import type { LlmCapabilities, LlmReply, LlmRequest } from '../../core/ports/llm.ts';
import type { AppError } from '../../shared/app-error.ts';

/** How one request to a provider ended that may be tried again. Everything else is thrown as `AppError`. */
export type Attempt =
  /** `holdMs`: how long the provider wants to be left alone before the next one. */
  | { readonly kind: 'reply'; readonly reply: LlmReply; readonly holdMs?: number | undefined }
  /** The server takes the request in another form, which the next attempt has. `wasted`: an answer was paid for. */
  | { readonly kind: 'changed'; readonly wasted?: LlmReply['usage'] | undefined }
  | { readonly kind: 'slow-down'; readonly reason: string; readonly waitMs: number | undefined }
  /** `spent`: the provider may have counted what was asked for. `reached` is false when no connection stood. */
  | {
      readonly kind: 'unavailable';
      readonly reason: string;
      readonly waitMs?: number | undefined;
      readonly spent: boolean;
      readonly reached: boolean;
    }
  | { readonly kind: 'quota-gone'; readonly error: AppError; readonly waitMs: number | undefined };

/** One provider's protocol: a single request without waits and limits. */
export interface LlmTransport {
  readonly id: string;
  readonly host: string;
  readonly capabilities: LlmCapabilities;
  /** Throws `AppError` for what no other try helps against, and the reason of an aborted signal. */
  attempt(request: LlmRequest, signal: AbortSignal, onText: (text: string) => void): Promise<Attempt>;
}
