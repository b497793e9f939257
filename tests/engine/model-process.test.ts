import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AsrWindow } from '../../src/core/ports/asr-engine.ts';
import type { WorkerProcess, WorkerSpec } from '../../src/engine/host/worker-process.ts';
import { openAlignerProcess } from '../../src/engine/server/asr/open-aligner-process.ts';
import { openAsrProcess } from '../../src/engine/server/asr/open-asr-process.ts';
import type { ProcessOwner } from '../../src/engine/server/asr/model-process.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { type Fault, faultyWorkers, testModel, testSpec } from '../support/asr-faults.ts';
import { failure } from './harness.ts';
import { goneWithin, isRunning } from './processes.ts';

const request = { language: 'en', beamSize: 1, batchSize: 4 };
const never = new AbortController().signal;

const window = (index: number): AsrWindow => {
  const startMs = index * 1000;
  const samples = new Float32Array(16_000).fill(index / 10);
  return { index, startMs, endMs: startMs + 1000, samples, speech: [{ startMs, endMs: startMs + 500 }] };
};

let folder = '';
let workers: WorkerProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'voxlane-model-process-'));
  workers = [];
});
afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map(({ exited }) => exited));
  rmSync(folder, { recursive: true });
});

function remembering(inner: WorkerSpec): WorkerSpec {
  return {
    name: inner.name,
    spawn() {
      const worker = inner.spawn();
      workers.push(worker);
      return worker;
    },
  };
}

function owner(faults: readonly Fault[], more: Partial<ProcessOwner> = {}): ProcessOwner {
  return { signal: never, log: silentLogger, workers: remembering(faultyWorkers(folder, faults)), ...more };
}

const lastPid = (): number => workers.at(-1)?.pid ?? 0;

describe('a recogniser in a process of its own', () => {
  it('hears windows, tells progress that does not fall, and is gone when it is disposed of', async () => {
    const peaks: number[] = [];
    const asr = await openAsrProcess(testSpec, owner([], { onPeakRss: (bytes) => peaks.push(bytes) }));
    expect(asr).toMatchObject({ id: 'test-model', device: 'cpu', capabilities: { batchMax: 16 } });
    const told: number[] = [];
    const results = await asr.transcribe([window(0), window(3)], request, never, (fraction) => told.push(fraction));
    expect(results.map(({ text }) => text)).toEqual(['test-model-0', 'test-model-3']);
    expect(told).toEqual([0.5]);
    expect(peaks).toHaveLength(2);
    expect(peaks[1]).toBeGreaterThan(20 * 1024 ** 2);
    const pid = lastPid();
    expect(isRunning(pid)).toBe(true);
    await asr.dispose();
    expect(isRunning(pid)).toBe(false);
    expect((await failure(asr.transcribe([window(0)], request, never))).code).toBe('cancelled');
  });

  it.each<[Fault['do'], string, Record<string, unknown>]>([
    ['abort', 'engine-crashed', { signal: 'SIGABRT', output: expect.stringContaining('assertion failed') as string }],
    ['sigkill', 'engine-crashed', { signal: 'SIGKILL' }],
    ['exit', 'engine-crashed', { exitCode: 3 }],
    ['oom-abort', 'out-of-memory', { signal: 'SIGABRT' }],
    ['hang', 'engine-unresponsive', { job: 'transcribe' }],
    ['stall', 'engine-unresponsive', { job: 'transcribe' }],
    ['garbage', 'engine-protocol', {}],
    ['fewer', 'engine-protocol', {}],
  ])('that ends of "%s" says %s, stays ended, and the next one works', async (what, code, details) => {
    const timing = { batchMs: () => 1000 };
    const faulty = owner([{ do: what, window: 2, times: 1 }], { timing });
    const asr = await openAsrProcess(testSpec, faulty);
    expect(await asr.transcribe([window(1)], request, never)).toHaveLength(1);
    const started = performance.now();
    const error = await failure(asr.transcribe([window(1), window(2)], request, never));
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject({ model: 'test-model', processEnded: true, ...details });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(await failure(asr.transcribe([window(1)], request, never))).toBe(error);
    await asr.dispose();
    expect(workers).toHaveLength(1);
    expect(await goneWithin(lastPid(), 0)).toBe(true);

    const next = await openAsrProcess(testSpec, faulty);
    expect(await next.transcribe([window(2)], request, never)).toHaveLength(1);
    await next.dispose();
  });

  it.each<[Fault['do'], string]>([
    ['throw', 'internal'],
    ['oom', 'out-of-memory'],
  ])('that throws "%s" says %s and goes on', async (what, code) => {
    const asr = await openAsrProcess(testSpec, owner([{ do: what, minBatch: 2 }]));
    const error = await failure(asr.transcribe([window(0), window(1)], request, never));
    expect(error.code).toBe(code);
    expect(error.details?.['processEnded']).toBeUndefined();
    expect(await asr.transcribe([window(0)], request, never)).toHaveLength(1);
    await asr.dispose();
  });

  it('that is killed while it has nothing to do says so at the next batch', async () => {
    const asr = await openAsrProcess(testSpec, owner([]));
    process.kill(lastPid(), 'SIGKILL');
    await workers[0]?.exited;
    const error = await failure(asr.transcribe([window(0)], request, never));
    expect(error).toMatchObject({ code: 'engine-crashed', details: { signal: 'SIGKILL', processEnded: true } });
    expect(workers).toHaveLength(1);
    await asr.dispose();
  });

  it.each<[string, Fault, string]>([
    ['dies before it is ready', { do: 'exit', on: 'start' }, 'engine-start-failed'],
    ['is not ready in time', { do: 'slow', on: 'start', ms: 60_000 }, 'engine-start-failed'],
    ['hangs before it is ready', { do: 'hang', on: 'start' }, 'engine-start-failed'],
    ['dies while it loads', { do: 'abort', on: 'open' }, 'engine-crashed'],
    ['runs out of memory while it loads', { do: 'oom-abort', on: 'open' }, 'out-of-memory'],
    ['hangs while it loads', { do: 'hang', on: 'open' }, 'engine-unresponsive'],
    ['cannot load', { do: 'oom', on: 'open' }, 'out-of-memory'],
    ['says nonsense of itself', { do: 'garbage', on: 'open' }, 'engine-protocol'],
  ])('that %s is gone before its owner hears of it', async (_title, fault, code) => {
    const timing = { startMs: 3000, openMs: () => 1000 };
    const error = await failure(openAsrProcess(testSpec, owner([fault], { timing })));
    expect(error.code).toBe(code);
    expect(isRunning(lastPid())).toBe(false);
  });

  it.each<Fault['do']>(['hang', 'stall'])('that does not stop ("%s") is ended soon after a cancel', async (what) => {
    const asr = await openAsrProcess(testSpec, owner([{ do: what }]));
    const stop = new AbortController();
    const job = failure(asr.transcribe([window(0)], request, stop.signal, () => stop.abort()));
    expect((await job).code).toBe('cancelled');
    await workers[0]?.exited;
    const error = await failure(asr.transcribe([window(0)], request, never));
    expect(error).toMatchObject({ code: 'engine-crashed', details: { processEnded: true } });
    await asr.dispose();
  });

  it('that is being loaded is ended by a cancel', async () => {
    const stop = new AbortController();
    const opening = failure(openAsrProcess(testSpec, owner([{ do: 'hang', on: 'open' }], { signal: stop.signal })));
    setTimeout(() => stop.abort(), 500);
    expect((await opening).code).toBe('cancelled');
    expect(isRunning(lastPid())).toBe(false);
  });
});

describe('the owner of a recogniser that is killed with -9', () => {
  it.each<Fault['do']>(['stall', 'hang'])('leaves none behind, not even one in a "%s"', async (what) => {
    const entry = fileURLToPath(new URL('./workers/orphan-asr-host.ts', import.meta.url));
    const host = fork(entry, [folder, what], { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const [line] = (await once(host.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    const recogniser = Number(line.toString());
    expect(isRunning(recogniser)).toBe(true);
    host.kill('SIGKILL');
    await once(host, 'exit');
    expect(await goneWithin(recogniser, 3000)).toBe(true);
  });
});

describe('an aligner in a process of its own', () => {
  const words = [{ startMs: 0, endMs: 500, text: 'one', confidence: 0.5, timing: 'interpolated' }] as const;

  it('gives words new times, and ends as a recogniser does', async () => {
    const aligner = await openAlignerProcess(testModel, 1, owner([{ do: 'garbage', on: 'align', window: 1 }]));
    const aligned = await aligner.align(window(0), words, 'en', never);
    expect(aligned).toMatchObject([{ text: 'one', timing: 'aligned' }]);
    const error = await failure(aligner.align(window(1), words, 'en', never));
    expect(error).toMatchObject({ code: 'engine-protocol', details: { processEnded: true } });
    expect(isRunning(lastPid())).toBe(false);
    await aligner.dispose();
  });
});
