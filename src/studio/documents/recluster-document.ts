import type { CastOutcome } from '../../contract/document-calls.ts';
import type { SpeakerWishes, VoxlaneDocument } from '../../core/document/types.ts';
import { recluster } from '../../core/stages/diarize/recluster.ts';
import { splitSpeaker } from '../../core/stages/diarize/split-speaker.ts';
import type { Before } from '../../core/stages/diarize/stable-names.ts';
import type { Place } from '../../core/stages/diarize/turns.ts';
import { freeSpeakerId, isMachineName } from '../../core/timeline/speaker-ids.ts';
import type { Turn } from '../../core/timeline/types.ts';
import type { Library } from '../queue/library.ts';
import { editDocument } from './edit-document.ts';
import { trackVoices } from './track-voices.ts';
import { currentDocument } from './open-document.ts';
import { summariseSpeakers } from './speaker-summary.ts';

/**
 * Tells the speakers of a track apart again by new wishes, as one undo step. Speakers whom a user named keep their names.
 * Throws what `trackVoices` and `editDocument` throw, and `options-invalid` for counts that make no sense.
 */
export async function reclusterDocument(
  library: Library,
  input: {
    readonly id: number;
    readonly track: number;
    readonly wishes: Omit<SpeakerWishes, 'channel'>;
    readonly forget: boolean;
  },
): Promise<CastOutcome> {
  const { space, place, model } = await trackVoices(library, input.id, input.track);
  // As it is now: it may have been edited while the voices were read.
  const { document } = currentDocument(library, input.id);
  const wishes = joinWishes(input.forget ? {} : (wishesOf(document, place) ?? {}), input.wishes);
  const outcome = recluster(space, model, wishes, beforeOf(document), place);
  if (outcome.kind === 'refused') return outcome;
  const { turns, exclusiveTurns, shortfall } = outcome.resolution;
  const edited = recast(library, input.id, place, { turns, exclusiveTurns }, wishes, 'speakers told apart again');
  return edited.kind === 'edited' && shortfall !== undefined ? { ...edited, shortfall } : edited;
}

function joinWishes(earlier: SpeakerWishes, now: SpeakerWishes): SpeakerWishes {
  const isCounted = [now.speakers, now.minSpeakers, now.maxSpeakers].some((count) => count !== undefined);
  const { speakers, minSpeakers, maxSpeakers } = isCounted ? now : earlier;
  return {
    ...(speakers === undefined ? {} : { speakers }),
    ...(minSpeakers === undefined ? {} : { minSpeakers }),
    ...(maxSpeakers === undefined ? {} : { maxSpeakers }),
    ...((now.threshold ?? earlier.threshold) === undefined ? {} : { threshold: now.threshold ?? earlier.threshold }),
    links: [...(earlier.links ?? []), ...(now.links ?? [])],
  };
}

/** Divides one speaker of a track by voice into two, as one undo step. Throws what `reclusterDocument` throws. */
export async function splitInDocument(
  library: Library,
  input: { readonly id: number; readonly track: number; readonly speaker: string },
): Promise<CastOutcome> {
  const { space, place } = await trackVoices(library, input.id, input.track);
  const { document } = currentDocument(library, input.id);
  const split = splitSpeaker(space, document, input.speaker, freeSpeakerId(beforeOf(document).taken), place);
  if (split.kind === 'refused') return split;
  const earlier = wishesOf(document, place);
  const wishes = { ...earlier, links: [...(earlier?.links ?? []), split.link] };
  const ours = (turns: readonly Turn[]): Turn[] => turns.filter((turn) => turn.channel === place.channel);
  const cast = { turns: ours(split.turns), exclusiveTurns: ours(split.exclusiveTurns) };
  return recast(library, input.id, place, cast, wishes, `${input.speaker} split`);
}

function recast(
  library: Library,
  id: number,
  { channel }: Place,
  cast: { readonly turns: readonly Turn[]; readonly exclusiveTurns: readonly Turn[] },
  { channel: _channel, ...wishes }: SpeakerWishes,
  label: string,
): CastOutcome {
  const operation = { kind: 'recast', ...(channel === undefined ? {} : { channel }), ...cast, wishes };
  const result = editDocument(library, id, [operation], label);
  if (result.kind === 'refused') return { kind: 'refused', code: result.code, reason: result.reason };
  if (result.kind === 'unchanged') return { kind: 'unchanged' };
  const speakers = summariseSpeakers(result.document).map(({ id: speaker, name, speechMs }) => ({
    id: speaker,
    name,
    speech: speechMs,
  }));
  return { kind: 'edited', speakers: speakers.sort((a, b) => b.speech - a.speech) };
}

/** Who talks when and is called what, before speakers are told apart again. */
export function beforeOf(document: VoxlaneDocument): Before {
  return {
    turns: document.turns,
    named: new Set(document.speakers.filter(({ name }) => !isMachineName(name)).map(({ id }) => id)),
    taken: new Set(document.speakers.map(({ id }) => id)),
  };
}

/** What was wished for the speakers of a track so far. */
export function wishesOf(document: VoxlaneDocument, place: Place): SpeakerWishes | undefined {
  return document.speakerWishes?.find((entry) => entry.channel === place.channel);
}
