import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadFile } from '../../src/renderer/client/web-upload.ts';
import { readRange } from '../../src/shared/byte-range.ts';
import { UploadStore } from '../../src/studio/uploads/upload-store.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openWindow, type ServedStudio, serveStudio, signIn, type TestWindow } from '../support/served-studio.ts';

const scratch = scratchFolder();
const MEDIA = Uint8Array.from({ length: 5_000 }, (_, index) => index % 251);
const BIG = Uint8Array.from({ length: 20 * 1024 * 1024 }, (_, index) => (index * 7 + (index >> 12)) % 256);
let served: ServedStudio;
let window: TestWindow;
let cookie = '';
beforeAll(async () => {
  writeFileSync(scratch.at('talk.wav'), MEDIA);
  writeFileSync(scratch.at('empty.wav'), '');
  const files: Record<string, { path: string; mime: string }> = {
    talk: { path: scratch.at('talk.wav'), mime: 'audio/wav' },
    empty: { path: scratch.at('empty.wav'), mime: 'audio/wav' },
    gone: { path: scratch.at('gone.wav'), mime: 'audio/wav' },
    folder: { path: scratch.path, mime: 'audio/wav' },
    page: { path: scratch.at('talk.wav'), mime: 'text/html' },
  };
  served = await serveStudio(scratch.at('library'), { findMedia: (token) => files[token] });
  cookie = await signIn(served.server);
  window = await openWindow(served.server.origin, cookie);
});
afterAll(async () => {
  window.close();
  await served.close();
});

describe('media', () => {
  const get = async (token: string, range?: string, method = 'GET') => {
    const headers: Record<string, string> = { cookie, ...(range === undefined ? {} : { range }) };
    const answer = await fetch(`${served.server.origin}/media/${token}`, { method, headers });
    return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
  };

  it.each([
    ['bytes=0-', 206, 0, 4_999],
    ['bytes=0-0', 206, 0, 0],
    ['bytes=100-199', 206, 100, 199],
    ['bytes=4990-9999', 206, 4_990, 4_999],
    ['bytes=-10', 206, 4_990, 4_999],
    ['bytes=-99999', 206, 0, 4_999],
  ])('come in pieces: %s', async (range, status, start, end) => {
    const { answer, bytes } = await get('talk', range);
    expect([answer.status, answer.headers.get('content-range')]).toEqual([status, `bytes ${start}-${end}/5000`]);
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    expect(bytes).toEqual(MEDIA.slice(start, end + 1));
  });

  it.each(['bytes=5000-', 'bytes=9999-10000', 'bytes=-0'])('have nothing past their end: %s', async (range) => {
    const { answer } = await get('talk', range);
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */5000']);
  });

  it.each([undefined, 'bytes=0-1,5-6', 'bytes=5-2', 'lines=1-2', 'bytes=-', 'bytes=a-b'])(
    'come whole otherwise: %s',
    async (range) => {
      const { answer, bytes } = await get('talk', range);
      expect([answer.status, answer.headers.get('accept-ranges')]).toEqual([200, 'bytes']);
      expect(bytes).toEqual(MEDIA);
    },
  );

  it('tell their size without being sent, are empty when they are, and never a page', async () => {
    const { answer, bytes } = await get('talk', undefined, 'HEAD');
    expect([answer.status, answer.headers.get('content-length'), bytes.length]).toEqual([200, '5000', 0]);
    expect((await get('empty')).answer.status).toBe(200);
    expect((await get('page')).answer.headers.get('content-type')).toBe('application/octet-stream');
    for (const token of ['gone', 'folder', 'unknown']) expect((await get(token)).answer.status).toBe(404);
  });

  it('never send bytes that are not there, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,20}-\d{0,20}$/)),
        fc.nat(10_000),
        (text, size) => {
          const range = readRange(text, size);
          if (typeof range === 'string') return;
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeGreaterThanOrEqual(range.start);
          expect(range.end).toBeLessThan(size);
        },
      ),
    );
  });
});

describe('uploads', () => {
  const file = (name: string, bytes: Uint8Array<ArrayBuffer> = BIG) => ({
    name,
    size: bytes.length,
    slice: (start: number, end: number) => new Blob([bytes.slice(start, end)]),
  });
  const never = new AbortController().signal;

  it('arrive in pieces, whole, under a name that means nothing, once for each content', async () => {
    const sent: number[] = [];
    const onProgress = ({ sentBytes }: { sentBytes: number }) => void sent.push(sentBytes);
    const path = await uploadFile(window.parts, file('../../..\\evil/\u202e:talk?.WAV'), { signal: never, onProgress });
    expect(path.startsWith(scratch.at('library', 'uploads'))).toBe(true);
    expect(basename(path)).toBe('_talk_.wav');
    expect(Buffer.compare(readFileSync(path), BIG)).toBe(0);
    expect(sent.at(-1)).toBe(BIG.length);
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    const again = await uploadFile(window.parts, file('\u202e:talk?.wav'), { signal: never, onProgress });
    expect(again).toBe(path);
  });

  it('go on where a lost connection ended', async () => {
    let failures = 0;
    const parts = {
      ...window.parts,
      fetch: async (url: string, init: RequestInit): Promise<Response> => {
        const isPiece = init.method === 'PUT';
        // The second piece is lost on its way, the third arrives and its answer is lost.
        if (isPiece && failures === 0 && !url.endsWith('=0')) {
          failures++;
          throw new TypeError('lost');
        }
        const answer = await window.parts.fetch(url, init);
        if (isPiece && failures === 1) {
          failures++;
          throw new TypeError('lost');
        }
        return answer;
      },
    };
    const path = await uploadFile(parts, file('lossy.wav'), { signal: never, onProgress: () => undefined });
    expect(failures).toBe(2);
    expect(Buffer.compare(readFileSync(path), BIG)).toBe(0);
  });

  it('are there though the answer to the last piece was lost', async () => {
    const sent: { readonly url: string; readonly init: RequestInit }[] = [];
    const parts = {
      ...window.parts,
      fetch: async (url: string, init: RequestInit): Promise<Response> => {
        const answer = await window.parts.fetch(url, init);
        if (init.method !== 'PUT') return answer;
        sent.push({ url, init });
        throw new TypeError('lost');
      },
    };
    const run = { signal: never, onProgress: () => undefined };
    const path = await uploadFile(parts, file('last.wav', MEDIA), run);
    expect(Buffer.compare(readFileSync(path), MEDIA)).toBe(0);
    // So it is for who only knows that everything was sent.
    const [{ url = '', init = {} } = {}] = sent;
    const rest = { ...init, body: new Blob([]), signal: null };
    const answer = await window.parts.fetch(url.replace('=0', `=${MEDIA.length}`), rest);
    expect(await answer.json()).toMatchObject({ ok: true, value: { path } });
  });

  it('go on beside a connection that nobody noticed was lost', async () => {
    const store = new UploadStore(scratch.at('stalled'));
    const { id } = await store.begin({ name: 'stalled.wav', sizeBytes: MEDIA.length });
    const stalled = new Readable({ read: () => undefined });
    stalled.push(MEDIA.subarray(0, 2_000));
    const given = expect(store.append(id, 0, stalled)).rejects.toThrow();
    await expect.poll(async () => (await store.stateOf(id)).offset).toBe(2_000);
    const { path = '' } = await store.append(id, 2_000, Readable.from([MEDIA.subarray(2_000)]));
    expect(Buffer.compare(readFileSync(path), MEDIA)).toBe(0);
    await given;
  });

  it('that are being finished are waited for by who asks again', async () => {
    const store = new UploadStore(scratch.at('finishing'));
    const { id } = await store.begin({ name: 'finishing.wav', sizeBytes: BIG.length });
    let offset = 0;
    for (; BIG.length - offset > 8 * 1024 * 1024; offset += 8 * 1024 * 1024)
      await store.append(id, offset, Readable.from([BIG.subarray(offset, offset + 8 * 1024 * 1024)]));
    const first = store.append(id, offset, Readable.from([BIG.subarray(offset)]));
    await expect.poll(async () => (await store.stateOf(id)).offset).toBe(BIG.length);
    const second = await store.append(id, BIG.length, Readable.from([]));
    expect(second).toEqual(await first);
    expect(second.path).toBeDefined();
  });

  it('are refused when they are no files, end past their size or come from somebody who may look only', async () => {
    const call = async (method: string, path: string, body: string | null, more: Record<string, string> = {}) =>
      (await (
        await window.parts.fetch(served.server.origin + path, {
          method,
          body,
          headers: { 'x-voxlane-client': window.link.client, 'content-type': 'application/json', ...more },
        })
      ).json()) as { ok: boolean; value: { id: string }; error?: { code: string } };
    const begin = (wish: unknown, more = {}) => call('POST', '/uploads', JSON.stringify(wish), more);
    for (const wish of [{}, { name: 'a', sizeBytes: 0 }, { name: '', sizeBytes: 1 }, { name: 'a', sizeBytes: 1.5 }])
      expect((await begin(wish)).error?.code).toBe('options-invalid');
    expect((await begin({ name: 'a.wav', sizeBytes: 2 ** 50 })).error?.code).toBe('upload-failed');
    expect((await begin({ name: 'a.wav', sizeBytes: 4 }, { 'x-voxlane-client': 'x'.repeat(20) })).error?.code).toBe(
      'read-only-client',
    );
    const { id } = (await begin({ name: 'a.wav', sizeBytes: 4 })).value;
    const raw = { 'content-type': 'application/octet-stream' };
    expect((await call('PUT', `/uploads/${id}?offset=2`, 'ab', raw)).error?.code).toBe('upload-failed');
    expect((await call('PUT', `/uploads/${id}?offset=0`, 'abcdef', raw)).error?.code).toBe('upload-failed');
    expect((await call('PUT', `/uploads/${id}?offset=0`, '{}')).error?.code).toBe('options-invalid');
    expect((await call('DELETE', `/uploads/${id}`, '{}')).ok).toBe(true);
    expect((await call('GET', `/uploads/${id}`, null)).error?.code).toBe('upload-failed');
  });

  it('end when their user has enough', async () => {
    const enough = new AbortController();
    const uploading = uploadFile(window.parts, file('enough.wav'), {
      signal: enough.signal,
      onProgress: () => enough.abort(),
    });
    await expect(uploading).rejects.toMatchObject({ code: 'cancelled' });
  });
});
