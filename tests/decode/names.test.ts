import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { audioFixture } from '../support/fixtures.ts';
import { decodeFile, make, noFfmpeg, temporaryFolder } from './support.ts';

const names = [
  'plain.wav',
  'with some spaces .wav',
  `it's "quoted".wav`,
  '🎬 reunion 👩‍👩‍👧.wav',
  'שיחה עם אבא.wav',
  'مقابلة.wav',
  'abc\u202egnp.wav',
  '-y.wav',
  '--help',
  '-',
  'http:x.wav',
  'a:b.wav',
  'file:x.wav',
  'pipe:0',
  'data:audio.wav',
  'concat:a|b.wav',
  'subfile,,start,0,end,0,,:x.wav',
  'img%03d.wav',
  '$(touch pwned).wav',
  '`id`;&&|.wav',
  '*?[a].wav',
  'back\\slash.wav',
  'new\nline.wav',
  'carriage\r\nreturn\ttab.wav',
  '\u0001\u001b[31m.wav',
  'CON',
  'trailing dot.',
  'trailing space ',
  'e\u0301 decomposed.wav',
  '\u00e9 decomposed.wav',
  `${'x'.repeat(251)}.wav`,
  `${'é'.repeat(125)}.wav`,
  `${Array.from({ length: 12 }, (_, n) => `${n}-${'deep'.repeat(15)}`).join('/')}/far.wav`,
];

describe.skipIf(noFfmpeg)(`file names (${noFfmpeg ?? 'with ffmpeg'})`, () => {
  const folder = temporaryFolder();
  const wav = join(folder, 'source of all.wav');
  const flac = audioFixture('digits-mono-20s.flac');
  if (noFfmpeg === undefined) make('-i', flac, '-t', '1', wav);

  it.each(names)('%j is read in-process and through ffmpeg, absolute and relative', async (name) => {
    const home = process.cwd();
    for (const [kind, original, seconds] of [
      ['wav', wav, 1],
      ['flac', flac, 20],
    ] as const) {
      const path = join(folder, kind, name);
      mkdirSync(dirname(path), { recursive: true });
      copyFileSync(original, path);
      expect((await decodeFile(path)).samples.length).toBe(seconds * 16000);
      process.chdir(join(folder, kind));
      try {
        const { media, samples } = await decodeFile(name);
        expect(samples.length).toBe(seconds * 16000);
        expect(media.path).toBe(path);
      } finally {
        process.chdir(home);
      }
    }
  });
});
