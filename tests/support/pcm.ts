import { execFileSync } from 'node:child_process';

const MAX_BYTES = 1 << 30;

/**
 * A recording as 16 kHz mono float32 samples, decoded by the system's ffmpeg: one channel when `channel` (0-based) is
 * given, the mix of all otherwise. Throws when ffmpeg is missing or fails.
 */
export function decodePcm(path: string, channel?: number): Float32Array {
  const pick = channel === undefined ? ['-ac', '1'] : ['-af', `pan=mono|c0=c${channel}`];
  const raw = execFileSync(
    'ffmpeg',
    ['-nostdin', '-v', 'error', '-i', path, ...pick, '-ar', '16000', '-f', 'f32le', '-'],
    {
      maxBuffer: MAX_BYTES,
      timeout: 120_000,
    },
  );
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
}
