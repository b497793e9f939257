import type { Cue } from '../timeline/types.ts';
import type { WriteOptions } from './codec.ts';

/** How speaker labels are written, once `auto` is settled. */
export type SpeakerStyle = 'none' | 'colon' | 'bracket';

/** Settles the option: `auto` labels cues only when more than one speaker is heard in them. */
export function chooseSpeakerStyle(wanted: WriteOptions['speakerStyle'], cues: readonly Cue[]): SpeakerStyle {
  if (wanted !== undefined && wanted !== 'auto') return wanted;
  const heard = new Set(cues.flatMap((cue) => cue.lineSpeakers ?? (cue.speaker === undefined ? [] : [cue.speaker])));
  return heard.size > 1 ? 'colon' : 'none';
}
