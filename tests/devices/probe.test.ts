import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { probeDevice } from '../../src/platform/devices/probe-device.ts';
import { rememberedVerdict, rememberVerdict } from '../../src/platform/devices/verdict-cache.ts';
import { verdictOf } from '../../src/platform/devices/verdict-of.ts';
import { providerState } from '../../src/platform/onnx/providers.ts';
import { devicesFolder } from '../../src/platform/storage/folders.ts';
import { scratchFolder } from '../support/scratch.ts';
import { probeModel } from '../support/probe-model.ts';

const signal = new AbortController().signal;
const DAY_MS = 86_400_000;
const scratch = scratchFolder();
let round = 0;

beforeEach(() => {
  // A new cache for every test.
  vi.stubEnv('VOXLANE_CACHE', scratch.at(`cache-${round++}`));
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** A probe that does what the source says instead of loading a model. */
async function fakeProbe(source: string): Promise<URL> {
  const path = scratch.at('probe.mjs');
  await writeFile(path, source);
  return pathToFileURL(path);
}

describe('probeDevice', () => {
  it('has the model that tests can make anew', async () => {
    expect(new Uint8Array(await readFile('resources/models/device-probe.onnx'))).toEqual(probeModel());
  });

  it('runs the model on the processor in a process of its own', async () => {
    expect(await probeDevice('cpu', { signal })).toEqual({ state: 'works' });
  });

  it('says what the real runtime says about a device that it does not have', async () => {
    const device = process.platform === 'win32' ? 'coreml' : 'dml';
    const verdict = await probeDevice(device, { signal });
    expect(verdict).toMatchObject({ state: 'failed', reason: expect.stringContaining('no available backend') });
  });

  it.each([
    [
      'crashes',
      `process.stderr.write('2026-01-01 10:00:00 [E] CUDA failure 999\\n'); process.abort()`,
      /crashed\..*CUDA failure 999/,
    ],
    ['is killed', `process.kill(process.pid, 'SIGKILL')`, /crashed/],
    ['gives up', `console.error('driver gone'); process.exit(7)`, /code 7\. It said: driver gone/],
    ['talks nonsense', `console.log('{"kind":"works"}')`, /no answer that can be read/],
    ['says nothing', ``, /no answer that can be read/],
    ['floods', `for (;;) console.log('x'.repeat(10000))`, /no answer that can be read|crashed/],
    ['fails', `console.log(JSON.stringify({ kind: 'failed', reason: 'CUDA failure 35' }))`, /^CUDA failure 35\.$/],
  ])('has a verdict on a probe that %s', async (_what, source, reason) => {
    const verdict = await probeDevice('cuda', { signal, entry: await fakeProbe(source) });
    expect(verdict).toEqual({ state: 'failed', reason: expect.stringMatching(reason) });
  });

  it('ends a probe that hangs', async () => {
    const entry = await fakeProbe(`process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000)`);
    const verdict = await probeDevice('cuda', { signal, entry, deadlineMs: 400 });
    expect(verdict).toEqual({ state: 'failed', reason: expect.stringContaining('no answer within 0.4 s') });
  });

  it('stops when its owner stops', async () => {
    const entry = await fakeProbe(`setInterval(() => undefined, 1000)`);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    await expect(probeDevice('cuda', { signal: stop.signal, entry })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('verdictOf', () => {
  const works = `console.log(JSON.stringify({ kind: 'works', difference: 0 }))`;
  const crashes = `process.abort()`;
  const ask = async (source: string, nowMs: number, more = {}) =>
    verdictOf('cuda', {
      signal,
      provider: 'included',
      runtimeVersion: '1',
      nowMs: () => nowMs,
      entry: await fakeProbe(source),
      ...more,
    });

  it('remembers that a device works, for a month', async () => {
    expect(await ask(works, 0)).toEqual({ state: 'works' });
    expect(await ask(crashes, 29 * DAY_MS)).toEqual({ state: 'works' });
    expect(await ask(crashes, 31 * DAY_MS)).toMatchObject({ state: 'failed' });
  });

  it('remembers a failure for a day, or until it is asked to try again', async () => {
    expect(await ask(crashes, 0)).toMatchObject({ state: 'failed' });
    expect(await ask(works, DAY_MS / 2)).toMatchObject({ state: 'failed' });
    expect(await ask(works, DAY_MS / 2, { anew: true })).toEqual({ state: 'works' });
    expect(await ask(crashes, DAY_MS)).toEqual({ state: 'works' });
  });

  it('believes no verdict of another runtime, of the future, or that is damaged', async () => {
    await ask(works, 5);
    expect(await ask(crashes, 6, { runtimeVersion: '2' })).toMatchObject({ state: 'failed' });
    await rememberVerdict('cuda', 'x', { state: 'works' }, 100);
    expect(await rememberedVerdict('cuda', 'x', 100)).toEqual({ state: 'works' });
    expect(await rememberedVerdict('cuda', 'x', 50)).toBeUndefined();
    await writeFile(join(devicesFolder(), 'cuda.json'), '{"verdict":');
    expect(await rememberedVerdict('cuda', 'x', 100)).toBeUndefined();
  });

  it('starts nothing for a device that is not installed', async () => {
    expect(await ask(works, 0, { provider: 'missing' })).toMatchObject({ state: 'absent' });
    expect(await ask(works, 0, { provider: 'unknown' })).toMatchObject({ state: 'absent' });
  });
});

it('knows what the installed runtime has', () => {
  expect(providerState('cpu')).toBe('included');
  expect(providerState(process.platform === 'win32' ? 'coreml' : 'dml')).toBe('unknown');
});
