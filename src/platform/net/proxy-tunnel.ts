import { isIP, type Socket } from 'node:net';
import tls from 'node:tls';

/** The proxy would not connect; `status` is its answer, 407 when it wants a login. */
export class ProxyRefused extends Error {
  readonly status: number;
  constructor(proxy: URL, status: number) {
    super(`the proxy ${proxy.host} refused the connection (${status})`);
    this.name = 'ProxyRefused';
    this.status = status;
  }
}

/**
 * TLS to a host through an HTTP proxy, which sees nothing of what is sent. Rejects with `ProxyRefused` and errors of the
 * connection.
 */
export async function tlsThrough(
  proxy: URL,
  target: URL,
  { ca, signal }: { readonly ca: readonly string[] | undefined; readonly signal: AbortSignal },
): Promise<tls.TLSSocket> {
  const socket = await openTunnel(proxy, target, signal);
  return tls.connect({
    socket,
    ...(isIP(target.hostname) === 0 ? { servername: target.hostname } : {}),
    ...(ca === undefined ? {} : { ca: [...ca] }),
  });
}

async function openTunnel(proxy: URL, target: URL, signal: AbortSignal): Promise<Socket> {
  const host = `${target.hostname}:${target.port === '' ? '443' : target.port}`;
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const headers = {
    host,
    ...(proxy.username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` }),
  };
  const { request: open } = await import('node:http');
  return new Promise((resolve, reject) => {
    const request = open({
      method: 'CONNECT',
      host: proxy.hostname,
      port: proxy.port === '' ? 80 : proxy.port,
      path: host,
      headers,
      agent: false,
      signal,
    });
    request.on('connect', (response, socket) => {
      if (response.statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new ProxyRefused(proxy, response.statusCode ?? 0));
    });
    request.on('error', reject);
    request.end();
  });
}
