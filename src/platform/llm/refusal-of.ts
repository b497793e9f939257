import type { IncomingHttpHeaders } from 'node:http';
import { retryAfterMs } from '../net/retry-after.ts';
import { redirection, saysQuotaGone, type ServerWords, serverWords } from '../net/server-words.ts';
import { contextOverflow, llmErrors } from './llm-errors.ts';
import type { Attempt } from './transport.ts';

/** An answer that is no success. */
export interface Refusal {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface RefusalContext {
  readonly url: URL;
  readonly key: string | undefined;
  /** Wall clock, for dates. */
  readonly nowMs: number;
}

/** The request is not to the server's taste; another form of it may be. */
export interface BadRequest {
  readonly kind: 'bad-request';
  readonly words: ServerWords;
  readonly reason: string;
}

const OVERFLOW =
  /context_length|exceed_context|context (?:length|window|size)|maximum context|too many tokens|prompt is too long|n_ctx|input is too long|request_too_large/i;

/** Judges a refusal as all protocols share it. Throws `AppError` for what no other try helps against. */
export function judgeRefusal(
  { status, headers, body }: Refusal,
  { url, key, nowMs }: RefusalContext,
): Attempt | BadRequest {
  const { host } = url;
  if (status >= 300 && status < 400) {
    const to = redirection({ status, location: headers.location }, url);
    throw llmErrors.failed(host, to.kind === 'moved' ? 'it sends requests around in circles' : to.problem);
  }
  const words = serverWords(body, key);
  const reason = `it answered ${status}${words.text === '' ? '' : `: ${words.text}`}`;
  if (status === 401) throw llmErrors.keyRefused(host, status, key !== undefined);
  const waitMs = retryAfterMs(headers['retry-after'], nowMs);
  if (status === 402 || ((status === 429 || status === 400 || status === 403) && saysQuotaGone(words))) {
    const until = waitMs === undefined ? undefined : new Date(nowMs + waitMs).toISOString();
    return { kind: 'quota-gone', error: llmErrors.quotaGone(host, status, until), waitMs };
  }
  if (status === 403) throw llmErrors.keyRefused(host, status, key !== undefined);
  if (
    status === 413 ||
    ((status === 400 || status === 422 || status === 500) && isOverflow(`${words.code} ${words.text}`))
  )
    throw contextOverflow(host, reason);
  if (status === 429) return { kind: 'slow-down', reason, waitMs };
  if (status === 408 || status === 425 || (status >= 500 && status !== 501))
    return { kind: 'unavailable', reason, waitMs, spent: false, reached: true };
  if (status === 400 || status === 415 || status === 422 || status === 501)
    return { kind: 'bad-request', words, reason };
  throw llmErrors.failed(host, reason);
}

/** True when the words of a server say that the text is more than the model takes. */
export function isOverflow(words: string): boolean {
  return OVERFLOW.test(words);
}
