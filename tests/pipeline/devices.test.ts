import { beforeAll, describe, expect, it } from 'vitest';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';
import type { InferenceRuntime } from '../../src/core/ports/inference.ts';
import { openAsrHere } from '../../src/engine/server/asr/open-asr-here.ts';
import type { Device } from '../../src/shared/device.ts';
import type { Hardware } from '../../src/engine/server/device-for-job.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { audioFixture } from '../support/fixtures.ts';
import { type Faults, faultyRuntime } from '../support/faulty-runtime.ts';
import { type FixtureRun, transcribeFixture } from '../support/transcribe-fixture.ts';

const SHORT = audioFixture('digits-mono-20s.flac');
const LOST = 'CUDA failure 719: unspecified launch failure ; GPU=0';

/** A machine whose CUDA device passed its test and then has these faults, with the processor doing its work. */
const machine = (faults: Faults): Hardware => {
  const runtimeOn = (device: Device, threads: number): InferenceRuntime => {
    const real = createOnnxRuntime(threads);
    return device === 'cuda' ? faultyRuntime(real, faults).runtime : real;
  };
  return {
    verdictOf: (device) =>
      Promise.resolve(device === 'cuda' ? { state: 'works' } : { state: 'absent', reason: 'not here.' }),
    runtimeOn,
    openAsr: (spec) => openAsrHere(spec, (threads, device) => runtimeOn(device, threads)),
  };
};
const transcribe = (faults: Faults, device: 'auto' | 'cpu' = 'auto', input = {}): Promise<FixtureRun> =>
  transcribeFixture(SHORT, { device }, input, undefined, undefined, machine(faults));

const results = ({ words, turns, exclusiveTurns, cues, dropped }: VoxlaneDocument) =>
  JSON.stringify({ words, turns, exclusiveTurns, cues, dropped });
const devices = ({ output }: FixtureRun) => output.timings.map(({ stage, device }) => `${stage} ${device}`);
const codes = ({ output }: FixtureRun) => output.document.alerts.map(({ code, stage }) => `${code} ${stage ?? ''}`);

describe('a job on a GPU', () => {
  let plain: FixtureRun;
  beforeAll(async () => {
    plain = await transcribe({}, 'cpu');
  });

  it('says what each stage ran on', async () => {
    expect(devices(plain)).toEqual(['vad cpu', 'asr cpu', 'diarize cpu', 'cues cpu']);
    const run = await transcribe({});
    expect(devices(run)).toEqual(['vad cpu', 'asr cuda', 'diarize cuda', 'cues cpu']);
    expect(results(run.output.document)).toBe(results(plain.output.document));
    expect(run.output.downgrades).toEqual([]);
  });

  it('that is too small for a batch: smaller batches, the same result, said once for each step', async () => {
    // One window at a time, so only the embedder has batches.
    const run = await transcribe({ rowsThatFit: 1 });
    expect(results(run.output.document)).toBe(results(plain.output.document));
    expect(devices(run)).toContain('diarize cuda');
    expect(codes(run)).toContain('downgrade-batch diarize');
    expect(run.output.downgrades.at(-1)).toMatchObject({ stage: 'diarize', from: 'batch 2', to: 'batch 1' });
  });

  it('that is lost in the middle: the processor does the rest, the same result, in document and record', async () => {
    const run = await transcribe({ onRun: (count) => (count > 3 ? LOST : undefined) });
    expect(results(run.output.document)).toBe(results(plain.output.document));
    expect(codes(run)).toEqual(expect.arrayContaining(['downgrade-device asr', 'downgrade-device diarize']));
    expect(devices(run)).toEqual(expect.arrayContaining(['vad cpu', 'cues cpu']));
    expect(devices(run).filter((device) => device.endsWith('cuda'))).toEqual([]);
    expect(run.output.downgrades).toContainEqual({
      kind: 'device',
      stage: 'asr',
      from: 'cuda',
      to: 'cpu',
      reason: LOST,
    });
  });

  it('over which the engine process died: the next one leaves it alone and says so', async () => {
    const run = await transcribe({}, 'auto', { afterDeath: true });
    expect(devices(run)).toEqual(devices(plain));
    expect(run.output.document.alerts[0]).toMatchObject({ code: 'downgrade-device', severity: 'warning' });
    expect(run.output.document.alerts[0]?.message).toContain('died while cuda was in use');
  });

  it('that takes no model at all: everything on the processor, and no word missing', async () => {
    const run = await transcribe({ onLoad: 'CUDA failure 100: no CUDA-capable device is detected' });
    expect(results(run.output.document)).toBe(results(plain.output.document));
    expect(devices(run)).toEqual(devices(plain));
    expect(run.output.downgrades.length).toBeGreaterThan(2);
  });
});
