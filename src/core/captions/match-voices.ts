import { freeSpeakerId, isMachineName } from '../timeline/speaker-ids.ts';
import type { Speaker, SpeakerId, Turn } from '../timeline/types.ts';
import type { SpeakerTimes } from './speaker-times.ts';

export interface MatchedVoices {
  /** Ids of the document by the captions' own. */
  readonly idOf: ReadonlyMap<SpeakerId, SpeakerId>;
  readonly speakers: readonly Speaker[];
}

/**
 * Finds out which speaker of the document each voice of the captions is: one of that name; else the one who talks during
 * more than half of what anybody says while the voice is shown, who then gets the name; else a new speaker. One voice each.
 */
export function matchVoices(
  voices: readonly Speaker[],
  shown: readonly Turn[],
  speakers: readonly Speaker[],
  times: SpeakerTimes,
): MatchedVoices {
  const idOf = new Map<SpeakerId, SpeakerId>();
  const names = new Map(speakers.map(({ id, name }) => [id, name]));
  const free = new Set(names.keys());
  const pair = (voice: SpeakerId, speaker: SpeakerId): void => {
    idOf.set(voice, speaker);
    free.delete(speaker);
  };
  for (const voice of voices) {
    const same = speakers.find(({ id, name }) => free.has(id) && fold(name) === fold(voice.name));
    if (same !== undefined) pair(voice.id, same.id);
  }
  const heard = listenTo(voices, shown, times);
  for (const { voice, speaker } of heard) {
    if (idOf.has(voice.id) || !free.has(speaker) || !isMachineName(names.get(speaker) ?? '')) continue;
    pair(voice.id, speaker);
    names.set(speaker, voice.name);
  }
  const added: Speaker[] = [];
  for (const voice of voices) {
    if (idOf.has(voice.id)) continue;
    const id = freeSpeakerId(names, names.size + 1);
    names.set(id, voice.name);
    idOf.set(voice.id, id);
    added.push({ id, name: voice.name });
  }
  return {
    idOf,
    speakers: [...speakers.map((speaker) => ({ ...speaker, name: names.get(speaker.id) ?? '' })), ...added],
  };
}

/** Pairs of voice and speaker that belong together by their times, the surest first. */
function listenTo(
  voices: readonly Speaker[],
  shown: readonly Turn[],
  times: SpeakerTimes,
): { readonly voice: Speaker; readonly speaker: SpeakerId; readonly spoken: number }[] {
  const turnsOf = new Map<SpeakerId, Turn[]>(voices.map(({ id }) => [id, []]));
  for (const turn of shown) turnsOf.get(turn.speaker)?.push(turn);
  const pairs = voices.flatMap((voice) => {
    const own = turnsOf.get(voice.id) ?? [];
    const spoken = times.speakers.map((speaker) => ({
      speaker,
      spoken: own.reduce((sum, turn) => sum + times.spokenMs(speaker, turn), 0),
    }));
    const all = spoken.reduce((sum, entry) => sum + entry.spoken, 0);
    return spoken.filter((entry) => entry.spoken * 2 > all).map((entry) => ({ voice, ...entry }));
  });
  return pairs.sort((a, b) => b.spoken - a.spoken);
}

function fold(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}
