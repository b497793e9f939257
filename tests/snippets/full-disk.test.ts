import { describe, expect, it } from 'vitest';
import { cutSound } from '../../src/platform/ffmpeg/cut-sound.ts';
import { audioFixture } from '../support/fixtures.ts';

const path = audioFixture('digits-mono-20s.flac');
const stream = { index: 0, codec: 'flac', channels: 1, sampleRate: 8000 };

describe.skipIf(process.platform !== 'linux')('a cut onto a full disk', () => {
  it.each([
    ['a piece that ffmpeg writes only at its end', 'wav', 800],
    ['a piece that ffmpeg writes only at its end', 'flac', 800],
    ['a piece that ffmpeg writes on the way', 'wav', 19_000],
  ] as const)('is no piece: %s (%s, %i ms)', async (_what, format, endMs) => {
    const span = { startMs: 0, endMs };
    const request = { sources: [{ path, stream }], span, output: '/dev/full', format, sound: 'original' } as const;
    await expect(cutSound(request, new AbortController().signal)).rejects.toMatchObject({ code: 'disk-full' });
  });
});
