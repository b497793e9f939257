import type { Cue, SpeakerId } from '../../timeline/types.ts';
import type { EditOperation } from '../edits/operations.ts';
import type { VoxlaneDocument } from '../types.ts';
import { action, type CueAction, noAction } from './action.ts';

/** Gives cues with their words and time to a speaker. */
export function assignSpeaker(document: VoxlaneDocument, ids: readonly string[], speaker: SpeakerId): CueAction {
  if (ids.length === 0) return noAction('unchanged');
  const operations = ids.map((cue): EditOperation => ({ kind: 'assign-cue-speaker', cue, speaker }));
  return action(document, 'assign-speaker', operations);
}

/** Gives what the speaker of a cue says there and later to another one. */
export function assignFromHere(document: VoxlaneDocument, id: string, speaker: SpeakerId): CueAction {
  return assignWhere(document, id, speaker, (cue, here) => cue.startMs >= here.startMs);
}

/** Gives what the speaker of a cue says anywhere to another one; the first speaker stays in the list. */
export function assignAllOfSpeaker(document: VoxlaneDocument, id: string, speaker: SpeakerId): CueAction {
  return assignWhere(document, id, speaker, () => true);
}

function assignWhere(
  document: VoxlaneDocument,
  id: string,
  speaker: SpeakerId,
  fits: (cue: Cue, here: Cue) => boolean,
): CueAction {
  const here = document.cues.find((cue) => cue.id === id);
  if (here === undefined) return noAction('cue-unknown');
  const from = here.speaker ?? here.lineSpeakers?.[0];
  if (from === undefined) return assignSpeaker(document, [id], speaker);
  if (from === speaker) return noAction('unchanged');
  const own = new Set(document.words.filter((word) => word.speaker === from).map((word) => word.id));
  const operations = document.cues.filter((cue) => fits(cue, here)).flatMap((cue) => handOver(cue, own, from, speaker));
  return action(document, 'assign-speaker', operations);
}

/** A dialogue keeps the lines of the other speakers. */
function handOver(cue: Cue, own: ReadonlySet<string>, from: SpeakerId, to: SpeakerId): EditOperation[] {
  if (cue.lineSpeakers === undefined) {
    return cue.speaker === from ? [{ kind: 'assign-cue-speaker', cue: cue.id, speaker: to }] : [];
  }
  if (!cue.lineSpeakers.includes(from)) return [];
  const words = cue.wordIds.filter((id) => own.has(id));
  const lineSpeakers = cue.lineSpeakers.map((id) => (id === from ? to : id));
  return [
    { kind: 'set-cue-lines', cue: cue.id, lines: [...cue.lines], lineSpeakers },
    ...(words.length === 0 ? [] : [{ kind: 'assign-words-speaker' as const, words, speaker: to }]),
  ];
}
