import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeResource } from '../../src/platform/net/probe-resource.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type LoopbackServer, type MovingFile, movingFile, startLoopbackServer } from './loopback-server.ts';
import { loopbackRules } from './support.ts';

describe('asking a server what a file is', () => {
  const scratch = scratchFolder();
  const idle = new AbortController().signal;
  const served: MovingFile = {
    bytes: Buffer.alloc(5000),
    etag: '"e"',
    lastModified: 'Mon, 02 Nov 2026 10:00:00 GMT',
    ranges: 'honoured',
    head: 'answered',
  };
  let server: LoopbackServer;
  beforeAll(async () => {
    const redirect = (location: string) => (_request: unknown, response: ServerResponse) => {
      response.writeHead(302, { location }).end();
    };
    server = await startLoopbackServer({
      '/a': movingFile(served, 'audio/mpeg'),
      '/headless': movingFile({ ...served, head: 'refused' }, 'audio/mpeg'),
      '/silent': movingFile({ ...served, head: 'silent' }, 'audio/mpeg'),
      '/moved': redirect('/a'),
      '/loop': redirect('/loop'),
      '/to-private': redirect('http://10.2.3.4/a'),
      '/to-rebound': redirect('http://rebound.example.com/a'),
      '/to-file': redirect('file:///etc/passwd'),
      '/to-login': redirect('http://me:secret@127.0.0.1/a'),
    });
  });
  afterAll(() => server.close());
  const probe = (path: string, signal = idle, deadlineMs?: number) =>
    probeResource(`${server.url}${path}`, loopbackRules, signal, deadlineMs);
  const facts = { etag: '"e"', lastModified: 'Mon, 02 Nov 2026 10:00:00 GMT', lengthBytes: 5000 };

  it('takes what HEAD says, or what comes with the first byte', async () => {
    expect(await probe('/a')).toEqual({ kind: 'known', facts });
    expect(await probe('/headless')).toEqual({ kind: 'known', facts });
    expect(server.requests.at(-1)?.range).toBe('bytes=0-0');
    expect(await probe('/moved')).toEqual({ kind: 'known', facts });
    expect(await probe('/none')).toEqual({ kind: 'unknown' });
    expect(await probe('/loop')).toEqual({ kind: 'unknown' });
  });

  it('judges every hop before it connects', async () => {
    expect(await probe('/to-private')).toEqual({ kind: 'refused', host: '10.2.3.4', reason: 'private' });
    expect(await probe('/to-rebound')).toEqual({ kind: 'refused', host: 'rebound.example.com', reason: 'private' });
    expect(await probe('/to-file')).toMatchObject({ kind: 'refused', reason: 'scheme' });
    expect(await probe('/to-login')).toMatchObject({ kind: 'refused', reason: 'credentials' });
  });

  it('connects to the address that was judged, whatever the name says later', async () => {
    const rules = { ...loopbackRules, judgeHost: () => undefined, resolve: () => Promise.resolve(['127.0.0.1']) };
    const url = `http://named.example.com:${new URL(server.url).port}/a`;
    expect(await probeResource(url, rules, idle)).toEqual({ kind: 'known', facts });
  });

  it('does not wait for a server that says nothing, nor after a cancel', async () => {
    expect(await probe('/silent', idle, 300)).toEqual({ kind: 'unknown' });
    const deaf = { ...loopbackRules, resolve: () => new Promise<never>(() => undefined) };
    expect(await probeResource(`${server.url}/a`, deaf, idle, 300)).toEqual({ kind: 'unknown' });
    const controller = new AbortController();
    const stopped = probe('/silent', controller.signal);
    setTimeout(() => controller.abort(), 50);
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('believes no server whose certificate nobody vouches for', async (context) => {
    const [key, certificate] = [scratch.at('key.pem'), scratch.at('certificate.pem')];
    const subject = ['-subj', '/CN=127.0.0.1', '-days', '1', '-nodes'];
    const made = spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      ...subject,
      '-keyout',
      key,
      '-out',
      certificate,
    ]);
    if (made.status !== 0) context.skip('openssl is not there');
    const secure = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_request, response) => {
      response.writeHead(200, { etag: '"forged"' }).end();
    });
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/a`;
    expect(await probeResource(url, loopbackRules, idle)).toEqual({ kind: 'unknown' });
    secure.close();
  });
});
