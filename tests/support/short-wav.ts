import { readFileSync, writeFileSync } from 'node:fs';
import { repoPath } from './fixtures.ts';

const HEADER_BYTES = 44;
const BYTES_PER_SECOND = 32_000;

/** Writes the first seconds of the demo recording (16 kHz, 16 bit, mono) as a WAV file of its own. */
export function writeShortWav(path: string, seconds: number): void {
  const { header, sound } = readDemo();
  writeWav(path, header, sound.subarray(0, Math.round(seconds * BYTES_PER_SECOND)));
}

/** Writes the demo recording several times over as one WAV file, for runs that must last a while. */
export function writeLoopedWav(path: string, times: number): void {
  const { header, sound } = readDemo();
  writeWav(path, header, Buffer.concat(Array.from({ length: times }, () => sound)));
}

function readDemo(): { readonly header: Buffer; readonly sound: Buffer } {
  const whole = readFileSync(repoPath('resources/demo/two-speakers.wav'));
  return { header: whole.subarray(0, HEADER_BYTES), sound: whole.subarray(HEADER_BYTES) };
}

function writeWav(path: string, template: Buffer, sound: Buffer): void {
  const header = Buffer.from(template);
  header.writeUInt32LE(HEADER_BYTES - 8 + sound.length, 4);
  header.writeUInt32LE(sound.length, HEADER_BYTES - 4);
  writeFileSync(path, Buffer.concat([header, sound]));
}
