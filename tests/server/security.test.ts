import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessStore } from '../../src/server/access-store.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type ServedStudio, serveStudio, signIn, tokenIn } from '../support/served-studio.ts';

const scratch = scratchFolder();
let served: ServedStudio;
let origin = '';
let cookie = '';
beforeAll(async () => {
  writeFileSync(scratch.at('talk.wav'), 'RIFF');
  served = await serveStudio(scratch.at('library'), {
    findMedia: (token) => (token === 'good' ? { path: scratch.at('talk.wav'), mime: 'audio/wav' } : undefined),
  });
  ({ origin } = served.server);
  cookie = await signIn(served.server);
});
afterAll(() => served.close());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request with exactly these headers and this path; `fetch` would mend both. */
function send(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const request = httpRequest({ hostname, port, method, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The status of an attempt to open a socket. */
function upgrade(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(origin);
    const socket = connect(Number(port), hostname);
    const lines = Object.entries({
      host,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`);
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    socket.once('data', (data) => {
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(data))?.[1]));
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

const json = { 'content-type': 'application/json' };
const codeOf = (body: string): unknown => (JSON.parse(body) as { error?: { code?: string } }).error?.code;
const client = 'a'.repeat(20);

const ROUTES = [
  ['GET', '/'],
  ['GET', '/assets/main-1.js'],
  ['GET', '/session'],
  ['POST', '/logout'],
  ['POST', '/rpc/settings.get'],
  ['POST', '/rpc/no.such.call'],
  ['GET', '/media/good'],
  ['HEAD', '/media/good'],
  ['POST', '/uploads'],
  ['GET', '/uploads/AAAAAAAAAAAAAAAAAAAAAA'],
  ['PUT', '/uploads/AAAAAAAAAAAAAAAAAAAAAA?offset=0'],
  ['DELETE', '/uploads/AAAAAAAAAAAAAAAAAAAAAA'],
  ['POST', '/api/jobs'],
  ['GET', '/api/jobs'],
  ['GET', '/api/jobs/1'],
  ['GET', '/api/jobs/1/result?format=srt'],
  ['POST', '/api/jobs/1/cancel'],
  ['DELETE', '/api/jobs/1'],
  ['PUT', '/api/uploads?name=a.wav'],
  ['GET', '/api/openapi.json'],
  ['GET', '/nothing/here'],
  ['OPTIONS', '/rpc/settings.get'],
] as const;

describe('who is not signed in', () => {
  it.each(ROUTES)('gets 401 and nothing else: %s %s', async (method, path) => {
    for (const headers of [{}, { cookie: 'voxlane-1=x' }, { authorization: 'Bearer nonsense' }]) {
      const sent: Record<string, string> = { ...headers, ...('cookie' in headers ? { origin } : {}) };
      const answer = await send(method, path, sent);
      expect(answer.status).toBe(401);
      if (method !== 'HEAD') expect(codeOf(answer.body)).toBe('not-signed-in');
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('is told what to do, in their language', async () => {
    const page = await send('GET', '/', { accept: 'text/html', 'accept-language': 'tr-TR,en' });
    expect([page.status, page.headers['content-type']]).toEqual([401, 'text/html; charset=utf-8']);
    expect(page.body).toContain('lang="tr"');
    expect(page.body).toContain('voxlane serve --url');
  });

  it('opens no socket', async () => {
    expect(await upgrade(`/events?client=${client}`, { origin })).toBe(401);
    expect(await upgrade(`/events?client=${client}`, { origin, cookie: `${cookie}x` })).toBe(401);
  });
});

describe('the token of the printed address', () => {
  it('works once, also for two who come at a time', async () => {
    const body = JSON.stringify({ token: tokenIn(served.server.loginUrl()) });
    const answers = await Promise.all([1, 2, 3].map(() => send('POST', '/login', json, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect((await send('POST', '/login', json, body)).status).toBe(401);
  });

  it('gives a cookie that scripts and other sites cannot use', async () => {
    const body = JSON.stringify({ token: tokenIn(served.server.loginUrl()) });
    const { headers } = await send('POST', '/login', json, body);
    const [set = ''] = [headers['set-cookie']].flat();
    expect(set).toMatch(
      new RegExp(`^voxlane-${served.server.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=\\d+$`),
    );
  });

  it('is in no file, and neither is the session; nobody else may look', () => {
    const { folder } = served.server.access;
    expect(statSync(folder).mode & 0o077).toBe(0);
    const secret = cookie.split('=')[1] ?? '';
    expect(secret).toHaveLength(43);
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
      expect(name + readFileSync(join(folder, name), 'utf8')).not.toContain(secret);
    }
  });

  it('is refused in every wrong form', async () => {
    const long = 'x'.repeat(5_000);
    for (const body of [
      '',
      '{}',
      '[]',
      '{"token":1}',
      '{"token":""}',
      JSON.stringify({ token: '../../x' }),
      `{"token":"${long}"}`,
    ])
      expect([400, 401, 413]).toContain((await send('POST', '/login', json, body)).status);
  });

  it('keeps a browser signed in when the server was started anew, until it signs out', async () => {
    const own = await signIn(served.server);
    expect(new AccessStore(scratch.at('library')).accepts('session', own.split('=')[1] ?? '')).toBe(true);
    expect((await send('GET', '/session', { cookie: own })).status).toBe(200);
    expect((await send('POST', '/logout', { cookie: own, origin })).status).toBe(200);
    expect((await send('GET', '/session', { cookie: own })).status).toBe(401);
  });
});

describe('pages of other sites', () => {
  const rpc = (headers: Record<string, string>) =>
    send('POST', '/rpc/settings.get', { ...json, cookie, origin, ...headers }, '{}');

  it('is what the page itself is not', async () => {
    expect((await rpc({})).status).toBe(200);
    expect((await rpc({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it.each([
    ['a name that was made to point here', { host: 'evil.example' }],
    ['a name that was made to point here, with our port', { host: 'evil.example:PORT' }],
    ['a loopback name with another port', { host: 'localhost:1' }],
    ['another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['our host by another scheme', { origin: 'https://127.0.0.1:PORT' }],
    ['a name that begins like ours', { origin: 'http://127.0.0.1:PORT.evil.example' }],
    ['a request that a browser says is of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a request that a browser says is of another port', { 'sec-fetch-site': 'same-site' }],
  ])('are refused: %s', async (_what, wrong) => {
    const headers = Object.fromEntries(
      Object.entries(wrong).map(([name, value]) => [name, value.replace('PORT', String(served.server.port))]),
    );
    const answer = await rpc(headers);
    expect([answer.status, codeOf(answer.body)]).toEqual([403, 'request-refused']);
    expect(await upgrade(`/events?client=${client}`, { cookie, origin, ...headers })).toBe(403);
  });

  it('cannot change anything by a form or an image', async () => {
    expect((await send('POST', '/rpc/queue.clear', { cookie, ...json }, '{}')).status).toBe(403);
    expect((await send('GET', '/rpc/queue.clear', { cookie })).status).toBe(404);
    const form = await send('POST', '/rpc/settings.get', { cookie, origin, 'content-type': 'text/plain' }, '{}');
    expect(form.body).not.toContain('"ok":true');
  });

  it('may hold a link to the studio, which shows nothing by itself', async () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect((await send('GET', '/', { ...link, accept: 'text/html' })).status).toBe(401);
    expect((await send('GET', '/api/jobs', { ...link, cookie })).status).toBe(403);
    expect((await send('GET', '/', { ...link, 'sec-fetch-dest': 'iframe', cookie })).status).toBe(403);
  });

  it('opens a socket for the page itself', async () => {
    expect(await upgrade(`/events?client=${client}`, { cookie, origin })).toBe(101);
    expect(await upgrade('/events', { cookie, origin })).toBe(404);
    expect(await upgrade(`/other?client=${client}`, { cookie, origin })).toBe(404);
    expect(await upgrade(`/events?client=${client}`, { cookie })).toBe(403);
  });
});

describe('paths', () => {
  it.each([
    '/assets/../secret.txt',
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e/secret.txt',
    '/assets/..%5csecret.txt',
    '/assets/%2e%2e%2fsecret.txt',
    '/assets//etc/passwd',
    '/assets/%00',
    '/assets/%zz',
    '/assets/',
    '/secret.txt',
    '/..%2f..%2flibrary/library.db',
    '/media/..%2ftalk.wav',
    '/media/../talk.wav',
    '/media/%2fetc%2fpasswd',
    '/uploads/..%2f..%2flibrary.db',
  ])('lead out of no folder: %s', async (path) => {
    const answer = await send('GET', path, { cookie });
    expect(answer.body).not.toContain('not for anybody');
    expect(answer.body).not.toContain('RIFF');
    expect(answer.body).not.toMatch(/root:|SQLite format/);
    if (!path.startsWith('/uploads')) expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  it('of the page carry the headers that keep it safe', async () => {
    for (const [path, status] of [
      ['/', 200],
      ['/assets/main-1.js', 200],
      ['/nothing', 404],
      ['/assets/%zz', 400],
    ] as const) {
      const { headers, status: given } = await send('GET', path, { cookie });
      expect(given).toBe(status);
      const policy = String(headers['content-security-policy']);
      for (const part of [
        "default-src 'none'",
        "script-src 'self';",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
      ])
        expect(policy).toContain(part);
      expect(policy).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('give each page a nonce of its own', async () => {
    const [one, two] = await Promise.all(['/', '/'].map((path) => send('GET', path, { cookie })));
    const nonces = [one, two].map((page) => /content="([\w-]{20,})"/.exec(page?.body ?? '')?.[1] ?? '');
    expect(new Set(nonces).size).toBe(2);
    expect(String(one?.headers['content-security-policy'])).toContain(`'nonce-${nonces[0]}'`);
  });
});

describe('too much', () => {
  it('is refused by size', async () => {
    const long = await send('POST', '/login', { ...json, 'content-length': '5000000' }, '{"token":"x"}').catch(
      () => undefined,
    );
    expect([undefined, 413]).toContain(long?.status);
    expect((await send('GET', '/', { cookie, 'x-long': 'x'.repeat(40_000) })).status).toBe(431);
  });
});
