import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Downgrade } from '../../src/core/devices/downgrade.ts';
import { createStageRuntime } from '../../src/core/devices/stage-runtime.ts';
import type { InferenceSession, Tensor } from '../../src/core/ports/inference.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { bundledModel } from '../support/fixtures.ts';
import { CUDA_OOM, type Faults, faultyRuntime } from '../support/faulty-runtime.ts';

const MODEL = join(bundledModel('speaker-embedding-small'), 'model.onnx');
const LOST = 'CUDA failure 719: unspecified launch failure ; GPU=0 ; hostname=pc';

const batch = (rows: number, frames = 60): Record<string, Tensor> => {
  const data = Float32Array.from({ length: rows * frames * 80 }, (_, i) => Math.sin(i * 0.37) + Math.sin(i / 911));
  return { feats: { type: 'float32', dims: [rows, frames, 80], data } };
};

/** The embedding model on a device with faults, the real processor below it. */
async function open(faults: Faults, divisible = true) {
  const real = createOnnxRuntime(1);
  const { runtime, seen } = faultyRuntime(real, faults);
  const cpu = faultyRuntime(real, {});
  const told: Downgrade[] = [];
  const stage = createStageRuntime({
    stage: 'diarize',
    device: 'cuda',
    onDevice: runtime,
    onCpu: cpu.runtime,
    onDowngrade: (downgrade) => told.push(downgrade),
  });
  const session = await stage.load(MODEL, { threads: 1, divisible });
  return { stage, session, seen, cpu: cpu.seen, told };
}

describe('a stage on a device that fails', () => {
  let plain: InferenceSession;
  beforeAll(async () => {
    plain = await createOnnxRuntime(1).load(MODEL, { threads: 1 });
  });
  afterAll(() => plain.dispose());

  const expected = async (feeds: Record<string, Tensor>) => (await plain.run(feeds))['embs'];

  it('halves a batch that does not fit until it does, stays there, and gives the same result', async () => {
    const { stage, session, seen, told } = await open({ rowsThatFit: 3 });
    const feeds = batch(16);
    const { embs } = await session.run(feeds);
    expect(embs.dims).toEqual([16, 192]);
    expect(embs.data).toEqual((await expected(feeds)).data);
    expect(told.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      'batch 16 > batch 8',
      'batch 8 > batch 4',
      'batch 4 > batch 2',
    ]);
    const before = seen.rows.length;
    const later = batch(7);
    expect((await session.run(later))['embs'].data).toEqual((await expected(later)).data);
    expect(seen.rows.slice(before)).toEqual([2, 2, 2, 1]);
    expect(stage.device).toBe('cuda');
    expect(stage.takeAlerts().map((alert) => alert.code)).toEqual(Array(3).fill('downgrade-batch'));
    await session.dispose();
  });

  it('goes to the processor when not even one row fits, and loses no row', async () => {
    const { stage, session, seen, cpu, told } = await open({ rowsThatFit: 0 });
    const feeds = batch(5);
    expect((await session.run(feeds))['embs'].data).toEqual((await expected(feeds)).data);
    expect(seen.rows).toEqual([5, 3, 2, 1]);
    expect(seen.disposed).toBe(1);
    expect(cpu.loads).toBe(1);
    expect(told.at(-1)).toMatchObject({ kind: 'device', stage: 'diarize', from: 'cuda', to: 'cpu', reason: CUDA_OOM });
    expect(stage.device).toBe('cpu');
    await session.dispose();
  });

  it.each([LOST, 'Something that nobody has seen before'])(
    'repeats on the processor what failed on the device: %s',
    async (text) => {
      const { stage, session, seen, told } = await open({ onRun: (run) => (run === 2 ? text : undefined) });
      await session.run(batch(2));
      const feeds = batch(4);
      expect((await session.run(feeds))['embs'].data).toEqual((await expected(feeds)).data);
      await session.run(feeds);
      expect(seen.rows).toEqual([2, 4]);
      expect(told).toEqual([{ kind: 'device', stage: 'diarize', from: 'cuda', to: 'cpu', reason: text }]);
      expect(stage.takeAlerts()).toMatchObject([{ code: 'downgrade-device', severity: 'warning', stage: 'diarize' }]);
      expect(stage.takeAlerts()).toEqual([]);
      await session.dispose();
    },
  );

  it('loads on the processor what the device refuses', async () => {
    const { stage, session, told } = await open({ onLoad: 'Failed to load shared library' });
    const feeds = batch(2);
    expect((await session.run(feeds))['embs'].data).toEqual((await expected(feeds)).data);
    expect(stage.device).toBe('cpu');
    expect(told).toHaveLength(1);
    await session.dispose();
  });

  it('does not cut the batch of a model whose rows belong together', async () => {
    const { session, seen } = await open({ rowsThatFit: 3 }, false);
    await session.run(batch(8));
    expect(seen.rows).toEqual([8]);
    await session.dispose();
  });

  it('blames the input, not the device, when the processor refuses it too', async () => {
    const { session, told } = await open({});
    const wrong: Tensor = { type: 'float32', dims: [1, 2, 81], data: new Float32Array(162) };
    await expect(session.run({ feats: wrong })).rejects.toMatchObject({ code: 'inference-failed' });
    expect(told).toHaveLength(1);
    await session.dispose();
  });

  it('is on both devices when one of two models had to go', async () => {
    const { stage, session } = await open({ onRun: (run) => (run === 1 ? LOST : undefined) });
    const other = await stage.load(MODEL, { threads: 1 });
    await session.run(batch(1));
    expect(stage.device).toBe('cuda+cpu');
    await session.dispose();
    await other.dispose();
  });

  it('reports a missing file as that', async () => {
    const onCpu = createOnnxRuntime(1);
    const stage = createStageRuntime({ stage: 'vad', device: 'cuda', onDevice: createOnnxRuntime(1, 'cuda'), onCpu });
    await expect(stage.load('/no/such.onnx', { threads: 1 })).rejects.toMatchObject({ code: 'model-missing' });
    expect(stage.takeAlerts()).toEqual([]);
  });
});

describe('a device that this installation does not have', () => {
  it('ends on the processor with the words of the real runtime', async () => {
    const told: Downgrade[] = [];
    const stage = createStageRuntime({
      stage: 'diarize',
      device: 'dml',
      onDevice: createOnnxRuntime(1, process.platform === 'win32' ? 'coreml' : 'dml'),
      onCpu: createOnnxRuntime(1),
      onDowngrade: (downgrade) => told.push(downgrade),
    });
    const session = await stage.load(MODEL, { threads: 1 });
    expect((await session.run(batch(1)))['embs'].dims).toEqual([1, 192]);
    expect(told[0]?.reason).toMatch(/no available backend/);
    await session.dispose();
  });
});
