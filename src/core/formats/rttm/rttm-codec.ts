import type { SubtitleCodec } from '../codec.ts';
import { readRttm } from './read-rttm.ts';
import { writeRttm } from './write-rttm.ts';

/** Rich Transcription Time Marked: who spoke when, without text. */
export const rttmCodec: SubtitleCodec = {
  id: 'rttm',
  label: 'RTTM speaker turns',
  extensions: ['rttm'],
  mediaType: 'text/plain',
  carries: 'turns',
  read: readRttm,
  write: writeRttm,
};
