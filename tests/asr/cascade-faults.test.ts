import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AsrWindow } from '../../src/core/ports/asr-engine.ts';
import { createCascade } from '../../src/core/stages/asr/cascade/cascade.ts';
import type { LadderStep } from '../../src/core/stages/asr/cascade/ladder.ts';
import type { Rung } from '../../src/core/stages/asr/cascade/rung.ts';
import type { AsrProcess } from '../../src/engine/server/asr/open-asr-process.ts';
import { openAsrProcess } from '../../src/engine/server/asr/open-asr-process.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import type { Device } from '../../src/shared/device.ts';
import { type Fault, faultyWorkers, testModel, testSpec } from '../support/asr-faults.ts';

const never = new AbortController().signal;
const request = { language: 'en', beamSize: 1, batchSize: 4 };
/** Short patience, so that a process that hangs is found out soon; long enough for a slow machine to start one. */
const timing = { startMs: 30_000, openMs: () => 30_000, batchMs: () => 1500 };
const rung = (engineId: string, device: Device, needBytes: number): Rung => ({
  engineId,
  modelId: engineId,
  device,
  needBytes,
  maxBatch: 4,
  languages: 'any',
});
const RUNGS = [rung('large', 'cuda', 2), rung('small', 'cuda', 1), rung('large', 'cpu', 2), rung('small', 'cpu', 1)];

function windowsOf(count: number): AsrWindow[] {
  return Array.from({ length: count }, (_, index) => {
    const startMs = index * 1000;
    return { index, startMs, endMs: startMs + 800, samples: new Float32Array(12_800), speech: [] };
  });
}

describe('the cascade over real processes', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxlane-cascade-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Transcribes four windows, then as many again, over processes with these faults; a window says who wrote it. */
  async function run(faults: readonly Fault[], rungs: readonly Rung[] = RUNGS) {
    const workers = faultyWorkers(folder, faults);
    const steps: LadderStep[] = [];
    let alive = 0;
    let most = 0;
    const open = async (rung: Rung, signal: AbortSignal): Promise<AsrProcess> => {
      const model = { ...testModel, manifest: { ...testModel.manifest, id: rung.engineId } };
      const spec = { ...testSpec, model, device: rung.device as Device } as typeof testSpec;
      const process = await openAsrProcess(spec, { signal, log: silentLogger, workers, timing });
      most = Math.max(most, ++alive);
      return {
        ...process,
        async dispose() {
          await process.dispose();
          alive--;
        },
      };
    };
    const cascade = await createCascade({ rungs, language: 'en', open, onStep: (step) => steps.push(step) }, never);
    try {
      const all = windowsOf(8);
      const results = [
        ...(await cascade.transcribe(all.slice(0, 4), request, never)),
        ...(await cascade.transcribe(all.slice(4), request, never)),
      ];
      expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      for (const { index, words, engine, drops } of results) {
        if (engine === undefined) expect(drops[0]?.detail ?? '').not.toBe('');
        else expect(words.map(({ text }) => text)).toEqual([`${engine}-${index}`]);
      }
      expect(steps.every(({ reason }) => reason !== '')).toBe(true);
      const used = cascade.used().map((one) => `${one.rung.engineId}/${one.device}`);
      return {
        writers: results.map(({ engine }) => engine ?? 'none').join(' '),
        kinds: steps.map(({ kind }) => kind),
        steps,
        used,
      };
    } finally {
      await cascade.dispose();
      expect({ alive, most }).toEqual({ alive: 0, most: 1 });
    }
  }
  const ALL_LARGE = Array(8).fill('large').join(' ');

  it('out of memory for more than two windows: half the batch, the same model', async () => {
    const { writers, steps } = await run([{ do: 'oom', minBatch: 3 }]);
    expect(writers).toBe(ALL_LARGE);
    expect(steps).toMatchObject([
      { kind: 'batch', from: 'batch 4', to: 'batch 2', reason: expect.stringMatching(/out of memory/i) },
    ]);
  });

  it.each(['oom', 'oom-abort', 'abort', 'sigkill', 'exit', 'hang', 'stall'] as const)(
    '%s of the large model on a GPU: the small model there',
    async (fault) => {
      const { writers, kinds, used } = await run(
        [{ do: fault, model: 'large', device: 'cuda', minBatch: 1 }],
        RUNGS.map((one) => ({ ...one, maxBatch: 2 })),
      );
      expect(writers).toBe(ALL_LARGE.replaceAll('large', 'small'));
      expect(kinds).toEqual(['batch', 'model']);
      expect(used).toEqual(['small/cuda']);
    },
  );

  it.each(['throw', 'garbage', 'fewer'] as const)(
    '%s over one window: the next rung writes that one, the rest stays',
    async (fault) => {
      const { writers, steps } = await run([{ do: fault, model: 'large', window: 1 }], [RUNGS[0], RUNGS[3]] as Rung[]);
      expect(writers).toBe('large small large large large large large large');
      expect(steps).toMatchObject([
        { kind: 'window', from: 'large on cuda', to: 'small on cpu', startMs: 1000, endMs: 1800 },
      ]);
    },
  );

  it('a window that kills every process on the processor: dropped with the reason, the rest goes on', async () => {
    const { writers, kinds } = await run([{ do: 'sigkill', window: 2 }], [RUNGS[2]] as Rung[]);
    expect(writers).toBe('large large none large large large large large');
    expect(kinds).toEqual(['batch', 'batch']);
  });

  it('a model that cannot be opened: the next one', async () => {
    const { writers, kinds } = await run([{ do: 'throw', on: 'open', model: 'large' }]);
    expect(writers).toBe(ALL_LARGE.replaceAll('large', 'small'));
    expect(kinds).toEqual(['device', 'model']);
  });

  it('nothing works: the first reason', async () => {
    await expect(run([{ do: 'exit' }], [RUNGS[3]] as Rung[])).rejects.toMatchObject({ code: 'engine-crashed' });
  });
});
