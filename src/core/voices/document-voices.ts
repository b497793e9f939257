import type { VoxlaneDocument } from '../document/types.ts';
import { coveredMs, overlapMs, spanLengthMs, subtractSpans } from '../timeline/span.ts';
import type { Turn } from '../timeline/types.ts';
import { isVoiceprint, meanVoice, type SpeakerVoice } from './voice.ts';

/** What diarization found in one track: when each speaker talks, and their voices. */
export interface HeardVoices {
  readonly turns: readonly Turn[];
  readonly voices: readonly SpeakerVoice[];
}

/** A speaker as diarization describes them. */
interface HeardSpeaker {
  readonly id: string;
  readonly voiceprint?: { readonly model: string; readonly vector: ArrayLike<number> };
}

/** The voices of a diarized track. Their speech is the time in which they talk alone, since that is what they were made of. */
export function heardVoices(turns: readonly Turn[], speakers: readonly HeardSpeaker[]): HeardVoices {
  const voices = speakers.flatMap(({ id, voiceprint }) => {
    if (voiceprint === undefined || !isVoiceprint(voiceprint.vector)) return [];
    const own = turns.filter((turn) => turn.speaker === id);
    const others = turns.filter((turn) => turn.speaker !== id);
    const { model, vector } = voiceprint;
    return [{ speaker: id, model, vector, speechMs: coveredMs(subtractSpans(own, others)) }];
  });
  return { turns, voices };
}

/** The voices of a document's speakers. */
export interface DocumentVoices {
  /** Share of what was heard that the document gives to one speaker each, 0 to 1: low for another diarization. */
  readonly agreement: number;
  readonly voices: readonly SpeakerVoice[];
}

/** A speaker of the document is the one that was heard when at least this much of their time is theirs. */
const SHARE = 0.8;

/**
 * The voices of a document's speakers as it is now, edits included. Speakers that were merged share the mean of their
 * voices; one whose turns mostly went to others has none.
 */
export function documentVoices(heard: HeardVoices, document: VoxlaneDocument): DocumentVoices {
  const found: SpeakerVoice[] = [];
  let total = 0;
  let agreed = 0;
  for (const voice of heard.voices) {
    const own = heard.turns.filter((turn) => turn.speaker === voice.speaker);
    const ownMs = own.reduce((sum, turn) => sum + spanLengthMs(turn), 0);
    const owner = ownerOf(own, document.turns);
    total += ownMs;
    if (owner === undefined) continue;
    agreed += Math.min(owner.ms, ownMs);
    if (owner.ms >= SHARE * ownMs) found.push({ ...voice, speaker: owner.speaker });
  }
  return { agreement: total > 0 ? agreed / total : 0, voices: joinVoices(found) };
}

/** One voice a speaker: the mean of those that are of one model with the first. */
export function joinVoices(voices: readonly SpeakerVoice[]): SpeakerVoice[] {
  return [...new Set(voices.map(({ speaker }) => speaker))].flatMap((speaker) => {
    const own = voices.filter((voice) => voice.speaker === speaker);
    const mean = meanVoice(own.filter(({ model }) => model === own[0]?.model));
    return mean === undefined ? [] : [{ ...mean, speaker }];
  });
}

/** Who has most of the time of those turns, and how much. */
function ownerOf(
  own: readonly Turn[],
  turns: readonly Turn[],
): { readonly speaker: string; readonly ms: number } | undefined {
  const shared = new Map<string, number>();
  for (const mine of own) {
    for (const turn of turns) {
      const ms = mine.channel === turn.channel ? overlapMs(mine, turn) : 0;
      if (ms > 0) shared.set(turn.speaker, (shared.get(turn.speaker) ?? 0) + ms);
    }
  }
  const [best] = [...shared].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return best === undefined ? undefined : { speaker: best[0], ms: best[1] };
}
