import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AsrCandidate } from '../../src/core/models/asr-candidate.ts';
import { asrProvider } from '../../src/engine/server/asr/asr-provider.ts';
import { openAsrProcess } from '../../src/engine/server/asr/open-asr-process.ts';
import type { Device } from '../../src/shared/device.ts';
import { silentLogger } from '../../src/shared/logger.ts';
import { FAULTS_FILE, type Fault, faultyWorkers, faultsIn, testModel } from '../support/asr-faults.ts';
import { memorySource } from '../support/memory-source.ts';
import { processesWithEnv } from '../support/processes-of.ts';
import { recordingContext } from '../support/stage-context.ts';

const never = new AbortController().signal;
const timing = { startMs: 30_000, openMs: () => 30_000, batchMs: () => 20_000 };
/** Three phrases of four seconds, ten apart: a window each. */
const SPANS = [0, 1, 2].map((i) => ({ startMs: i * 10_000 + 1000, endMs: i * 10_000 + 5000, probability: 0.9 }));
const SOURCE = memorySource(new Float32Array(31_000 * 16), { blockSamples: 16_000 });

const candidate = (id: string, device: Device): AsrCandidate => ({
  model: { ...testModel, manifest: { ...testModel.manifest, id, languages: [] } },
  ...{ kind: 'whisper-onnx', device, family: id, quantisation: undefined, needBytes: 1, speed: undefined },
});

describe('the recogniser of second opinions', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxlane-second-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Two tracks, each with doubtful text in its second window. `alive`: recogniser processes at each start of one. */
  async function run(fits: boolean, faults: readonly Fault[] = [], recognisers = [candidate('large', 'cuda')]) {
    const script = [...faults, { do: 'loop', model: 'large', window: 1 } as const];
    const env = faultsIn(folder, script);
    const entry = `${FAULTS_FILE}=${env[FAULTS_FILE]}`;
    const workers = faultyWorkers(folder, script, env);
    const alive: string[] = [];
    const provider = asrProvider({
      ...{ recognisers, another: candidate('other', 'cuda'), named: undefined, language: 'en', threads: 1 },
      ...{ signal: never, aligner: undefined, onStep: () => undefined, fits: () => Promise.resolve(fits) },
      shelf: () => {
        throw new Error('nothing is kept here');
      },
      open(one, spec, signal) {
        alive.push(`${one.model.manifest.id} ${processesWithEnv(entry).length}`);
        return openAsrProcess(spec, { signal, log: silentLogger, workers, timing });
      },
    });
    const loaded = await provider.load();
    const options = { language: 'en', beamSize: 1, batchSize: 1, redecode: 'auto' } as const;
    const contexts = [recordingContext(), recordingContext()];
    try {
      const outputs = [];
      for (const ctx of contexts) outputs.push(await loaded.stage.run({ source: SOURCE, spans: SPANS }, options, ctx));
      return { alive, outputs, codes: contexts.map(({ alerts }) => alerts.map(({ code }) => code)) };
    } finally {
      await loaded.dispose();
      expect(processesWithEnv(entry)).toEqual([]);
    }
  }
  const texts = ({ outputs }: Awaited<ReturnType<typeof run>>) => outputs.map(({ text }) => text);
  const BETTER = 'large-0 other-1 large-2';

  it('starts when the process of the first has ended, and ends before that starts again', async () => {
    const outcome = await run(false);
    expect(texts(outcome)).toEqual([BETTER, BETTER]);
    expect(outcome.alive).toEqual(['large 0', 'other 0', 'large 0', 'other 0']);
  });

  it('stays beside the first where memory holds both', async () => {
    const outcome = await run(true);
    expect(texts(outcome)).toEqual([BETTER, BETTER]);
    expect(outcome.alive).toEqual(['large 0', 'other 1']);
  });

  it('makes room for what stands in for the first, too, and starts anew where it died', async () => {
    const faults: Fault[] = [
      { do: 'oom', model: 'large', window: 2, times: 1 },
      { do: 'sigkill', model: 'other', times: 1 },
      { do: 'loop', model: 'small', window: 1 },
    ];
    const outcome = await run(false, faults, [candidate('large', 'cuda'), candidate('small', 'cpu')]);
    expect(outcome.alive).toEqual(['large 0', 'small 0', 'other 0', 'small 0', 'other 0']);
    expect(texts(outcome)).toEqual([expect.stringMatching(/^large-0 again .* small-2$/), 'small-0 other-1 small-2']);
  });
});
