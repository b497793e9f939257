import { scoreVoice } from '../src/core/voices/score.ts';
import { disposeDiarizeModels, loadDiarizeModels } from '../tests/support/diarize.ts';
import { type TrueVoice, trueVoices } from '../tests/support/voices.ts';
import type { BenchTable } from './table.ts';

/** Who is stored from which recording: the first one that has them. */
const ENROLMENT: readonly (readonly [string, readonly string[]])[] = [
  ['digits-dialog-2spk-60s.flac', ['george', 'nicolas']],
  ['digits-stereo-call-60s.flac', ['jackson', 'yweweler']],
  ['digits-long-20min.opus', ['lucas', 'theo']],
];
const FILES = [
  'digits-dialog-2spk-60s.flac',
  'digits-stereo-call-60s.flac',
  'digits-long-20min.opus',
  'digits-meeting-4spk-180s.flac',
  'digits-noisy-10dB.flac',
  'digits-mono-20s.flac',
];

/** Scores of every voice that diarization finds in a fixture against one stored sample of each person. */
export async function benchVoices(): Promise<BenchTable> {
  const models = await loadDiarizeModels();
  try {
    const found = new Map<string, TrueVoice[]>();
    for (const file of FILES) found.set(file, await trueVoices(models, file));
    const people = ENROLMENT.flatMap(([file, names]) =>
      names.map((name) => ({
        name,
        samples: (found.get(file) ?? []).filter(({ truth }) => truth === name).map(({ voice }) => voice),
      })),
    );
    const rows = [...found].flatMap(([file, voices]) =>
      voices.map(({ truth, voice }) => [
        file.replace(/\.\w+$/, ''),
        truth,
        `${(voice.speechMs / 1000).toFixed(1)} s`,
        ...people.map((person) => (scoreVoice(person, voice) ?? NaN).toFixed(2)),
      ]),
    );
    return {
      title: 'Voice library, fixture embedder: score of each voice against one sample of each person',
      header: ['recording', 'who it is', 'speech', ...people.map(({ name }) => name)],
      rows,
    };
  } finally {
    await disposeDiarizeModels(models);
  }
}
