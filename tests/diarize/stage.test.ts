import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiarizeModels } from '../../src/core/stages/diarize/diarize-stage.ts';
import { diarize, disposeDiarizeModels, loadDiarizeModels } from '../support/diarize.ts';
import { audioFixture } from '../support/fixtures.ts';
import { decodePcm } from '../support/pcm.ts';
import { recordingContext } from '../support/stage-context.ts';

let models: DiarizeModels;
let dialog: Float32Array;
beforeAll(async () => {
  models = await loadDiarizeModels(2);
  dialog = decodePcm(audioFixture('digits-dialog-2spk-60s.flac')).subarray(0, 30 * 16_000);
});
afterAll(() => disposeDiarizeModels(models));

describe('diarize stage', () => {
  it('gives the same bytes twice, whatever the block size and the number of sessions', async () => {
    const first = await diarize(models, dialog);
    const second = await diarize(models, dialog, {}, { blockSamples: 4321 });
    const single = await diarize({ ...models, segmentation: models.segmentation.slice(0, 1) }, dialog);
    expect(first.turns.length).toBeGreaterThan(5);
    for (const other of [second, single]) {
      expect(other.turns).toEqual(first.turns);
      expect(other.exclusiveTurns).toEqual(first.exclusiveTurns);
      expect(other.speakers).toEqual(first.speakers);
      expect(other.evidence).toEqual(first.evidence);
    }
  });

  it('places turns on the media clock and keeps the channel', async () => {
    const plain = await diarize(models, dialog);
    const moved = await diarize(models, dialog, {}, { startOffsetMs: 12_345, channel: 1 });
    expect(moved.turns).toEqual(
      plain.turns.map((turn) => ({
        ...turn,
        startMs: turn.startMs + 12_345,
        endMs: turn.endMs + 12_345,
        channel: 1,
      })),
    );
  });

  it('reports progress that never falls and ends near 1', async () => {
    const { ctx } = await diarize(models, dialog);
    expect(ctx.fractions.length).toBeGreaterThan(10);
    ctx.fractions.slice(1).forEach((fraction, i) => expect(fraction).toBeGreaterThanOrEqual(ctx.fractions[i]));
    expect(ctx.fractions.at(-1)).toBeLessThanOrEqual(1);
    expect((await diarize(models, dialog, {}, { lengthKnown: false })).ctx.fractions).toEqual([]);
  });

  it.each([
    ['silence', new Float32Array(20 * 16_000)],
    ['an empty track', new Float32Array(0)],
    ['a few samples', new Float32Array(10)],
  ])('gives empty output for %s', async (_, samples) => {
    const { turns, exclusiveTurns, speakers, ctx } = await diarize(models, samples);
    expect({ turns, exclusiveTurns, speakers }).toEqual({ turns: [], exclusiveTurns: [], speakers: [] });
    expect(ctx.alerts).toEqual([]);
  });

  it('finds the one speaker of three seconds of speech', async () => {
    const { turns, speakers } = await diarize(models, dialog.subarray(0, 3 * 16_000));
    expect(speakers).toHaveLength(1);
    expect(turns[0]?.startMs).toBeGreaterThan(500);
    expect(turns[0]?.startMs).toBeLessThan(700);
    expect(turns.at(-1)?.endMs).toBeLessThanOrEqual(3000);
  });

  it('stops when cancelled', async () => {
    const controller = new AbortController();
    const ctx = { ...recordingContext({ signal: controller.signal }), progress: () => controller.abort() };
    await expect(diarize(models, dialog, {}, {}, ctx)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it.each([{ speakers: 0 }, { minSpeakers: 3, maxSpeakers: 2 }, { stepSeconds: 0 }, { stepSeconds: 11 }])(
    'refuses %o',
    async (options) => {
      await expect(diarize(models, dialog, options)).rejects.toMatchObject({ code: 'options-invalid' });
    },
  );
});
