import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AsrWindow, AsrWindowResult } from '../../src/core/ports/asr-engine.ts';
import { type RemoteApi, remoteAsrOf } from '../../src/core/remote-asr/remote-asr.ts';
import { RemoteEngine, type RemoteEngineOptions } from '../../src/platform/asr-remote/remote-engine.ts';
import type { RequestClock } from '../../src/platform/net/request-clock.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { audioFixture } from '../support/fixtures.ts';
import { decodePcm } from '../support/pcm.ts';
import { type Flavour, type SpeechHost, startSpeechHost } from '../support/speech-host.ts';
import { type TruthWindow, truthWindows } from '../support/truth-windows.ts';

const KEY = 'sk-canary-0123456789';
const WALL_MS = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');
let host: SpeechHost;
let windows: TruthWindow[];

beforeAll(async () => {
  host = await startSpeechHost('digits-dialog-2spk-60s');
  windows = truthWindows('digits-dialog-2spk-60s', decodePcm(audioFixture('digits-dialog-2spk-60s.flac')));
});
afterAll(() => host.close());
beforeEach(() => {
  host.requests.length = 0;
  host.faults.length = 0;
  host.flavour = 'speaches';
  host.key = undefined;
  host.maxBytes = Number.POSITIVE_INFINITY;
});

/** Waits are noted and take no time. */
function clock(waits: number[] = []): RequestClock {
  return {
    nowMs: () => performance.now(),
    wallMs: () => WALL_MS,
    random: () => 0.5,
    async sleep(ms, signal) {
      waits.push(ms);
      await sleep(0, undefined, { signal });
    },
  };
}

function engine(options: Partial<RemoteEngineOptions> & { readonly api?: RemoteApi } = {}): RemoteEngine {
  const { api = 'openai', ...rest } = options;
  const spec = remoteAsrOf({ url: host.url, api, plainHttp: false });
  return new RemoteEngine({ spec, key: KEY, labels: false, clock: clock(), ...rest });
}

const REQUEST = { language: 'en', beamSize: 1, batchSize: 8 };

function run(remote: RemoteEngine, of: readonly AsrWindow[] = windows, signal = new AbortController().signal) {
  return remote.transcribe(of, REQUEST, signal);
}

function expectTruth(results: readonly AsrWindowResult[]): void {
  expect(results.map(({ index }) => index)).toEqual(windows.map(({ index }) => index));
  for (const [i, { truth, startMs, endMs }] of windows.entries()) {
    const { words, drops } = results[i];
    expect(drops).toEqual([]);
    expect(words.map(({ text }) => text)).toEqual(truth.map(({ word }) => word));
    for (const word of words) {
      expect(word.startMs).toBeGreaterThanOrEqual(startMs);
      expect(word.endMs).toBeLessThanOrEqual(endMs);
    }
  }
}

async function errorOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  expect(JSON.stringify(error.toData())).not.toContain(KEY);
  return error;
}

describe('a speech server', () => {
  it('is given each window and its word times are taken', async () => {
    host.key = KEY;
    const results = await run(engine());
    expectTruth(results);
    expect(host.requests).toHaveLength(windows.length);
    const { path, fields } = host.requests[0];
    expect(path).toBe('/v1/audio/transcriptions');
    expect(fields).toContainEqual(['language', 'en']);
    for (const [i, { truth }] of windows.entries())
      for (const [k, word] of results[i].words.entries()) {
        expect(word.timing).toBe('native');
        expect(Math.abs(word.startMs - truth[k].start * 1000)).toBeLessThan(40);
        expect(word.confidence).toBe(0.9);
      }
  });

  it.each<[Flavour, number]>([
    ['vllm', 1],
    ['llama-server', 2],
  ])('of the kind %s is asked for less, and words are spread over the speech', async (flavour, refusals) => {
    host.flavour = flavour;
    const remote = engine();
    const [first, ...rest] = windows;
    const results = [...(await run(remote, [first])), ...(await run(remote, rest))];
    expectTruth(results);
    // What it does not take is found out once.
    expect(host.requests).toHaveLength(windows.length + refusals);
    expect(new Set(results.flatMap(({ words }) => words.map(({ timing }) => timing)))).toEqual(
      new Set(['interpolated']),
    );
  });

  it('of Lemonfox gets all windows at once and says who speaks', async () => {
    host.flavour = 'lemonfox';
    const results = await run(engine({ api: 'lemonfox', labels: true }));
    expectTruth(results);
    expect(host.requests).toHaveLength(1);
    expect(host.requests[0].fields).toEqual(
      expect.arrayContaining([
        ['language', 'english'],
        ['speaker_labels', 'true'],
      ]),
    );
    // Nobody said how many there are.
    expect(host.requests[0].fields.map(([name]) => name)).not.toContain('max_speakers');
    expect(new Set(results.map(({ voices }) => voices?.request)).size).toBe(1);
    const turns = results.flatMap(({ voices }) => voices?.turns ?? []);
    for (const { start, end, speaker } of windows.flatMap(({ truth }) => truth)) {
      const middle = ((start + end) / 2) * 1000;
      const label = turns.find((turn) => turn.startMs <= middle && middle <= turn.endMs)?.speaker;
      expect(label).toBe(speaker === windows[0].truth[0].speaker ? 'SPEAKER_00' : 'SPEAKER_01');
    }
  });

  it('of Lemonfox is told how many may speak', async () => {
    host.flavour = 'lemonfox';
    await run(engine({ api: 'lemonfox', labels: true, counts: { min: 2, max: 3 } }));
    expect(host.requests[0].fields).toEqual(
      expect.arrayContaining([
        ['min_speakers', '2'],
        ['max_speakers', '3'],
      ]),
    );
    host.requests.length = 0;
    await run(engine({ api: 'lemonfox', labels: false, counts: { min: 2 } }));
    expect(host.requests[0].fields.map(([name]) => name)).not.toContain('min_speakers');
  });

  it('that takes less at a time gets smaller pieces, and nothing is lost at the cuts', async () => {
    host.maxBytes = 500_000;
    const results = await run(engine());
    expectTruth(results);
    expect(host.requests.filter(({ bytes }) => bytes <= host.maxBytes).length).toBeGreaterThan(windows.length);
  });
});

describe('a speech server in trouble', () => {
  const later = (headers: Record<string, string>) => ({ status: 429, headers });

  it.each([
    ['429 with seconds', later({ 'retry-after': '7' }), 7000],
    ['429 with a date', later({ 'retry-after': 'Wed, 21 Oct 2026 07:28:09 GMT' }), 9000],
    ['429 without a word', later({}), 500],
    ['500', { status: 500 }, 500],
    ['503', { status: 503, headers: { 'retry-after': '2' } }, 2000],
    ['an answer cut short', { body: '{"text": "one two', cut: true as const }, 500],
    ['JSON that is none', { body: '{"text": "one' }, 500],
    ['a page for people', { headers: { 'content-type': 'text/html' }, body: '<html>sign in</html>' }, 500],
  ])('is asked again after %s', async (_name, fault, wait) => {
    host.faults.push(fault);
    const waits: number[] = [];
    expectTruth(await run(engine({ clock: clock(waits) })));
    expect(waits).toEqual([wait]);
    expect(host.requests).toHaveLength(windows.length + 1);
  });

  it('that says nothing is asked again, and left when that does not help', async () => {
    host.faults.push({ hang: true }, { hang: true });
    const error = await errorOf(
      run(engine({ limits: { requestMs: 60, perSecondMs: 0, attempts: 2 } }), windows.slice(0, 1)),
    );
    expect(error.code).toBe('remote-failed');
    expect(error.message).toContain('2 tries');
    expectTruth(await run(engine()));
  });

  it.each([
    ['a wait of an hour', { status: 429, headers: { 'retry-after': '3600' } }, 'remote-failed'],
    [
      'quota gone',
      { status: 429, body: JSON.stringify({ error: { code: 'insufficient_quota', message: 'Pay.' } }) },
      'quota-exhausted',
    ],
    ['payment due', { status: 402 }, 'quota-exhausted'],
    ['key refused', { status: 401, body: JSON.stringify({ error: { message: `Bad key ${KEY}` } }) }, 'key-refused'],
    ['forbidden', { status: 403 }, 'key-refused'],
    ['no such model', { status: 404, body: JSON.stringify({ detail: `model for ${KEY} not found` }) }, 'remote-failed'],
    [
      'another host',
      { status: 307, headers: { location: 'http://localhost:9/v1/audio/transcriptions' } },
      'remote-failed',
    ],
    ['a page of its own', { status: 302, headers: { location: '/login' } }, 'remote-failed'],
    ['a huge answer', { body: ' '.repeat(300_000) }, 'remote-failed'],
    ['JSON of another kind', { body: '{"result": [1, 2]}' }, 'remote-failed'],
  ])('is left at once for %s', async (_name, fault, code) => {
    host.faults.push(fault);
    const waits: number[] = [];
    const remote = engine({ clock: clock(waits), limits: { answerBytes: 100_000 } });
    expect((await errorOf(run(remote, windows.slice(0, 1)))).code).toBe(code);
    expect(waits).toEqual([]);
    expect(host.requests).toHaveLength(1);
  });

  it('that moved its endpoint is followed on its own host', async () => {
    host.faults.push({ status: 307, headers: { location: '/v1/audio/transcriptions/' } });
    expectTruth(await run(engine()));
    expect(host.requests.some(({ path }) => path.endsWith('/'))).toBe(true);
  });

  it('is not paid twice for what it heard before it failed', async () => {
    const remote = engine();
    const [first, ...rest] = windows;
    await run(remote, [first]);
    host.faults.push({ status: 402 });
    expect((await errorOf(run(remote))).code).toBe('quota-exhausted');
    host.requests.length = 0;
    expectTruth(await run(remote));
    expect(host.requests.length).toBeLessThanOrEqual(rest.length);
  });

  it('ends with its user, while a request is on its way', async () => {
    host.faults.push({ hang: true });
    const stop = new AbortController();
    const work = errorOf(run(engine(), windows.slice(0, 1), stop.signal));
    while (host.requests.length === 0) await sleep(5);
    stop.abort();
    expect((await work).code).toBe('cancelled');
  });

  it('that is not there is left after some tries', async () => {
    const spec = remoteAsrOf({ url: 'http://127.0.0.1:9', api: 'openai', plainHttp: false });
    const waits: number[] = [];
    const remote = new RemoteEngine({ spec, labels: false, clock: clock(waits) });
    const error = await errorOf(run(remote, windows.slice(0, 1)));
    expect(error.message).toContain('ECONNREFUSED');
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });
});
