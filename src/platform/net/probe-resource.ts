import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { ResourceFacts } from '../../core/sources/same-recording.ts';
import type { Refusal } from '../../core/sources/url-policy.ts';
import { cancelled } from '../../shared/app-error.ts';
import { findAllowedAddress, type NetworkRules } from './filtering-proxy.ts';

export type ResourceProbe =
  | { readonly kind: 'known'; readonly facts: ResourceFacts }
  /** No answer, or one that says nothing to recognise the file by. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly host: string; readonly reason: Refusal };

const DEADLINE_MS = 20_000;
const MAX_HOPS = 10;
/** Longest header value that is kept. */
const MAX_VALUE = 500;

/**
 * Asks a server what identifies a file, without its content: HEAD, or the first byte where HEAD is not answered. Every
 * hop of a redirect is judged by the rules and connected to by the address that was judged; certificates are checked.
 * Throws only `cancelled`.
 */
export async function probeResource(
  url: string,
  rules: NetworkRules,
  signal: AbortSignal,
  deadlineMs = DEADLINE_MS,
): Promise<ResourceProbe> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
  try {
    for (const method of ['HEAD', 'GET'] as const) {
      const answer = await follow(url, method, rules, within);
      if (answer.kind !== 'unknown') return answer;
    }
  } catch {
    // A server that cannot be asked cannot be recognised either; the download itself reports what is wrong with it.
    if (signal.aborted) throw cancelled(signal.reason);
  }
  return { kind: 'unknown' };
}

async function follow(
  start: string,
  method: 'HEAD' | 'GET',
  rules: NetworkRules,
  signal: AbortSignal,
): Promise<ResourceProbe> {
  let url = new URL(start);
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const plain = url.username === '' && url.password === '';
    if (!plain || (url.protocol !== 'http:' && url.protocol !== 'https:'))
      return { kind: 'refused', host: url.hostname, reason: plain ? 'scheme' : 'credentials' };
    const found = await unlessAborted(findAllowedAddress(url.hostname, rules), signal);
    if ('refused' in found) return { kind: 'refused', host: url.hostname, reason: found.refused };
    const { statusCode = 0, headers } = await ask(url, method, found.address, signal);
    const { location } = headers;
    if (statusCode < 300 || statusCode > 399 || location === undefined) return readFacts(statusCode, headers);
    url = new URL(location, url);
  }
  return { kind: 'unknown' };
}

/** Sends one request to exactly this address and returns the head of the answer; the body is not read. */
async function ask(
  url: URL,
  method: 'HEAD' | 'GET',
  address: string,
  signal: AbortSignal,
): Promise<Pick<IncomingMessage, 'statusCode' | 'headers'>> {
  const family = isIPv6(address) ? 6 : 4;
  // Loaded here: the modules bring all of fetch with them, which most commands do without.
  const { request: send } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method,
      agent: false,
      signal,
      rejectUnauthorized: true,
      headers: { 'accept-encoding': 'identity', ...(method === 'GET' ? { range: 'bytes=0-0' } : {}) },
      lookup: (_host, options, done) => {
        if (options.all === true) done(null, [{ address, family }]);
        else done(null, address, family);
      },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      resolve({ statusCode: response.statusCode, headers: response.headers });
      request.destroy();
    });
    request.end();
  });
}

function readFacts(status: number, headers: IncomingMessage['headers']): ResourceProbe {
  if (status < 200 || status > 299) return { kind: 'unknown' };
  const { etag, 'last-modified': lastModified } = headers;
  const total = status === 206 ? /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] : headers['content-length'];
  const lengthBytes = /^\d{1,15}$/.test(total ?? '') ? Number(total) : undefined;
  const facts = {
    ...(etag === undefined ? {} : { etag: etag.slice(0, MAX_VALUE) }),
    ...(lastModified === undefined ? {} : { lastModified: lastModified.slice(0, MAX_VALUE) }),
    ...(lengthBytes === undefined ? {} : { lengthBytes }),
  };
  return Object.keys(facts).length === 0 ? { kind: 'unknown' } : { kind: 'known', facts };
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(new Error('too late'));
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
