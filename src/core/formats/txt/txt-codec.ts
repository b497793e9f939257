import type { SubtitleCodec } from '../codec.ts';
import { readTxt } from './read-txt.ts';
import { writeTxt } from './write-txt.ts';

/** Readable transcript: one paragraph per speaker block. */
export const txtCodec: SubtitleCodec = {
  id: 'txt',
  label: 'Plain text transcript',
  extensions: ['txt'],
  mediaType: 'text/plain',
  carries: 'cues',
  read: readTxt,
  write: writeTxt,
};
