import { readFileSync, writeFileSync } from 'node:fs';
import { repoPath } from './fixtures.ts';

const HEADER_BYTES = 44;
const BYTES_PER_SECOND = 32_000;

/** Writes the first seconds of the demo recording (16 kHz, 16 bit, mono) as a WAV file of its own. */
export function writeShortWav(path: string, seconds: number): void {
  const whole = readFileSync(repoPath('resources/demo/two-speakers.wav'));
  const bytes = Math.round(seconds * BYTES_PER_SECOND);
  const short = Buffer.from(whole.subarray(0, HEADER_BYTES + bytes));
  short.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4);
  short.writeUInt32LE(bytes, HEADER_BYTES - 4);
  writeFileSync(path, short);
}
