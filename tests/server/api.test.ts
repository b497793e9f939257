import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../../src/shared/logger.ts';
import { keepWorking } from '../../src/studio/keep-working.ts';
import { UploadStore } from '../../src/studio/uploads/upload-store.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type ServedStudio, serveStudio } from '../support/served-studio.ts';
import { writeShortWav } from '../support/short-wav.ts';

const WAIT_MS = 120_000;

interface Job {
  readonly id: number;
  readonly state: string;
  readonly progress: number;
  readonly error?: { readonly code: string };
}

interface ApiBody {
  readonly jobs: readonly Job[];
  readonly job: Job;
  readonly ids: readonly number[];
  readonly error: { readonly code: string; readonly what: string };
  readonly upload: string;
}

describe('the endpoints for programs', () => {
  const scratch = scratchFolder();
  const end = new AbortController();
  let served: ServedStudio;
  let working: Promise<void>;
  let token = '';
  beforeAll(async () => {
    writeShortWav(scratch.at('talk.wav'), 6);
    served = await serveStudio(scratch.at('library'));
    token = served.server.access.issue('api');
    working = keepWorking(served.studio, silentLogger, end.signal);
  });
  afterAll(async () => {
    end.abort();
    await working;
    await served.close();
  });

  async function send(method: string, path: string, body?: unknown, type = 'application/json') {
    const answer = await fetch(`${served.server.origin}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: answer.status, text, json: (isJson ? JSON.parse(text) : {}) as ApiBody };
  }
  const codeOf = async (answer: ReturnType<typeof send>) => {
    const { status, json } = await answer;
    return [status, json.error.code];
  };
  async function finished(id: number): Promise<Job> {
    return vi.waitFor(
      async () => {
        const { job } = (await send('GET', `/jobs/${id}`)).json;
        expect(['done', 'failed']).toContain(job.state);
        return job;
      },
      { timeout: WAIT_MS, interval: 200 },
    );
  }

  /** Its first cue is translated to French and in character, as a job of language work would leave it. */
  async function translateFirst(id: number): Promise<void> {
    const opened = await served.studio.call('documents.open', { id });
    if (!opened.ok) throw new Error(opened.error.what);
    const [{ id: cue = '', lines = [] } = {}] = opened.value.document.cues;
    const labels = ['in', 'out'].map((label) => ({ id: label, name: label, meaning: label }));
    const operations = [
      { kind: 'set-translation-track', language: 'fr' },
      { kind: 'put-translations', language: 'fr', cues: [{ cue, of: lines.join('\n'), lines: ['salut'], by: 'm' }] },
      { kind: 'set-class-schema', schema: { id: 'voice', name: 'Voice', question: '?', labels } },
      { kind: 'set-cue-class', cues: [cue], schema: 'voice', label: 'in' },
    ];
    const outcome = await served.studio.call('documents.edit', { id, operations });
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'edited' } });
  }

  it('take a file that was sent, work on it and give the result in every format', async () => {
    const sent = await send(
      'PUT',
      '/uploads?name=talk.wav',
      readFileSync(scratch.at('talk.wav')),
      'application/octet-stream',
    );
    expect(sent.status).toBe(201);
    const order = { upload: sent.json.upload, preset: 'demo', folder: scratch.at('out'), speakers: 2 };
    const added = await send('POST', '/jobs', order);
    expect([added.status, added.json.jobs.length]).toEqual([201, 1]);
    const id = added.json.jobs[0]?.id ?? 0;
    expect(await finished(id)).toMatchObject({ state: 'done', progress: 1 });
    expect((await send('GET', '/jobs')).json.jobs.map((job) => job.id)).toContain(id);
    const srt = await send('GET', `/jobs/${id}/result?format=srt`);
    expect(srt.text).toMatch(/^1\r?\n00:00:\d\d,\d{3} --> 00:00:\d\d,\d{3}\r?\n/);
    expect((await send('GET', `/jobs/${id}/result?format=vtt`)).text).toMatch(/^WEBVTT/);
    expect((await send('GET', `/jobs/${id}/result?format=json`)).json).toHaveProperty('cues');
    await translateFirst(id);
    const french = await send('GET', `/jobs/${id}/result?language=fr&bilingual=above&class=voice%3Din`);
    expect(french.text).toMatch(/^1\n00:00:\d\d,\d{3} --> \S+\nsalut\n.+\n$/);
    expect((await send('GET', `/jobs/${id}/result?language=de`)).json.error.code).toBe('options-invalid');
    for (const odd of ['fmt=vtt', 'language=French', 'bilingual=left', 'class=voice', 'characters=maybe'])
      expect((await send('GET', `/jobs/${id}/result?${odd}`)).status).toBe(400);
    expect((await send('DELETE', `/jobs/${id}`)).json.ids).toEqual([id]);
    expect(await codeOf(send('GET', `/jobs/${id}`))).toEqual([404, 'input-not-found']);
  });

  it('take a path, and say when a result is not there yet', async () => {
    await served.studio.call('settings.set', { key: 'parallelJobs', value: 1 });
    const order = { path: scratch.at('talk.wav'), preset: 'demo', folder: scratch.at('out') };
    const id = (await send('POST', '/jobs', order)).json.jobs[0]?.id ?? 0;
    expect((await send('POST', `/jobs/${id}/cancel`)).json.ids).toEqual([id]);
    expect((await send('GET', `/jobs/${id}`)).json.job.state).toBe('cancelled');
    expect(await codeOf(send('GET', `/jobs/${id}/result?format=srt`))).toEqual([409, 'nothing-yet']);
  });

  it('say what is wrong with an order, by code', async () => {
    for (const order of [
      {},
      { path: 'a', url: 'https://example.com/a' },
      { path: 1 },
      { path: '/a', speakers: 0 },
      { path: '/a', formats: ['exe'] },
      { path: '/a', shell: 'rm' },
      { upload: '../../etc' },
      { url: 'file:///etc/passwd' },
      { path: '/a', minSpeakers: 3, maxSpeakers: 2 },
      [],
      'x',
    ])
      expect(await codeOf(send('POST', '/jobs', order)), JSON.stringify(order)).toEqual([400, 'options-invalid']);
    expect(await codeOf(send('POST', '/jobs', { path: scratch.at('gone.wav') }))).toEqual([404, 'input-not-found']);
    expect(await codeOf(send('POST', '/jobs', { upload: '0'.repeat(32) }))).toEqual([404, 'input-not-found']);
    expect(await codeOf(send('GET', '/jobs/0'))).toEqual([400, 'options-invalid']);
    expect(await codeOf(send('GET', '/jobs/99/result?format=exe'))).toEqual([400, 'options-invalid']);
    expect(await codeOf(send('DELETE', '/jobs/99'))).toEqual([404, 'input-not-found']);
  });

  it('say in words of a request what is wrong with its body, and take an empty one that is called JSON', async () => {
    const whatOf = async (answer: ReturnType<typeof send>) => (await answer).json.error.what;
    const wave = readFileSync(scratch.at('talk.wav'));
    expect(await whatOf(send('POST', '/jobs', wave, 'application/octet-stream'))).toContain('not JSON');
    for (const [body, type] of [
      ['{bad', 'application/json'],
      ['a=1', 'application/x-www-form-urlencoded'],
    ] as const) {
      const what = await whatOf(send('POST', '/jobs', new TextEncoder().encode(body), type));
      expect(what).toMatch(/body|media type/i);
      expect(what).not.toMatch(/fault/);
    }
    expect(await whatOf(send('POST', '/jobs', { path: '/a', speakers: 2, minSpeakers: 1 }))).toContain(
      'the body: an exact number of speakers',
    );
    const nothing = new Uint8Array();
    expect(await codeOf(send('DELETE', '/jobs/99', nothing))).toEqual([404, 'input-not-found']);
    expect(await codeOf(send('POST', '/jobs', nothing))).toEqual([400, 'options-invalid']);
  });

  it('keep a copy of a file under another name apart from it', async () => {
    const wave = readFileSync(scratch.at('talk.wav'));
    const ids: string[] = [];
    for (const name of ['first.wav', 'second.wav', 'first.wav'])
      ids.push((await send('PUT', `/uploads?name=${name}`, wave, 'application/octet-stream')).json.upload);
    expect([ids[0] === ids[2], new Set(ids).size]).toEqual([true, 2]);
    const uploads = new UploadStore(scratch.at('library'));
    for (const [at, name] of ['first.wav', 'second.wav'].entries())
      expect((await uploads.pathOf(ids[at] ?? '')).endsWith(`/${name}`)).toBe(true);
  });

  it('are all in the document that describes them, and only there', async () => {
    const document = JSON.parse((await send('GET', '/openapi.json')).text) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: object; requestBody?: { content: object } }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual([
      'delete /api/jobs/{id}',
      'get /api/jobs',
      'get /api/jobs/{id}',
      'get /api/jobs/{id}/result',
      'post /api/jobs',
      'post /api/jobs/{id}/cancel',
      'put /api/uploads',
    ]);
    const submit = document.paths['/api/jobs']?.['post'];
    expect(JSON.stringify(submit?.requestBody)).toContain('"upload"');
    expect(submit?.responses).toHaveProperty('401');
  });

  it('are all that a token of programs opens', async () => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    for (const path of ['/rpc/settings.get', '/uploads', '/logout'])
      expect((await fetch(served.server.origin + path, { method: 'POST', headers, body: '{}' })).status).toBe(401);
    expect((await fetch(`${served.server.origin}/media/x`, { headers })).status).toBe(401);
  });
});
