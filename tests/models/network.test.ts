import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpGet } from '../../src/platform/models/download/http-get.ts';
import { networkSettings, withProxy } from '../../src/platform/models/download/network-settings.ts';
import { noAnswerOf, openPost, wholeBody } from '../../src/platform/net/http-post.ts';
import { scratchFolder } from '../support/scratch.ts';

describe('networkSettings', () => {
  it('prefers the mirror, keeps its path, and asks Hugging Face itself otherwise', () => {
    expect(networkSettings({}).base.href).toBe('https://huggingface.co/');
    const both = { VOXLANE_MODEL_MIRROR: 'https://mirror.example/hf/', HF_ENDPOINT: 'https://other.example' };
    expect(networkSettings(both).base.href).toBe('https://mirror.example/hf');
    expect(networkSettings({ ...both, VOXLANE_MODEL_MIRROR: '' }).base.href).toBe('https://other.example/');
  });

  it.each([
    { HF_ENDPOINT: 'http://mirror.example' },
    { HF_ENDPOINT: 'no address' },
    { HF_ENDPOINT: 'http://127.evil.example' },
    { HTTPS_PROXY: 'socks5://127.0.0.1:1080' },
    { VOXLANE_CA: '/no/such/file.pem' },
  ])('refuses %o', (environment) => {
    expect(() => networkSettings(environment)).toThrow(expect.objectContaining({ code: 'options-invalid' }) as Error);
  });

  it.each([
    ['https://huggingface.co/x', 'http://proxy:3128/'],
    ['http://127.0.0.1:8000/x', undefined],
    ['https://a.inside.example/x', undefined],
    ['https://inside.example/x', undefined],
    ['https://notinside.example/x', 'http://proxy:3128/'],
    ['https://port.example:8443/x', undefined],
    ['https://port.example/x', 'http://proxy:3128/'],
  ])('reaches %s through %s', (url, proxy) => {
    const settings = networkSettings({ https_proxy: 'proxy:3128', NO_PROXY: '.inside.example, port.example:8443' });
    expect(settings.proxyFor(new URL(url))?.href).toBe(proxy);
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!hasOpenssl)("https through a proxy with an authority of one's own (needs openssl)", () => {
  const scratch = scratchFolder();
  const name = 'models.test';
  let site: https.Server;
  const tunnels: { readonly to: string | undefined; readonly login: string | undefined }[] = [];
  const proxy = http.createServer();
  let refuse = 0;
  const get = (env: Record<string, string> = {}) => {
    const port = (proxy.address() as AddressInfo).port;
    const network = networkSettings({
      HF_ENDPOINT: `https://${name}`,
      HTTPS_PROXY: `http://user:p%40ss@127.0.0.1:${port}`,
      HF_TOKEN: 'hf_canary',
      ...env,
    });
    const signal = new AbortController().signal;
    return httpGet(new URL(`https://${name}/file`), { network, headers: {}, signal, timeoutMs: 600 });
  };

  beforeAll(async () => {
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`];
    args.push('-addext', `subjectAltName=DNS:${name}`, '-keyout', scratch.at('key.pem'), '-out', scratch.at('ca.pem'));
    expect(spawnSync('openssl', args).status).toBe(0);
    const tls = { key: readFileSync(scratch.at('key.pem')), cert: readFileSync(scratch.at('ca.pem')) };
    site = https.createServer(tls, (request, response) => {
      // The deadline for the head of an answer must not end its body.
      response.flushHeaders();
      setTimeout(() => response.end(request.headers.authorization), 900);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    proxy.on('connect', (request, client: net.Socket) => {
      tunnels.push({ to: request.url, login: request.headers['proxy-authorization'] });
      if (refuse !== 0) return void client.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
      const server = net.connect((site.address() as AddressInfo).port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        server.pipe(client).pipe(server);
      });
      server.on('error', () => client.destroy());
      client.on('error', () => server.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    site.closeAllConnections();
    site.close();
    proxy.close();
  });

  it('trusts the authority that VOXLANE_CA names and no other', async () => {
    await expect(get()).rejects.toThrow(/not trusted.*VOXLANE_CA/s);
    const answer = await get({ VOXLANE_CA: scratch.at('ca.pem') });
    const parts: Buffer[] = [];
    for await (const chunk of answer.body) parts.push(chunk as Buffer);
    expect(Buffer.concat(parts).toString()).toBe('Bearer hf_canary');
    const login = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;
    expect(tunnels.at(-1)).toEqual({ to: `${name}:443`, login });
  });

  it('takes what is posted to speech servers and language models through the proxy as well', async () => {
    const address = `http://user:p%40ss@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const route = networkSettings(withProxy({ VOXLANE_CA: scratch.at('ca.pem') }, address));
    const body = { contentType: 'application/json', bytes: 2, chunks: () => [Buffer.from('{}')] };
    const { signal } = new AbortController();
    const before = tunnels.length;
    let connected = 0;
    const answer = await openPost(new URL(`https://${name}/v1/chat/completions`), body, {
      headers: { authorization: 'Bearer sk' },
      route,
      signal,
      onConnect: () => connected++,
    });
    expect((await wholeBody(answer.response, 1000)).toString()).toBe('Bearer sk');
    answer.close();
    expect([tunnels.length - before, connected]).toEqual([1, 1]);
  });

  it('explains a proxy that wants a login', async () => {
    refuse = 407;
    await expect(get()).rejects.toThrow(/refused the connection \(407\).*HTTPS_PROXY/s);
    const route = networkSettings(withProxy({}, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`));
    const body = { contentType: 'application/json', bytes: 2, chunks: () => [Buffer.from('{}')] };
    const asked = openPost(new URL(`https://${name}/v1`), body, {
      headers: {},
      route,
      signal: new AbortController().signal,
    });
    expect(noAnswerOf(await asked.catch((error: unknown) => error))).toMatchObject({ permanent: true });
  });
});
