import { afterAll, describe, expect, it } from 'vitest';
import { packEvidence } from '../../src/core/stages/diarize/evidence-codec.ts';
import type { DiarizeOutput } from '../../src/core/stages/diarize/diarize-stage.ts';
import { loadBundledStage } from '../support/bundled-stage.ts';
import { audioFixture } from '../support/fixtures.ts';
import { memorySource } from '../support/memory-source.ts';
import { decodePcm } from '../support/pcm.ts';
import { recordingContext } from '../support/stage-context.ts';

const SAMPLES = decodePcm(audioFixture('digits-meeting-4spk-180s.flac')).subarray(0, 60 * 16_000);
const PLACE = { startOffsetMs: 0, channel: undefined };
const loaded = await Promise.all([loadBundledStage(1), loadBundledStage(3)]);
afterAll(async () => {
  await Promise.all(loaded.map((one) => one.dispose()));
});

async function run(index: 0 | 1, blockSamples: number): Promise<DiarizeOutput> {
  const source = memorySource(SAMPLES, { blockSamples });
  return loaded[index].stage.run({ source }, {}, recordingContext());
}

describe('diarization', () => {
  it('gives the same bytes again, whatever the blocks of the source', async () => {
    const [first, second] = [await run(0, 16_000), await run(0, 7919)];
    expect(Buffer.from(packEvidence(second.evidence, PLACE))).toEqual(Buffer.from(packEvidence(first.evidence, PLACE)));
    const text = ({ evidence: _evidence, ...rest }: DiarizeOutput): string => JSON.stringify(rest);
    expect(text(second)).toBe(text(first));
    expect(first.speakers.length).toBeGreaterThan(1);
  });

  it('gives the same speech, speakers and turns when windows run side by side on threads of their own', async () => {
    const [one, several] = [await run(0, 16_000), await run(1, 16_000)];
    expect(several.evidence.activity).toEqual(one.evidence.activity);
    // More threads may add up a matrix product in another order; times and speakers must not feel it.
    const times = ({ turns }: DiarizeOutput) =>
      turns.map(({ startMs, endMs, speaker }) => ({ startMs, endMs, speaker }));
    expect(times(several)).toEqual(times(one));
  });
});
