import type { Cue } from '../../timeline/types.ts';
import type { Counterparts } from './counterparts.ts';
import type { Draft } from './draft.ts';
import { omit } from './omit.ts';
import type { EditOperation, OperationOf } from './operations.ts';
import { type Refusal, refuse } from './refusal.ts';

type Translated = { readonly kind: 'translated'; readonly operation: EditOperation } | Refusal;

const done = (operation: EditOperation): Translated => ({ kind: 'translated', operation });
const changed = (what: string): Refusal => refuse('changed-meanwhile', what);
const TURN_CHANGED = 'The turn it changed is not there any more.';
const TEXT_CHANGED = 'The subtitle it changed says something else now.';

/** The same operation in the ids of a new revision; refused when what it was about is not there any more. */
export function translate(operation: EditOperation, find: Counterparts, after: Draft): Translated {
  switch (operation.kind) {
    case 'add-speaker':
      return done(freeId(operation, (id) => after.speaker(id) >= 0));
    case 'rename-speaker':
    case 'set-speaker-color': {
      const speaker = find.speaker(operation.speaker);
      return speaker === undefined ? speakerGone() : done({ ...operation, speaker });
    }
    case 'merge-speakers': {
      const [speaker, into] = [find.speaker(operation.speaker), find.speaker(operation.into)];
      return speaker === undefined || into === undefined ? speakerGone() : done({ ...operation, speaker, into });
    }
    case 'assign-cue-speaker': {
      const speaker = find.speaker(operation.speaker);
      const cue = find.cueAtTime(operation.cue);
      if (speaker === undefined) return speakerGone();
      return cue === undefined
        ? changed('There is no subtitle at that time now.')
        : done({ ...operation, cue: cue.id, speaker });
    }
    case 'assign-words-speaker': {
      const speaker = find.speaker(operation.speaker);
      const words = find.words(operation.words);
      if (speaker === undefined) return speakerGone();
      return words.length === 0
        ? changed('No words are spoken at that time now.')
        : done({ ...operation, words, speaker });
    }
    case 'set-cue-lines':
      return withCue(operation, find, (cue) => lineSpeakers({ ...operation, cue: cue.id }, find));
    case 'set-cue-times':
    case 'delete-cue':
      return withCue(operation, find, (cue) => done({ ...operation, cue: cue.id }));
    case 'rewrite-cue':
      return withCue(operation, find, (cue) => heardAgain({ ...operation, cue: cue.id }, find));
    case 'split-cue':
      return withCue(operation, find, (cue) => splitAt(operation, cue, find, after));
    case 'merge-cues': {
      const cues = operation.cues.map((id) => find.cue(id)?.id ?? '');
      return cues.includes('') ? changed(TEXT_CHANGED) : done({ ...operation, cues });
    }
    case 'insert-cue': {
      const { speaker: old, words: said, ...rest } = operation;
      const speaker = old === undefined ? undefined : find.speaker(old);
      if (old !== undefined && speaker === undefined) return speakerGone();
      const lineSpeakers = operation.lineSpeakers?.map((id) => find.speaker(id) ?? '');
      if (lineSpeakers?.includes('') === true) return speakerGone();
      const words = said === undefined ? [] : find.words(said);
      const named = {
        ...rest,
        ...(speaker === undefined ? {} : { speaker }),
        ...(lineSpeakers === undefined ? {} : { lineSpeakers }),
        ...(words.length === 0 ? {} : { words }),
      };
      return done(freeId(named, (id) => after.cue(id) >= 0));
    }
    case 'recast':
      return find.turnsChanged()
        ? changed('The speakers were found anew, so the earlier correction of all of them does not fit.')
        : done(operation);
    case 'assign-turn': {
      const speaker = find.speaker(operation.speaker);
      return speaker === undefined ? speakerGone() : withTurn({ ...operation, speaker }, find);
    }
    case 'move-turn-edge':
    case 'split-turn':
    case 'delete-turn':
      return withTurn(operation, find);
    case 'merge-turns': {
      const turns = operation.turns.flatMap((ref) => find.turn(ref) ?? []);
      return turns.length < operation.turns.length ? changed(TURN_CHANGED) : done({ ...operation, turns });
    }
    case 'add-turn': {
      const speaker = find.speaker(operation.speaker);
      return speaker === undefined ? speakerGone() : done({ ...operation, speaker });
    }
    case 'mark-reviewed':
      return done(reviewedAt(operation, find));
    case 'set-cue-translation':
      return withCue(operation, find, (cue) => done({ ...operation, cue: cue.id }));
    case 'lock-translations': {
      const cues = cuesAgain(operation.cues, find);
      return cues.length === 0 ? changed(TEXT_CHANGED) : done({ ...operation, cues });
    }
    case 'set-cue-class': {
      const cues = cuesAgain(operation.cues, find);
      return cues.length === 0 ? changed(TEXT_CHANGED) : done({ ...operation, cues });
    }
    // What a model wrote counts where the subtitle still says the same; the others are to be asked for again.
    case 'put-translations':
      return done({ ...operation, cues: entriesAgain(operation.cues, find) });
    case 'put-classes':
      return done({ ...operation, cues: entriesAgain(operation.cues, find) });
    case 'set-translation-track':
    case 'remove-translation':
    case 'set-class-schema':
    case 'remove-class-schema':
    case 'set-summary':
    case 'remove-summary':
    case 'set-chapters':
    case 'set-bookmarks':
      return done(operation);
  }
}

function cuesAgain(ids: readonly string[], find: Counterparts): string[] {
  return ids.flatMap((id) => find.cue(id)?.id ?? []);
}

function entriesAgain<T extends { readonly cue: string }>(entries: readonly T[], find: Counterparts): T[] {
  return entries.flatMap((entry) => {
    const cue = find.cue(entry.cue);
    return cue === undefined ? [] : [{ ...entry, cue: cue.id }];
  });
}

function withCue(operation: { readonly cue: string }, find: Counterparts, then: (cue: Cue) => Translated): Translated {
  const cue = find.cue(operation.cue);
  return cue === undefined ? changed(TEXT_CHANGED) : then(cue);
}

function withTurn<T extends OperationOf<'assign-turn' | 'move-turn-edge' | 'split-turn' | 'delete-turn'>>(
  operation: T,
  find: Counterparts,
): Translated {
  const turn = find.turn(operation.turn);
  return turn === undefined ? changed(TURN_CHANGED) : done({ ...operation, turn });
}

/** A doubt of a cue that is gone keeps the old id and so counts for nothing. */
function reviewedAt(operation: OperationOf<'mark-reviewed'>, find: Counterparts): OperationOf<'mark-reviewed'> {
  const doubts = operation.doubts.map((doubt) => {
    const cue = doubt.cue === undefined ? undefined : find.cueAtTime(doubt.cue);
    return cue === undefined ? doubt : { ...doubt, cue: cue.id };
  });
  return { ...operation, doubts };
}

function lineSpeakers(operation: OperationOf<'set-cue-lines'>, find: Counterparts): Translated {
  if (operation.lineSpeakers === undefined) return done(operation);
  const speakers = operation.lineSpeakers.map((id) => find.speaker(id) ?? '');
  return speakers.includes('') ? speakerGone() : done({ ...operation, lineSpeakers: speakers });
}

function heardAgain(operation: OperationOf<'rewrite-cue'>, find: Counterparts): Translated {
  // Ids of words are numbered anew by a re-run, so those given may be others' now.
  const words = operation.words.map((word) => {
    const speaker = word.speaker === undefined ? undefined : find.speaker(word.speaker);
    return { ...omit(word, 'id', 'speaker'), ...(speaker === undefined ? {} : { speaker }) };
  });
  return done({ ...operation, words });
}

function splitAt(operation: OperationOf<'split-cue'>, cue: Cue, find: Counterparts, after: Draft): Translated {
  const free = freeId({ ...operation, cue: cue.id }, (id) => after.cue(id) >= 0);
  if (!('word' in operation.at)) return done(free);
  const word = find.wordIn(cue, operation.at.word);
  return word === undefined
    ? changed('The word it split at is not there any more.')
    : done({ ...free, at: { word: word.id } });
}

/** Lets a new id be chosen where the recorded one is taken. */
function freeId<T extends { readonly newId?: string | undefined }>(operation: T, isTaken: (id: string) => boolean): T {
  if (operation.newId === undefined || !isTaken(operation.newId)) return operation;
  return omit(operation, 'newId') as T;
}

function speakerGone(): Refusal {
  return changed('The speaker it names was not found again.');
}
