import type { SubtitleCodec } from '../codec.ts';
import { readVtt } from './read-vtt.ts';
import { writeVtt } from './write-vtt.ts';

/** WebVTT. */
export const vttCodec: SubtitleCodec = {
  id: 'vtt',
  label: 'WebVTT',
  extensions: ['vtt', 'webvtt'],
  mediaType: 'text/vtt',
  carries: 'cues',
  read: readVtt,
  write: writeVtt,
};
