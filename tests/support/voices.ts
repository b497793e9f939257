import { maximumAssignment } from '../../src/core/math/assignment.ts';
import type { DiarizeModels, DiarizeOptions } from '../../src/core/stages/diarize/diarize-stage.ts';
import { overlapMs } from '../../src/core/timeline/span.ts';
import { heardVoices } from '../../src/core/voices/document-voices.ts';
import type { SpeakerVoice } from '../../src/core/voices/voice.ts';
import { diarize } from './diarize.ts';
import { audioFixture } from './fixtures.ts';
import { decodePcm } from './pcm.ts';
import { readRttm } from './rttm.ts';

/** A voice found in a fixture recording and who it really is. */
export interface TrueVoice {
  readonly truth: string;
  readonly voice: SpeakerVoice;
}

/** The voices that diarization finds in a fixture, with the people of its RTTM who share most time with them. */
export async function trueVoices(
  models: DiarizeModels,
  file: string,
  options: DiarizeOptions = {},
): Promise<TrueVoice[]> {
  const { turns, speakers } = await diarize(models, decodePcm(audioFixture(file)), options);
  const reference = readRttm(audioFixture(file.replace(/\.\w+$/, '.rttm')));
  const names = [...new Set(reference.map((turn) => turn.speaker))];
  const { voices } = heardVoices(turns, speakers);
  const shared = voices.map(({ speaker }) =>
    names.map((name) => {
      const [found, real] = [
        turns.filter((turn) => turn.speaker === speaker),
        reference.filter((turn) => turn.speaker === name),
      ];
      return found.reduce((sum, a) => sum + real.reduce((ms, b) => ms + overlapMs(a, b), 0), 0);
    }),
  );
  const owners = maximumAssignment(shared);
  return voices.map((voice, index) => ({ voice, truth: names[owners[index] ?? -1] ?? '?' }));
}
