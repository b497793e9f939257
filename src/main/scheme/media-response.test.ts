import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { mediaResponse } from './media-response.ts';

const folder = mkdtempSync(join(tmpdir(), 'voxlane-media-'));
const file = join(folder, 'a.mp3');
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
writeFileSync(file, bytes);
writeFileSync(join(folder, 'empty'), '');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const known: Readonly<Record<string, { path: string; mime: string }>> = {
  token: { path: file, mime: 'audio/mpeg' },
  page: { path: file, mime: 'text/html' },
  empty: { path: join(folder, 'empty'), mime: 'audio/mpeg' },
  gone: { path: join(folder, 'gone'), mime: 'audio/mpeg' },
  folder: { path: folder, mime: 'audio/mpeg' },
};
async function ask(token: string, range?: string, method = 'GET') {
  const headers = range === undefined ? {} : { range };
  const request = new Request(`voxlane://media/${token}`, { method, headers });
  const answer = await mediaResponse(request, (name) => (Object.hasOwn(known, name) ? known[name] : undefined));
  const { status } = answer;
  return { status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}

describe('recordings of the page', () => {
  it('come whole, or the part that is asked for', async () => {
    const whole = await ask('token');
    expect([whole.status, whole.headers.get('accept-ranges'), whole.body.equals(bytes)]).toEqual([200, 'bytes', true]);
    const part = await ask('token', 'bytes=10-19');
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
      206,
      'bytes 10-19/1000',
      '10',
    ]);
    expect(part.body.equals(bytes.subarray(10, 20))).toBe(true);
    expect((await ask('token', 'bytes=0-')).body.equals(bytes)).toBe(true);
    expect((await ask('token', 'bytes=-5')).body.equals(bytes.subarray(995))).toBe(true);
    expect((await ask('token', 'bytes=990-5000')).body.equals(bytes.subarray(990))).toBe(true);
    expect((await ask('token', 'bytes=0-1,5-6')).status).toBe(200);
    expect((await ask('token', 'bytes=5-1')).status).toBe(200);
    const past = await ask('token', 'bytes=1000-');
    expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
    expect((await ask('empty')).status).toBe(200);
    expect((await ask('token', undefined, 'HEAD')).body).toHaveLength(0);
  });

  it('are found by token alone', async () => {
    for (const token of ['other', 'gone', 'folder', '..%2fa.mp3', '%2fetc%2fpasswd', 'token/x', '%', '', 'toString'])
      expect((await ask(token)).status, token).toBe(404);
    expect((await ask('token', undefined, 'POST')).status).toBe(405);
  });

  it('never run as a page', async () => {
    const answer = await ask('page');
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('are cut as asked for any range that makes sense', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 999 }), fc.nat({ max: 999 }), async (a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        const { body } = await ask('token', `bytes=${start}-${end}`);
        expect(body.equals(bytes.subarray(start, end + 1))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
