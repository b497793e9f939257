import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiarizeModels, DiarizeOutput } from '../../src/core/stages/diarize/diarize-stage.ts';
import { resolveTurns } from '../../src/core/stages/diarize/resolve.ts';
import { speakerRange, type SpeakerCounts } from '../../src/core/stages/diarize/speaker-range.ts';
import { diarize, disposeDiarizeModels, loadDiarizeModels } from '../support/diarize.ts';
import { audioFixture } from '../support/fixtures.ts';
import { decodePcm } from '../support/pcm.ts';

const FILES = ['digits-dialog-2spk-60s', 'digits-meeting-4spk-180s', 'digits-noisy-10dB'] as const;
const PLACE = { startOffsetMs: 0, channel: undefined };

let models: DiarizeModels;
const outputs = new Map<string, DiarizeOutput>();
beforeAll(async () => {
  models = await loadDiarizeModels();
  for (const id of FILES) outputs.set(id, await diarize(models, decodePcm(audioFixture(`${id}.flac`))));
});
afterAll(() => disposeDiarizeModels(models));

function count(id: string, counts: SpeakerCounts): number {
  const evidence = outputs.get(id)?.evidence;
  if (evidence === undefined) throw new Error(`${id} was not diarized`);
  const { speakers, shortfall } = resolveTurns(evidence, models.embeddingModel, speakerRange(counts), PLACE);
  expect(shortfall).toBeUndefined();
  return speakers.length;
}

describe.each(FILES)('speaker counts of %s', (id) => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('gives exactly %i speakers when told so', (speakers) => {
    expect(count(id, { speakers })).toBe(speakers);
  });

  it('stays inside a range', () => {
    const natural = outputs.get(id)?.speakers.length ?? 0;
    expect(count(id, { minSpeakers: 1, maxSpeakers: 8 })).toBe(natural);
    expect(count(id, { minSpeakers: natural + 1 })).toBe(natural + 1);
    expect(count(id, { maxSpeakers: natural - 1 })).toBe(natural - 1);
  });

  it('clusters again from the evidence to the same turns', () => {
    const output = outputs.get(id);
    if (output === undefined) throw new Error(`${id} was not diarized`);
    const again = resolveTurns(output.evidence, models.embeddingModel, speakerRange({}), PLACE);
    expect(again.turns).toEqual(output.turns);
    expect(again.exclusiveTurns).toEqual(output.exclusiveTurns);
  });
});

describe('a count that cannot be met', () => {
  it('raises an alert with the reason and still gives a result', async () => {
    const samples = decodePcm(audioFixture('digits-mono-20s.flac')).subarray(0, 3 * 16_000);
    const output = await diarize(models, samples, { speakers: 5 });
    expect(output.speakers.length).toBeGreaterThan(0);
    expect(output.speakers.length).toBeLessThan(5);
    expect(output.ctx.alerts).toMatchObject([{ code: 'speaker-count-not-met', severity: 'warning', stage: 'diarize' }]);
    // Without English words in it, so that it can be said in any language.
    expect(output.ctx.alerts[0]?.values).toMatchObject({ variant: 'speech-too-short', wanted: 5 });
    expect(output.ctx.alerts[0]?.values).not.toHaveProperty('reason');
    expect(output.ctx.alerts[0]?.message).toMatch(/Asked for 5 speakers, found \d: the speech is too short/);
  });

  it('says so when nobody speaks', async () => {
    const output = await diarize(models, new Float32Array(15 * 16_000), { speakers: 2 });
    expect(output.turns).toEqual([]);
    expect(output.ctx.alerts[0]?.message).toContain('no speech was found');
  });
});
