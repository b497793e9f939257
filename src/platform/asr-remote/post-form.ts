import type { ClientRequest, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FormBody } from './form-body.ts';

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
  readonly ca: readonly string[] | undefined;
  readonly signal: AbortSignal;
  /** Longest wait for the whole answer, in milliseconds. */
  readonly timeoutMs: number;
  /** An answer with more bytes is refused. */
  readonly maxBytes: number;
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

/** Sends a form and gives the answer, whatever its status; follows no redirect. Throws `NoAnswer`; for an aborted signal its reason. */
export async function postForm(url: URL, form: FormBody, options: PostOptions): Promise<HttpAnswer> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = AbortSignal.any([options.signal, timeout]);
  try {
    return await exchange(url, form, options, signal);
  } catch (cause) {
    options.signal.throwIfAborted();
    if (cause instanceof NoAnswer) throw cause;
    if (timeout.aborted) throw new NoAnswer(`no answer within ${Math.round(options.timeoutMs / 1000)} s`);
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (CERTIFICATE.test(code)) throw new NoAnswer(`its certificate is not trusted (${code})`, true);
    throw new NoAnswer(`the connection failed${code === '' ? '' : ` (${code})`}`);
  }
}

async function exchange(url: URL, form: FormBody, options: PostOptions, signal: AbortSignal): Promise<HttpAnswer> {
  const { request: open } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  const request = open(url, {
    method: 'POST',
    agent: false,
    signal,
    headers: {
      'user-agent': 'voxlane',
      accept: 'application/json',
      'accept-encoding': 'identity',
      'content-type': form.contentType,
      'content-length': form.bytes,
      ...(options.key === undefined ? {} : { authorization: `Bearer ${options.key}` }),
    },
    ...(options.ca === undefined ? {} : { ca: [...options.ca] }),
  });
  try {
    const response = await answerTo(request, form);
    const { statusCode = 0, headers } = response;
    return {
      status: statusCode,
      contentType: headers['content-type'] ?? '',
      retryAfter: headers['retry-after'],
      location: headers.location,
      body: await wholeBody(response, options.maxBytes),
    };
  } finally {
    request.destroy();
  }
}

/** A server may answer before it has read everything, and may then close: its answer counts, not the broken upload. */
function answerTo(request: ClientRequest, form: FormBody): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve);
    const fail = (cause: Error): void => void setTimeout(() => reject(cause), LATE_ANSWER_MS);
    // Stays on after the answer: a connection cut later reports here as well as on the body.
    request.on('error', fail);
    pipeline(Readable.from(form.chunks(), { objectMode: false }), request).catch(fail);
  });
}

async function wholeBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes) throw new NoAnswer(`its answer is longer than ${maxBytes / 1024 / 1024} MiB`, true);
    parts.push(part);
  }
  if (!response.complete) throw new NoAnswer('its answer was cut short');
  return Buffer.concat(parts);
}
