import { NoAnswer, noAnswerOf, openPost, type PostBody, wholeBody } from '../net/http-post.ts';
import type { Route } from '../net/route.ts';

/** What a server answered: its head, and its body up to the limit. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly location: string | undefined;
  readonly body: Buffer;
}

export interface PostOptions {
  readonly key: string | undefined;
  /** Certificate authorities; Node's own when left out. */
  readonly route: Route;
  readonly signal: AbortSignal;
  /** Longest wait for the whole answer, in milliseconds. */
  readonly timeoutMs: number;
  /** An answer with more bytes is refused. */
  readonly maxBytes: number;
}

/** Sends a form and gives the answer, whatever its status; follows no redirect. Throws `NoAnswer`; for an aborted signal its reason. */
export async function postForm(url: URL, form: PostBody, options: PostOptions): Promise<HttpAnswer> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = AbortSignal.any([options.signal, timeout]);
  try {
    return await exchange(url, form, options, signal);
  } catch (cause) {
    options.signal.throwIfAborted();
    if (!(cause instanceof NoAnswer) && timeout.aborted)
      throw new NoAnswer(`no answer within ${Math.round(options.timeoutMs / 1000)} s`);
    throw noAnswerOf(cause);
  }
}

async function exchange(url: URL, form: PostBody, options: PostOptions, signal: AbortSignal): Promise<HttpAnswer> {
  const { key, route, maxBytes } = options;
  const headers = {
    accept: 'application/json',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  const { response, close } = await openPost(url, form, { headers, route, signal });
  try {
    return {
      status: response.statusCode ?? 0,
      contentType: response.headers['content-type'] ?? '',
      retryAfter: response.headers['retry-after'],
      location: response.headers.location,
      body: await wholeBody(response, maxBytes),
    };
  } finally {
    close();
  }
}
