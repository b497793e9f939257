import type { Cue, SpeakerId, Turn } from '../../timeline/types.ts';
import { claimsOfCue, claimsOfWords, claimTurns, joinTurns } from './claim-turns.ts';
import { cueUnknown, idTaken, type Outcome, speakerUnknown } from './outcome.ts';
import type { Draft } from './draft.ts';
import { nextId } from './new-id.ts';
import type { OperationOf } from './operations.ts';
import { refuse } from './refusal.ts';

export function addSpeaker(draft: Draft, operation: OperationOf<'add-speaker'>): Outcome {
  const speakers = draft.list('speakers');
  const id = operation.newId ?? nextId(speakers, 'S', 1);
  if (draft.speaker(id) >= 0) return idTaken(id);
  const { name, color } = operation;
  draft.splice('speakers', speakers.length, 0, { id, name: name.trim(), ...(color === undefined ? {} : { color }) });
  return { kind: 'done', operation: { ...operation, newId: id } };
}

export function renameSpeaker(draft: Draft, operation: OperationOf<'rename-speaker'>): Outcome {
  const at = draft.speaker(operation.speaker);
  const speaker = draft.list('speakers')[at];
  if (speaker === undefined) return speakerUnknown(operation.speaker);
  const name = operation.name.trim();
  if (speaker.name !== name) draft.put('speakers', at, { ...speaker, name });
  return { kind: 'done', operation };
}

export function setSpeakerColor(draft: Draft, operation: OperationOf<'set-speaker-color'>): Outcome {
  const at = draft.speaker(operation.speaker);
  const speaker = draft.list('speakers')[at];
  if (speaker === undefined) return speakerUnknown(operation.speaker);
  const color = operation.color.toLowerCase();
  if (speaker.color !== color) draft.put('speakers', at, { ...speaker, color });
  return { kind: 'done', operation };
}

/** Words, turns, cues and lines of one speaker become another's; turns that then touch are joined. */
export function mergeSpeakers(draft: Draft, operation: OperationOf<'merge-speakers'>): Outcome {
  const { speaker: from, into } = operation;
  if (from === into) return refuse('speaker-same', 'A speaker cannot be merged into itself.');
  for (const id of [from, into]) if (draft.speaker(id) < 0) return speakerUnknown(id);
  for (const [at, word] of draft.list('words').entries()) {
    if (word.speaker === from) draft.put('words', at, { ...word, speaker: into });
  }
  for (const list of ['turns', 'exclusiveTurns'] as const) {
    const fresh = new Set<Turn>();
    const turns = draft.list(list).map((turn) => {
      if (turn.speaker !== from) return turn;
      const moved = { ...turn, speaker: into };
      fresh.add(moved);
      return moved;
    });
    if (fresh.size > 0) draft.replace(list, joinTurns(turns, into, fresh));
  }
  for (const [at, cue] of draft.list('cues').entries()) {
    if (cue.speaker === from) draft.put('cues', at, { ...cue, speaker: into });
    else if (cue.lineSpeakers?.includes(from) === true) {
      const lineSpeakers = cue.lineSpeakers.map((id) => (id === from ? into : id));
      draft.put('cues', at, withLineSpeakers(cue, lineSpeakers));
    }
  }
  draft.splice('speakers', draft.speaker(from), 1);
  return { kind: 'done', operation };
}

/** The cue, its words, and their time in the turns; a cue without words claims its time on screen. */
export function assignCueSpeaker(draft: Draft, operation: OperationOf<'assign-cue-speaker'>): Outcome {
  const { speaker } = operation;
  const at = draft.cue(operation.cue);
  const cue = draft.list('cues')[at];
  if (cue === undefined) return cueUnknown(operation.cue);
  if (draft.speaker(speaker) < 0) return speakerUnknown(speaker);
  const positions = draft.wordsAt(cue);
  if (positions.length > 0) moveWords(draft, positions, speaker);
  else if (!isSpokenBy(cue, speaker)) {
    claimTurns(draft, claimsOfCue(cue, draft.list('speakers'), speaker), speaker);
  }
  if (!isSpokenBy(cue, speaker)) draft.put('cues', at, withSpeaker(cue, speaker));
  return { kind: 'done', operation };
}

/** The words and their time in the turns; cues whose words now all are one speaker's become that speaker's. */
export function assignWordsSpeaker(draft: Draft, operation: OperationOf<'assign-words-speaker'>): Outcome {
  const { speaker } = operation;
  const ids = new Set(operation.words);
  if (draft.speaker(speaker) < 0) return speakerUnknown(speaker);
  const positions = draft.words(ids);
  if (positions.length < ids.size) {
    const words = draft.list('words');
    const known = new Set(positions.map((at) => words[at]?.id));
    const missing = operation.words.find((id) => !known.has(id)) ?? '';
    return refuse('word-unknown', `No word has the id ${missing}.`);
  }
  moveWords(draft, positions, speaker);
  for (const [at, cue] of draft.list('cues').entries()) {
    if (isSpokenBy(cue, speaker) || !cue.wordIds.some((id) => ids.has(id))) continue;
    if (draft.wordsOf(cue).every((word) => word.speaker === speaker)) draft.put('cues', at, withSpeaker(cue, speaker));
  }
  return { kind: 'done', operation };
}

function moveWords(draft: Draft, positions: readonly number[], speaker: SpeakerId): void {
  const words = draft.list('words');
  const moved = positions.filter((at) => words[at]?.speaker !== speaker);
  claimTurns(draft, claimsOfWords(words, moved), speaker);
  for (const at of moved) {
    const word = words[at];
    if (word !== undefined) draft.put('words', at, { ...word, speaker });
  }
}

function isSpokenBy(cue: Cue, speaker: SpeakerId): boolean {
  return cue.speaker === speaker && cue.lineSpeakers === undefined;
}

/** The cue as one speaker's. */
export function withSpeaker(cue: Cue, speaker: SpeakerId | undefined): Cue {
  const { speaker: _one, lineSpeakers: _several, ...rest } = cue;
  return speaker === undefined ? rest : { ...rest, speaker };
}

/** The cue with one speaker per line; as one speaker's when all lines are. */
export function withLineSpeakers(cue: Cue, lineSpeakers: readonly SpeakerId[]): Cue {
  if (new Set(lineSpeakers).size <= 1) return withSpeaker(cue, lineSpeakers[0]);
  return { ...withSpeaker(cue, undefined), lineSpeakers };
}
