import type { IncomingMessage, ServerResponse } from 'node:http';
import { lookup } from 'node:dns/promises';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { judgeAddress, judgeHost, type NetworkPolicy, type Refusal } from '../../core/sources/url-policy.ts';

/** How names are turned into addresses and which of them may be connected to. */
export interface NetworkRules {
  resolve(host: string): Promise<readonly string[]>;
  judgeHost(host: string): Refusal | undefined;
  judgeAddress(address: string): Refusal | undefined;
}

interface ProxyRefusal {
  readonly host: string;
  readonly reason: Refusal;
}

export interface FilteringProxy {
  /** `http://127.0.0.1:PORT` for `--proxy`. */
  readonly url: string;
  /** What was refused so far, in order. */
  readonly refusals: readonly ProxyRefusal[];
  /** Ends every connection; afterwards nothing listens. */
  close(): Promise<void>;
}

const DNS_DEADLINE_MS = 20_000;
const IDLE_MS = 120_000;
/** Meant for one hop only (RFC 9110, section 7.6.1). */
const HOP_HEADERS = new Set(['proxy-connection', 'proxy-authorization', 'connection', 'keep-alive', 'te', 'upgrade']);

/** The rules of a policy with the system's resolver. */
export function networkRules(policy: NetworkPolicy): NetworkRules {
  return {
    resolve: resolveName,
    judgeHost: (host) => judgeHost(host, policy),
    judgeAddress: (address) => judgeAddress(address, policy),
  };
}

/**
 * The address to connect to for a host, after every address it resolves to was judged; a refusal when any of them is
 * not allowed. Connecting to the returned address (and not to the name) leaves no room for DNS rebinding.
 * Rejects when the name cannot be resolved.
 */
export async function findAllowedAddress(
  hostname: string,
  rules: NetworkRules,
): Promise<{ readonly address: string } | { readonly refused: Refusal }> {
  const host = new URL(`http://${hostname}/`).hostname;
  const named = rules.judgeHost(host);
  if (named !== undefined) return { refused: named };
  const addresses = await rules.resolve(host.replace(/^\[|\]$/g, ''));
  for (const address of addresses) {
    const refused = rules.judgeAddress(address);
    if (refused !== undefined) return { refused };
  }
  const [address] = addresses;
  if (address === undefined) throw new Error(`${host} has no address`);
  return { address };
}

/**
 * Starts an HTTP proxy on loopback that connects only where the rules allow, judged anew for each connection after name
 * resolution, so redirects and playlists cannot lead a downloader elsewhere. `onLimit` is called once when more than
 * `maxBytes` came in from outside; from then on nothing more is passed.
 */
export async function startFilteringProxy(
  rules: NetworkRules,
  limit: { readonly maxBytes: number; onLimit(): void },
): Promise<FilteringProxy> {
  const refusals: ProxyRefusal[] = [];
  const sockets = new Set<Duplex>();
  let received = 0;

  function keep<T extends Duplex>(socket: T): T {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A broken connection is the downloader's business: it sees the end and reports or retries.
    socket.on('error', () => socket.destroy());
    return socket;
  }
  function count(bytes: number): void {
    const before = received;
    received += bytes;
    if (before > limit.maxBytes || received <= limit.maxBytes) return;
    for (const socket of sockets) socket.destroy();
    limit.onLimit();
  }
  async function admit(host: string): Promise<string | undefined> {
    const found = await findAllowedAddress(host, rules);
    if ('address' in found) return received > limit.maxBytes ? undefined : found.address;
    refusals.push({ host, reason: found.refused });
    return undefined;
  }

  // Loaded here: the module brings all of fetch with it, which most commands do without.
  const { createServer } = await import('node:http');
  const server = createServer((incoming, response) => {
    forward(incoming, response, admit, count, keep).catch(() => {
      answer(response, 502, 'The server could not be reached.');
    });
  });
  server.on('connect', (incoming: IncomingMessage, client: Socket, head: Buffer) => {
    tunnel(incoming, client, head, admit, count, keep).catch(() => {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
  });
  server.on('connection', keep);
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refusals,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

type Admit = (host: string) => Promise<string | undefined>;
type Keep = <T extends Duplex>(socket: T) => T;

async function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  admit: Admit,
  count: (bytes: number) => void,
  keep: Keep,
): Promise<void> {
  const target = incoming.url ?? '';
  if (!URL.canParse(target) || !target.startsWith('http://')) {
    answer(response, 400, 'This is a proxy for http and https addresses.');
    return;
  }
  const url = new URL(target);
  const address = await admit(url.hostname);
  if (address === undefined) {
    answer(response, 403, 'This address may not be used.');
    return;
  }
  const headers = Object.entries(incoming.headers).filter(([name]) => !HOP_HEADERS.has(name));
  const { request } = await import('node:http');
  const outgoing = request({
    host: address,
    port: url.port === '' ? 80 : Number(url.port),
    method: incoming.method ?? 'GET',
    path: `${url.pathname}${url.search}`,
    headers: { ...Object.fromEntries(headers), host: url.host, connection: 'close' },
    agent: false,
    setHost: false,
    timeout: IDLE_MS,
  });
  outgoing.on('socket', keep);
  outgoing.on('timeout', () => outgoing.destroy(new Error('the server fell silent')));
  outgoing.on('error', () => {
    answer(response, 502, 'The server could not be reached.');
  });
  outgoing.on('response', (reply) => {
    const passed = Object.entries(reply.headers).filter(([name]) => !HOP_HEADERS.has(name));
    response.writeHead(reply.statusCode ?? 502, { ...Object.fromEntries(passed), connection: 'close' });
    reply.on('data', (chunk: Buffer) => {
      count(chunk.length);
    });
    reply.on('error', () => response.destroy());
    // A reply that breaks off must break off for the client too, or a short file would look whole.
    reply.on('aborted', () => response.destroy());
    reply.pipe(response);
  });
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

async function tunnel(
  incoming: IncomingMessage,
  client: Socket,
  head: Buffer,
  admit: Admit,
  count: (bytes: number) => void,
  keep: Keep,
): Promise<void> {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(incoming.url ?? '') ?? [];
  const address = host === undefined ? undefined : await admit(host);
  if (address === undefined || client.destroyed) {
    client.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
    return;
  }
  const outer = keep(connect({ host: address, port: Number(port) }));
  outer.setTimeout(IDLE_MS, () => outer.destroy());
  outer.once('connect', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    outer.write(head);
    outer.on('data', (chunk) => {
      count(chunk.length);
    });
    outer.pipe(client);
    client.pipe(outer);
  });
  outer.once('close', () => client.destroy());
  client.once('close', () => outer.destroy());
}

function answer(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end(`${text}\n`);
}

async function resolveName(host: string): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`the name ${host} was not resolved in time`));
    }, DNS_DEADLINE_MS);
  });
  try {
    const found = await Promise.race([lookup(host, { all: true }), late]);
    return found.map((entry) => entry.address);
  } finally {
    clearTimeout(timer);
  }
}
