import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findAllowedAddress,
  networkRules,
  type NetworkRules,
  startFilteringProxy,
} from '../../src/platform/net/filtering-proxy.ts';
import { endlessStream, type LoopbackServer, servedText, startLoopbackServer } from './loopback-server.ts';

const strict = networkRules({ allowLocalNetwork: false });
/** Names of the test, all served on loopback; only `media.example.com` counts as public. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'media.example.com': ['127.0.0.1'],
  'mixed.example.com': ['8.8.8.8', '10.0.0.1'],
  'private.example.com': ['192.168.0.1'],
};
const rules: NetworkRules = {
  ...strict,
  resolve: (host) => Promise.resolve(NAMES[host] ?? (/^[\d.:a-f]+$/.test(host) ? [host] : [])),
  judgeAddress: (address) => (address === '127.0.0.1' ? undefined : strict.judgeAddress(address)),
};
const noLimit = { maxBytes: Infinity, onLimit: () => undefined };

describe('the filtering proxy', () => {
  let server: LoopbackServer;
  let port: string;
  beforeAll(async () => {
    server = await startLoopbackServer({
      '/hello': servedText('hello', 'text/plain'),
      '/endless': endlessStream('text/plain', Buffer.from('x')),
    });
    port = new URL(server.url).port;
  });
  afterAll(() => server.close());

  /** A plain request through the proxy. */
  async function fetchBy(proxy: string, target: string): Promise<{ status: number; body: string }> {
    const { hostname, port: proxyPort } = new URL(proxy);
    const request = get({
      hostname,
      port: proxyPort,
      path: target,
      headers: { host: new URL(target).host },
      agent: false,
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let body = '';
    for await (const chunk of response.setEncoding('utf8')) body += chunk as string;
    return { status: response.statusCode ?? 0, body };
  }

  /** A CONNECT request, then one HTTP request inside the tunnel; all that came back. */
  async function tunnelBy(proxy: string, target: string): Promise<string> {
    const socket = connect(Number(new URL(proxy).port), '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
    socket.write(`CONNECT ${target} HTTP/1.1\r\nhost: ${target}\r\n\r\n`);
    await once(socket, 'data');
    if (text.includes(' 200 '))
      socket.write('GET /hello HTTP/1.1\r\nhost: media.example.com\r\nconnection: close\r\n\r\n');
    else socket.end();
    await once(socket, 'close');
    return text;
  }

  it('passes requests and tunnels to what may be reached', async () => {
    const proxy = await startFilteringProxy(rules, noLimit);
    expect(await fetchBy(proxy.url, `http://media.example.com:${port}/hello?a=1`)).toEqual({
      status: 200,
      body: 'hello',
    });
    expect(await tunnelBy(proxy.url, `media.example.com:${port}`)).toMatch(/200 Connection.*hello/s);
    expect(proxy.refusals).toEqual([]);
    await proxy.close();
  });

  it.each([
    ['private.example.com', 'private'],
    ['mixed.example.com', 'private'],
    ['169.254.169.254', 'metadata'],
    ['0xa9fea9fe', 'metadata'],
    ['localhost', 'local-name'],
    ['[fd00::1]', 'unique-local'],
  ])('refuses %s: %s', async (host, reason) => {
    const proxy = await startFilteringProxy(rules, noLimit);
    expect((await fetchBy(proxy.url, `http://${host}:${port}/hello`)).status).toBe(403);
    expect(await tunnelBy(proxy.url, `${host}:${port}`)).toContain('403');
    expect(proxy.refusals.map((refusal) => refusal.reason)).toEqual([reason, reason]);
    await proxy.close();
  });

  it('connects to the address it judged: a name that changes its mind gains nothing', async () => {
    let asked = 0;
    const rebinding: NetworkRules = {
      ...rules,
      resolve: () => Promise.resolve([++asked === 1 ? '127.0.0.1' : '10.0.0.1']),
    };
    const proxy = await startFilteringProxy(rebinding, noLimit);
    expect((await fetchBy(proxy.url, `http://media.example.com:${port}/hello`)).body).toBe('hello');
    expect(asked).toBe(1);
    expect((await fetchBy(proxy.url, `http://media.example.com:${port}/hello`)).status).toBe(403);
    await proxy.close();
  });

  it('is no web server and no open relay for other schemes', async () => {
    const proxy = await startFilteringProxy(rules, noLimit);
    const request = get({ hostname: '127.0.0.1', port: new URL(proxy.url).port, path: '/hello', agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(400);
    await proxy.close();
  });

  it('answers 502 for names without address and servers that are not there', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const free = (closed.address() as AddressInfo).port;
    closed.close();
    const proxy = await startFilteringProxy(rules, noLimit);
    expect((await fetchBy(proxy.url, 'http://nobody.example.com/')).status).toBe(502);
    expect((await fetchBy(proxy.url, `http://media.example.com:${free}/`)).status).toBe(502);
    await proxy.close();
  });

  it('cuts off what exceeds the limit, says so once, and passes nothing more', async () => {
    let cut = 0;
    const proxy = await startFilteringProxy(rules, { maxBytes: 1_000_000, onLimit: () => cut++ });
    await expect(fetchBy(proxy.url, `http://media.example.com:${port}/endless`)).rejects.toThrow();
    expect(cut).toBe(1);
    expect((await fetchBy(proxy.url, `http://media.example.com:${port}/hello`)).status).toBe(403);
    await proxy.close();
  });

  it('gives the address for a check before anything starts', async () => {
    expect(await findAllowedAddress('media.example.com', rules)).toEqual({ address: '127.0.0.1' });
    expect(await findAllowedAddress('10.0.0.1', rules)).toEqual({ refused: 'private' });
    await expect(findAllowedAddress('nobody.example.com', rules)).rejects.toThrow('no address');
  });
});
