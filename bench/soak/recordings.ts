import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { audioFixture } from '../../tests/support/fixtures.ts';
import { writeShortWav } from '../../tests/support/short-wav.ts';

const FIXTURES = ['digits-dialog-2spk-60s', 'digits-noisy-10dB', 'digits-stereo-call-60s'];

/**
 * Writes one short recording after the other into a folder, no two alike: so no result can stem from another's work.
 * Every third is FLAC, which needs ffprobe and ffmpeg; the others are WAV.
 */
export function recordingMaker(folder: string, random: () => number): () => string {
  let count = 0;
  return () => {
    const number = count++;
    const name = join(folder, `rec-${String(number).padStart(3, '0')}`);
    const seconds = Number((5 + random() * 25).toFixed(3));
    if (number % 3 !== 2) {
      writeShortWav(`${name}.wav`, seconds + number / 1000);
      return `${name}.wav`;
    }
    const fixture = audioFixture(`${FIXTURES[((number - 2) / 3) % FIXTURES.length]}.flac`);
    const from = (random() * 25).toFixed(3);
    const cut = ['-v', 'error', '-ss', from, '-t', String(seconds), '-i', fixture, '-bitexact', `${name}.flac`];
    execFileSync('ffmpeg', cut);
    return `${name}.flac`;
  };
}
