import type { IncomingHttpHeaders } from 'node:http';
import { SseReader, type SseEvent } from '../../core/llm/sse.ts';
import { limitedBody, NoAnswer, noAnswerOf, type OpenAnswer, openPost, wholeBody } from '../net/http-post.ts';
import { ProxyRefused } from '../net/proxy-tunnel.ts';
import type { Route } from '../net/route.ts';

/** Longest waits for a request, in milliseconds. */
export interface LlmDeadlines {
  readonly connectMs: number;
  /** From the connection to the first event, or the whole answer where it does not come in pieces. */
  readonly firstMs: number;
  readonly betweenMs: number;
  readonly wholeMs: number;
}

export interface LlmPostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly route: Route;
  readonly signal: AbortSignal;
  readonly deadlines: LlmDeadlines;
  readonly maxBytes: number;
}

/** The head of an answer, and its body as events or whole. Both throw `NoAnswer`. */
export interface LlmAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** True when the body is a stream of events. */
  readonly streams: boolean;
  events(): AsyncGenerator<SseEvent>;
  body(): Promise<Buffer>;
}

/**
 * Sends JSON and hands the answer to `use`; the connection ends with it. Throws `NoAnswer`, the reason of an aborted
 * signal, and what `use` throws.
 */
export async function llmPost<T>(
  url: URL,
  json: unknown,
  options: LlmPostOptions,
  use: (answer: LlmAnswer) => Promise<T>,
): Promise<T> {
  const { signal, deadlines, route, maxBytes } = options;
  const watch = new Watch(deadlines);
  const bytes = Buffer.from(JSON.stringify(json));
  const body = { contentType: 'application/json', bytes: bytes.length, chunks: () => [bytes] };
  let answer: OpenAnswer | undefined;
  try {
    answer = await openPost(url, body, {
      headers: { accept: 'application/json, text/event-stream', ...options.headers },
      route,
      signal: AbortSignal.any([signal, watch.signal]),
      onConnect: () => watch.expect(deadlines.firstMs, 'no answer'),
    });
    return await use(readable(answer, watch, deadlines, maxBytes));
  } catch (cause) {
    signal.throwIfAborted();
    if (watch.signal.aborted) throw new NoAnswer(watch.reason);
    if (cause instanceof NoAnswer || cause instanceof ProxyRefused) throw noAnswerOf(cause);
    if (cause instanceof Error && 'code' in cause && 'errno' in cause) throw noAnswerOf(cause);
    if (cause instanceof Error && 'code' in cause && /^(ECONN|HPE_|ERR_(TLS|SSL|STREAM))/.test(String(cause.code)))
      throw noAnswerOf(cause);
    throw cause;
  } finally {
    watch.end();
    answer?.close();
  }
}

function readable({ response }: OpenAnswer, watch: Watch, deadlines: LlmDeadlines, maxBytes: number): LlmAnswer {
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    streams: /^text\/event-stream\b/i.test((response.headers['content-type'] ?? '').trim()),
    body: () => wholeBody(response, maxBytes),
    async *events() {
      const reader = new SseReader();
      const decoder = new TextDecoder();
      for await (const part of limitedBody(response, maxBytes))
        for (const event of reader.push(decoder.decode(part, { stream: true }))) {
          // Comments that only keep the connection open are no sign of an answer.
          watch.expect(deadlines.betweenMs, 'nothing more');
          yield event;
        }
      yield* reader.end();
    },
  };
}

/** Aborts its signal when something does not come in time. */
class Watch {
  readonly #stop = new AbortController();
  readonly #whole: NodeJS.Timeout;
  #timer: NodeJS.Timeout | undefined;
  reason = '';

  constructor({ connectMs, wholeMs }: LlmDeadlines) {
    this.#whole = setTimeout(() => this.#abort(wholeMs, 'no whole answer'), wholeMs);
    this.expect(connectMs, 'no connection');
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** From now on the next thing has to come within `ms`. */
  expect(ms: number, missing: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#abort(ms, missing), ms);
  }

  end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#whole);
  }

  #abort(ms: number, missing: string): void {
    this.reason = `${missing} within ${Math.round(ms / 1000)} s`;
    this.#stop.abort();
  }
}
