import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelManifestSchema } from '../../src/core/models/manifest.ts';
import type { DiarizeModels } from '../../src/core/stages/diarize/diarize-stage.ts';
import { matchVoices } from '../../src/core/voices/match.ts';
import { voiceScale } from '../../src/core/voices/scale.ts';
import type { KnownVoice } from '../../src/core/voices/score.ts';
import { disposeDiarizeModels, loadDiarizeModels } from '../support/diarize.ts';
import { bundledModel } from '../support/fixtures.ts';
import { type TrueVoice, trueVoices } from '../support/voices.ts';

const manifest: unknown = JSON.parse(readFileSync(bundledModel('speaker-embedding-small/manifest.json'), 'utf8'));
const scale = voiceScale(modelManifestSchema.parse(manifest).params);

let models: DiarizeModels;
let dialog: TrueVoice[];
let meeting: TrueVoice[];
beforeAll(async () => {
  models = await loadDiarizeModels();
  dialog = await trueVoices(models, 'digits-dialog-2spk-60s.flac');
  meeting = await trueVoices(models, 'digits-meeting-4spk-180s.flac');
});
afterAll(() => disposeDiarizeModels(models));

/** One sample of each of those who speak in a recording. */
function enrol(voices: readonly TrueVoice[], ...names: string[]): KnownVoice[] {
  return names.map((name) => ({
    name,
    samples: voices.filter(({ truth }) => truth === name).map(({ voice }) => voice),
  }));
}

/** Band and name by who it really is. */
function recognise(voices: readonly TrueVoice[], people: readonly KnownVoice[]): Record<string, string> {
  const matches = matchVoices(
    voices.map(({ voice }) => voice),
    people,
    () => scale,
  );
  return Object.fromEntries(
    voices.map(({ truth }, index) => {
      const match = matches[index];
      return [truth, match?.band === 'unknown' ? 'unknown' : `${match?.band} ${match?.name}`];
    }),
  );
}

describe('voices stored from the dialogue, met in other recordings', () => {
  it('recognises george in the meeting; the other three are unknown until they are stored', async () => {
    const people = enrol(dialog, 'george', 'nicolas');
    expect(recognise(meeting, people)).toEqual({
      george: 'sure george',
      jackson: 'unknown',
      lucas: 'unknown',
      theo: 'unknown',
    });
    const mono = await trueVoices(models, 'digits-mono-20s.flac');
    expect(recognise(mono, people)).toEqual({ jackson: 'unknown' });
    expect(recognise(mono, [...people, ...enrol(meeting, 'jackson')])).toEqual({ jackson: 'sure jackson' });
  });

  it('recognises nicolas and george through noise of 10 dB', async () => {
    const noisy = await trueVoices(models, 'digits-noisy-10dB.flac');
    const expected = { george: 'sure george', nicolas: 'sure nicolas' };
    expect(recognise(noisy, enrol(dialog, 'george', 'nicolas'))).toEqual(expected);
    expect(recognise(noisy, enrol(dialog, 'nicolas'))).toEqual({ george: 'unknown', nicolas: 'sure nicolas' });
  });

  it('recognises three people of a 20 min recording that were stored from two others', async () => {
    const long = await trueVoices(models, 'digits-long-20min.opus', { stepSeconds: 2 });
    const dialogOnly = enrol(dialog, 'george', 'nicolas');
    expect(recognise(long, dialogOnly)).toEqual({ george: 'sure george', lucas: 'unknown', theo: 'unknown' });
    const people = [...dialogOnly, ...enrol(meeting, 'lucas', 'theo', 'jackson')];
    expect(recognise(long, people)).toEqual({ george: 'sure george', lucas: 'sure lucas', theo: 'sure theo' });
  });
});
