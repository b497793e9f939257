import type { VoxlaneDocument } from '../../../../core/document/types.ts';

/** A track whose speakers are told apart by themselves. `name` is that of its file, where it has one of its own. */
export interface SpeakerTrack {
  readonly index: number;
  readonly name: string | undefined;
  readonly speakers: number;
}

/** The tracks with speech in them, in order; one when the channels were mixed. */
export function speakerTracks({ exclusiveTurns, media, speakers }: VoxlaneDocument): readonly SpeakerTrack[] {
  const found = new Map<number, Set<string>>();
  for (const { channel = 0, speaker } of exclusiveTurns) {
    const set = found.get(channel) ?? new Set();
    found.set(channel, set.add(speaker));
  }
  if (found.size === 0) return [{ index: 0, name: undefined, speakers: speakers.length }];
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([index, set]) => ({ index, name: media.tracks?.[index]?.name, speakers: set.size }));
}
