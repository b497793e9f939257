import type { IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { AppError } from '../../../shared/app-error.ts';
import { ProxyRefused, tlsThrough } from '../../net/proxy-tunnel.ts';
import { accessDenied, downloadFailed } from './errors.ts';
import { isAllowed, type NetworkSettings } from './network-settings.ts';

const MAX_REDIRECTS = 6;
/** Certificate trouble stays the same however often one asks. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/;

export interface GetOptions {
  readonly network: NetworkSettings;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Longest wait for the head of an answer, in milliseconds. */
  readonly timeoutMs: number;
}

export interface Answer {
  /** 200, 206 or 416; everything else is thrown. */
  readonly status: number;
  readonly body: IncomingMessage;
  /** The commit that Hugging Face says it serves. */
  readonly commit: string | undefined;
}

/** Trouble that may be over at the next try: a broken connection, a busy server. */
export class Interrupted extends Error {
  readonly waitMs: number;
  constructor(message: string, waitMs = 0) {
    super(message);
    this.name = 'Interrupted';
    this.waitMs = waitMs;
  }
}

/**
 * One GET over https (http to loopback only), following redirects. The token goes to the repository's own origin and to
 * no other. Throws `Interrupted`, or `AppError` `access-denied`, `model-missing`, `download-failed` or `cancelled`.
 */
export async function httpGet(start: URL, options: GetOptions): Promise<Answer> {
  let url = start;
  let commit: string | undefined;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const body = await getOnce(url, options);
    commit ??= headerText(body, 'x-repo-commit');
    const status = body.statusCode ?? 0;
    const location = headerText(body, 'location');
    if (status < 300 || status >= 400 || location === undefined) {
      if ([200, 206, 416].includes(status)) return { status, body, commit };
      body.destroy();
      throw refusal(url, status, headerText(body, 'retry-after'), options.network);
    }
    body.destroy();
    const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    if (next === undefined || !isAllowed(next) || next.username !== '')
      throw downloadFailed(
        `${url.host} sent the download on to an address that is not safe.`,
        'Choose another mirror.',
      );
    url = next;
  }
  throw downloadFailed(`${start.host} sends the download around in circles.`, 'Try again later.');
}

async function getOnce(url: URL, options: GetOptions): Promise<IncomingMessage> {
  const { network, signal } = options;
  const toOwner = network.token !== undefined && url.origin === network.base.origin;
  const headers = {
    'user-agent': 'voxlane',
    'accept-encoding': 'identity',
    ...options.headers,
    ...(toOwner ? { authorization: `Bearer ${network.token}` } : {}),
  };
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]);
  try {
    const ca = network.ca === undefined ? {} : { ca: [...network.ca] };
    const proxy = network.proxyFor(url);
    if (proxy === undefined) return await send(url, { headers, ...ca, agent: false }, deadline);
    const socket = await tlsThrough(proxy, url, { ca: network.ca, signal: deadline });
    return await send(url, { headers, createConnection: () => socket }, deadline);
  } catch (cause) {
    throw translate(cause, url, signal);
  }
}

async function send(url: URL, options: RequestOptions, signal: AbortSignal): Promise<IncomingMessage> {
  // Loaded here: the modules bring all of fetch with them, which most commands do without.
  const { request: open } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  return new Promise((resolve, reject) => {
    const request = open(url, options);
    const abort = (): void => void request.destroy(new Error('no answer in time'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    const over = (): void => signal.removeEventListener('abort', abort);
    request.on('response', (response) => {
      over();
      resolve(response);
    });
    // Stays on after the answer: a connection cut later reports here as well as on the body.
    request.on('error', (cause) => {
      over();
      reject(cause);
    });
    request.end();
  });
}

function translate(cause: unknown, url: URL, signal: AbortSignal): unknown {
  if (cause instanceof AppError || signal.aborted) return cause;
  if (cause instanceof ProxyRefused) {
    const hint = cause.status === 407 ? 'Put name and password into HTTPS_PROXY.' : 'Check HTTPS_PROXY.';
    return downloadFailed(`${cause.message.replace(/^t/, 'T')}.`, hint);
  }
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (CERTIFICATE.test(code)) {
    const action = 'If your network inspects TLS, set VOXLANE_CA (or NODE_EXTRA_CA_CERTS) to its certificate file.';
    return downloadFailed(`The certificate of ${url.host} is not trusted (${code}).`, action, cause);
  }
  const text = cause instanceof Error && cause.message !== '' ? cause.message : code;
  return new Interrupted(`${url.host}: ${text}`);
}

function refusal(url: URL, status: number, retryAfter: string | undefined, network: NetworkSettings): Error {
  if (status === 401 || status === 403) return accessDenied(url, status, network);
  if (status === 404 || status === 410)
    return downloadFailed(
      `${url.host} has no file ${url.pathname} (${status}).`,
      'The repository may have moved or changed; check the catalogue entry or the mirror.',
    );
  if (status === 429 || status >= 500) {
    const seconds = Number(retryAfter ?? 0);
    const waitMs = Number.isFinite(seconds) ? Math.min(60, Math.max(0, seconds)) * 1000 : 0;
    return new Interrupted(`${url.host} answered ${status}`, waitMs);
  }
  return downloadFailed(`${url.host} answered ${status}, which is no download.`, 'Try again later.');
}

/** A header as one text; `undefined` when absent. */
export function headerText(message: IncomingMessage, name: string): string | undefined {
  const value = message.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
