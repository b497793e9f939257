import { bySpan } from '../timeline/span.ts';
import { machineName, speakerNumber } from '../timeline/speaker-ids.ts';
import type { Speaker, SpeakerId, Turn } from '../timeline/types.ts';
import type { TrackResult } from './track-result.ts';
import { channelTurns } from './channel-turns.ts';
import type { TrackPlan } from './track-plan.ts';

/** Speakers of all tracks with ids that are unique over them. */
export interface TrackSpeakers {
  readonly speakers: readonly Speaker[];
  readonly turns: readonly Turn[];
  /** At most one speaker at a time in each channel: what words are attributed by. */
  readonly exclusive: readonly Turn[];
  /** The same as the document keeps them; none where every turn is exclusive anyway. */
  readonly exclusiveTurns: readonly Turn[];
}

/** Who speaks when, over all tracks. Tracks of one speaker take their turns from words or speech, others from diarization. */
export function speakersOfTracks(plan: TrackPlan, tracks: readonly TrackResult[]): TrackSpeakers {
  if (plan.mode === 'mixed') {
    const turns = tracks.flatMap((track) => track.diarize?.turns ?? []);
    const exclusive = tracks.flatMap((track) => track.diarize?.exclusiveTurns ?? []);
    return { speakers: listSpeakers(turns, () => undefined), turns, exclusive, exclusiveTurns: exclusive };
  }
  if (tracks.every((track) => track.diarize === undefined)) {
    const turns = tracks.flatMap((track) => channelTurns(track.asr?.words ?? [], track.vad.spans, track.channel ?? 0));
    return { speakers: listSpeakers(turns, nameOf(plan, turns)), turns, exclusive: turns, exclusiveTurns: [] };
  }
  const turns: Turn[] = [];
  const exclusive: Turn[] = [];
  let taken = 0;
  for (const track of tracks) {
    const ids = new Map<SpeakerId, SpeakerId>();
    for (const { speaker } of [...(track.diarize?.turns ?? [])].sort(bySpan))
      if (!ids.has(speaker)) ids.set(speaker, `S${++taken}`);
    const renamed = (turn: Turn): Turn => ({ ...turn, speaker: ids.get(turn.speaker) ?? turn.speaker });
    turns.push(...(track.diarize?.turns ?? []).map(renamed));
    exclusive.push(...(track.diarize?.exclusiveTurns ?? []).filter((turn) => ids.has(turn.speaker)).map(renamed));
  }
  return { speakers: listSpeakers(turns, nameOf(plan, turns)), turns, exclusive, exclusiveTurns: exclusive };
}

type NameOf = (id: SpeakerId, channel: number | undefined) => string | undefined;

/** The name of a speaker's track; numbered when the track has several speakers. */
function nameOf(plan: TrackPlan, turns: readonly Turn[]): NameOf {
  const peers = new Map<number | undefined, SpeakerId[]>();
  for (const { speaker, channel } of [...turns].sort(bySpan)) {
    const known = peers.get(channel) ?? [];
    if (!known.includes(speaker)) peers.set(channel, [...known, speaker]);
  }
  return (id, channel) => {
    const name = plan.tracks.find((track) => track.label === channel)?.name;
    const among = peers.get(channel) ?? [];
    return name === undefined || among.length < 2 ? name : `${name} ${among.indexOf(id) + 1}`;
  };
}

function listSpeakers(turns: readonly Turn[], nameOfTrack: NameOf): Speaker[] {
  const channels = new Map<string, number | undefined>();
  for (const turn of [...turns].sort(bySpan)) if (!channels.has(turn.speaker)) channels.set(turn.speaker, turn.channel);
  const ids = [...channels.keys()].sort((a, b) => (speakerNumber(a) ?? 0) - (speakerNumber(b) ?? 0));
  return ids.map((id) => {
    const channel = channels.get(id);
    const name = nameOfTrack(id, channel) ?? machineName(id);
    return { id, name, ...(channel === undefined ? {} : { channel }) };
  });
}
