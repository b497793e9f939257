import { writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { childProcessWorker } from '../../src/engine/host/child-process-worker.ts';
import { EngineClient } from '../../src/engine/host/engine-client.ts';
import { writeOnnx } from '../support/onnx-writer.ts';
import { scratchFolder } from '../support/scratch.ts';
import type { NoisyJobs } from './workers/noisy-child.ts';

const scratch = scratchFolder();
const policies = { print: { cancel: 'cooperative' }, load: { cancel: 'cooperative' } } as const;
const ort = (second: number, text: string): string =>
  `\u001b[0;93m2026-11-27 17:16:${second}.5691885 [W:onnxruntime:, graph.cc:5607 Clean] ${text}\u001b[m`;

describe('what native code prints in a worker', () => {
  let engine: EngineClient<NoisyJobs>;
  const open = (): EngineClient<NoisyJobs> =>
    (engine = new EngineClient<NoisyJobs>(
      childProcessWorker(new URL('./workers/noisy-child.ts', import.meta.url)),
      policies,
    ));
  afterEach(() => engine.shutdown());

  it('is there with the answer, each text once, and only once', async () => {
    open();
    const lines = Array.from({ length: 500 }, (_, i) => ort(10 + (i % 50), i % 2 === 0 ? 'first' : 'second'));
    await engine.jobs.print(lines);
    expect(await engine.takeNativeWarnings()).toEqual([
      { text: '[W:onnxruntime:, graph.cc:5607 Clean] first', count: 250 },
      { text: '[W:onnxruntime:, graph.cc:5607 Clean] second', count: 250 },
    ]);
    expect(await engine.takeNativeWarnings()).toEqual([]);
    for (let i = 0; i < 20; i++) {
      await engine.jobs.print([`number ${i}`]);
      expect(await engine.takeNativeWarnings()).toEqual([{ text: `number ${i}`, count: 1 }]);
    }
  });

  it('comes from the real runtime too', async () => {
    open();
    const path = scratch.at('unused.onnx');
    const value = (name: string) => ({ name, type: 'float32' as const, shape: [1] });
    const constants = [{ name: 'spare', dims: [1], data: new Float32Array(1) }];
    const nodes = [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }];
    writeFileSync(path, writeOnnx({ inputs: [value('x')], outputs: [value('y')], constants, nodes }));
    await engine.jobs.load({ path, times: 3 });
    const [warning, ...others] = await engine.takeNativeWarnings();
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ count: 3, text: expect.stringContaining("Removing initializer 'spare'") });
    expect(warning?.text).toMatch(/^\[W:onnxruntime/);
  });

  it('is not lost when the worker is replaced', async () => {
    open();
    await engine.jobs.print(['before the end']);
    await engine.stop();
    await engine.jobs.print(['of the next']);
    expect(await engine.takeNativeWarnings()).toEqual([
      { text: 'before the end', count: 1 },
      { text: 'of the next', count: 1 },
    ]);
  });
});
