import type { SubtitleCodec } from '../codec.ts';
import { readSrt } from './read-srt.ts';
import { writeSrt } from './write-srt.ts';

/** SubRip. */
export const srtCodec: SubtitleCodec = {
  id: 'srt',
  label: 'SubRip',
  extensions: ['srt'],
  mediaType: 'application/x-subrip',
  carries: 'cues',
  read: readSrt,
  write: writeSrt,
};
