import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audioFixture } from './fixtures.ts';
import { seeded } from './seeded.ts';
import { writeShortWav } from './short-wav.ts';

/** Ending and ffmpeg's output options of each kind of recording made from a piece of speech. */
const KINDS: readonly (readonly [string, ...string[]])[] = [
  ['wav', '-c:a', 'pcm_s16le'],
  ['flac', '-c:a', 'flac'],
  ['opus', '-c:a', 'libopus', '-b:a', '48k'],
  ['mp3', '-c:a', 'libmp3lame'],
  ['m4a', '-c:a', 'aac'],
  ['wav', '-c:a', 'pcm_f32le'],
  ['ogg', '-c:a', 'libopus'],
  ['mkv', '-c:a', 'flac'],
];

/** Names that have broken command lines, lists, folders or terminals somewhere. */
const STRANGE = [
  'two words.wav',
  'çĞışİ öü.wav',
  'שלום עולם.wav',
  '日本語の録音.wav',
  'e\u0301 decomposed.wav',
  '👩‍👩‍👧 family.wav',
  `quote ' and ".wav`,
  '$(touch pwned) `id`.wav',
  'a;b&c|d>e.wav',
  '-v.wav',
  '--help.wav',
  'http:x.wav',
  '100% %s %n.wav',
  'line\nbreak.wav',
  'no ending',
  '.hidden.wav',
  `${'long'.repeat(60)}.wav`,
];

/** What each broken recording must fail with. */
export const BROKEN_CODES: Readonly<Record<string, string>> = {
  'random.mp3': 'input-not-media',
  'empty.wav': 'input-empty',
  'picture-only.mp4': 'input-no-audio',
  'cut-header.wav': 'input-truncated',
  'vanished.wav': 'input-not-found',
};

export interface MixedRecordings {
  readonly good: readonly string[];
  /** In the order of `BROKEN_CODES`. The last one is still whole: it is to be removed once it is queued. */
  readonly broken: readonly string[];
  /** Those without any speech. */
  readonly silent: readonly string[];
}

/** Makes `goodCount` short recordings of many kinds and names, and five broken ones. Needs ffmpeg. */
export function makeMixedRecordings(folder: string, goodCount: number): MixedRecordings {
  mkdirSync(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  const ffmpeg = (...args: string[]): unknown => execFileSync('ffmpeg', ['-v', 'error', '-nostdin', ...args]);
  const silent = [at('silence.wav'), at('noise-floor.flac')];
  ffmpeg('-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono', '-t', '2', at('silence.wav'));
  ffmpeg('-f', 'lavfi', '-i', 'anoisesrc=r=16000:a=0.0003:seed=1', '-t', '2', at('noise-floor.flac'));
  const stereo = [at('call.flac'), at('call.mp4')];
  const call = audioFixture('digits-stereo-call-60s.flac');
  ffmpeg('-i', call, '-t', '4', at('call.flac'), '-t', '4', '-c:a', 'aac', at('call.mp4'));

  const good = [...silent, ...stereo];
  for (const [index, name] of STRANGE.entries()) {
    if (name === 'no ending') {
      writeShortWav(at('temporary.wav'), 2.5);
      renameSync(at('temporary.wav'), at(name));
    } else writeShortWav(at(name), 2 + index / 20);
    good.push(at(name));
  }
  const pieces: string[] = [];
  for (let index = 0; good.length + pieces.length < goodCount; index++) {
    const [ending = 'wav', ...options] = KINDS[index % KINDS.length] ?? ['wav'];
    pieces.push(at(`piece-${index}.${ending}`));
    const from = ['-ss', String(index * 1.5), '-t', '3'];
    ffmpeg(...from, '-i', audioFixture('digits-dialog-2spk-60s.flac'), ...options, pieces.at(-1) ?? '');
  }
  return { good: [...good, ...pieces], broken: makeBroken(at, ffmpeg), silent };
}

function makeBroken(at: (name: string) => string, ffmpeg: (...args: string[]) => unknown): string[] {
  const random = seeded(45);
  writeFileSync(at('random.mp3'), Buffer.from(Array.from({ length: 40_000 }, () => Math.floor(random() * 256))));
  writeFileSync(at('empty.wav'), '');
  ffmpeg('-f', 'lavfi', '-i', 'testsrc=d=1:s=64x64:r=5', '-an', at('picture-only.mp4'));
  writeShortWav(at('cut-header.wav'), 2);
  truncateSync(at('cut-header.wav'), 30);
  writeShortWav(at('vanished.wav'), 2);
  return Object.keys(BROKEN_CODES).map(at);
}
