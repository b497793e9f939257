import { expect, it } from 'vitest';
import { createAsrStage } from '../../src/core/stages/asr/asr-stage.ts';
import { type CascadeParts, createCascade } from '../../src/core/stages/asr/cascade/cascade.ts';
import type { SpeechSpan } from '../../src/core/timeline/types.ts';
import { AppError } from '../../src/shared/app-error.ts';
import { burstEngine, drawBursts, type Burst } from '../support/burst-engine.ts';
import { memorySource } from '../support/memory-source.ts';
import { memoryCheckpoints, recordingContext, type RecordingContext } from '../support/stage-context.ts';

const never = new AbortController().signal;
/** Twelve phrases, ten seconds apart, so each is a window. */
const BURSTS = Array.from({ length: 12 }, (_, i): Burst => [i * 10_000 + 1000, i * 10_000 + 1400, 1 + i]);
const SPANS = BURSTS.map(([startMs, endMs]): SpeechSpan => ({ startMs, endMs, probability: 0.9 }));
const RUNGS: CascadeParts['rungs'] = ['large', 'small'].map((engineId) => ({
  engineId,
  modelId: engineId,
  device: 'cpu',
  maxBatch: 2,
  languages: 'any',
}));

/** Transcribes through a cascade whose best rung fails over `poison`. */
async function transcribe(ctx: RecordingContext, poison: readonly number[]) {
  const calls: string[] = [];
  const cascade = await createCascade(
    {
      rungs: RUNGS,
      language: undefined,
      onStep: () => undefined,
      async open({ engineId, device }) {
        const { engine } = burstEngine({
          batchMax: 2,
          tamper(results, windows) {
            calls.push(...windows.map(({ index }) => `${engineId} ${index}`));
            if (engineId === 'small' || !windows.some(({ index }) => poison.includes(index))) return results;
            throw new AppError('inference-failed', { what: 'Bad window.', meaning: 'm', action: 'a' });
          },
        });
        return { ...engine, id: engineId, device };
      },
    },
    never,
  );
  const source = memorySource(drawBursts(BURSTS, 120_000), { blockSamples: 16_000 });
  const output = await createAsrStage(cascade, { maxWindowMs: 30_000, maxGapMs: 2000, padMs: 0 }).run(
    { source, spans: SPANS },
    { beamSize: 1, batchSize: 2 },
    ctx,
  );
  return { output, calls };
}

it('writes into each word which recogniser it is from', async () => {
  const { output } = await transcribe(recordingContext(), [3, 8]);
  expect(output.words.map(({ engine }) => engine)).toEqual(
    BURSTS.map((_, i) => (i === 3 || i === 8 ? 'small' : 'large')),
  );
  expect(output.words.map(({ startMs, endMs, text }) => [startMs, endMs, Number(text.slice(1))])).toEqual(BURSTS);
  expect(output.dropped).toEqual([]);
});

it('takes windows of any rung over when it is resumed, and ends with the same bytes', async () => {
  const checkpoints = memoryCheckpoints();
  const whole = await transcribe(recordingContext({ checkpoints }), [3, 8]);
  for (const key of ['asr/0005', 'asr/0010']) checkpoints.values.delete(key);
  // The machine is better off now: what the other rung wrote stays its.
  const again = await transcribe(recordingContext({ checkpoints }), []);
  expect(again.calls).toEqual(['large 5', 'large 10']);
  expect(JSON.stringify(again.output)).toBe(JSON.stringify(whole.output));
});
