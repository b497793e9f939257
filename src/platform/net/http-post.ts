import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ProxyRefused, tlsThrough } from './proxy-tunnel.ts';
import type { Route } from './route.ts';

/** What is sent: its length is known before it is read, and it can be read again for another try. */
export interface PostBody {
  readonly contentType: string;
  readonly bytes: number;
  chunks(): Iterable<Uint8Array>;
}

export interface OpenOptions {
  readonly headers: OutgoingHttpHeaders;
  readonly route: Route;
  readonly signal: AbortSignal;
  /** Told when the connection stands, before anything was sent. */
  readonly onConnect?: () => void;
}

/** The head of an answer and its body, to be read once. */
export interface OpenAnswer {
  readonly response: IncomingMessage;
  /** Ends the connection; always to be called. */
  readonly close: () => void;
}

/** No whole answer came: broken connection, silence, an answer that was cut or too long. `reason` is for people and holds no secret. */
export class NoAnswer extends Error {
  readonly reason: string;
  /** Trouble that stays the same however often one asks. */
  readonly permanent: boolean;
  constructor(reason: string, permanent = false) {
    super(reason);
    this.name = 'NoAnswer';
    this.reason = reason;
    this.permanent = permanent;
  }
}

/** Certificate trouble stays the same however often one asks. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/;

/** How long after a broken upload the answer may still be on its way. */
const LATE_ANSWER_MS = 200;

/** Sends a POST and gives the answer as soon as its head is there; follows no redirect. Rejects with errors of the connection. */
export async function openPost(url: URL, body: PostBody, options: OpenOptions): Promise<OpenAnswer> {
  // Loaded here: the modules bring all of fetch with them, which most commands do without.
  const secure = url.protocol === 'https:';
  const { request: open } = await (secure ? import('node:https') : import('node:http'));
  const { ca } = options.route;
  // Plain HTTP goes to this computer, or to one of the user's own network: no proxy is on the way there.
  const proxy = secure ? options.route.proxyFor(url) : undefined;
  const tunnel = proxy === undefined ? undefined : await tlsThrough(proxy, url, { ca, signal: options.signal });
  const request = open(url, {
    method: 'POST',
    ...(tunnel === undefined ? { agent: false as const } : { createConnection: () => tunnel }),
    signal: options.signal,
    headers: {
      'user-agent': 'voxlane',
      'accept-encoding': 'identity',
      ...options.headers,
      'content-type': body.contentType,
      'content-length': body.bytes,
    },
    ...(ca === undefined ? {} : { ca: [...ca] }),
  });
  const { onConnect } = options;
  if (onConnect !== undefined)
    request.on('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', onConnect));
  try {
    const response = await answerTo(request, body);
    return { response, close: () => void request.destroy() };
  } catch (cause) {
    request.destroy();
    throw cause;
  }
}

/** The whole body of an answer. Throws `NoAnswer` when it is cut short or longer than `maxBytes`. */
export async function wholeBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of limitedBody(response, maxBytes)) parts.push(part);
  return Buffer.concat(parts);
}

/** The body of an answer as it comes. Throws `NoAnswer` when it is cut short or longer than `maxBytes`. */
export async function* limitedBody(response: IncomingMessage, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes) throw new NoAnswer(`its answer is longer than ${maxBytes / 1024 / 1024} MiB`, true);
    yield part;
  }
  if (!response.complete) throw new NoAnswer('its answer was cut short');
}

/** Any error of a connection as `NoAnswer`. */
export function noAnswerOf(cause: unknown): NoAnswer {
  if (cause instanceof NoAnswer) return cause;
  if (cause instanceof ProxyRefused) return new NoAnswer(cause.message, true);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (CERTIFICATE.test(code)) return new NoAnswer(`its certificate is not trusted (${code})`, true);
  return new NoAnswer(`the connection failed${code === '' ? '' : ` (${code})`}`);
}

/** A server may answer before it has read everything, and may then close: its answer counts, not the broken upload. */
function answerTo(request: ClientRequest, body: PostBody): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve);
    const fail = (cause: Error): void => void setTimeout(() => reject(cause), LATE_ANSWER_MS);
    // Stays on after the answer: a connection cut later reports here as well as on the body.
    request.on('error', fail);
    pipeline(Readable.from(body.chunks(), { objectMode: false }), request).catch(fail);
  });
}
