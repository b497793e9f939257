import { END_SLACK_MS } from '../lint.ts';
import type { Cue } from '../../timeline/types.ts';
import { keepTranslations, retimeTranslations, withNotes } from './carried-notes.ts';
import type { Draft } from './draft.ts';
import { forgetCue } from './imported-refs.ts';
import { checkNotes } from './known-notes.ts';
import { nextId } from './new-id.ts';
import type { OperationOf } from './operations.ts';
import { cueUnknown, idTaken, type Outcome, speakerUnknown } from './outcome.ts';
import { type Refusal, refuse } from './refusal.ts';
import { stretchTranslations } from './stretched-translations.ts';
import { withLineSpeakers } from './speaker-operations.ts';

export function setCueLines(draft: Draft, operation: OperationOf<'set-cue-lines'>): Outcome {
  const at = draft.cue(operation.cue);
  const cue = draft.list('cues')[at];
  if (cue === undefined) return cueUnknown(operation.cue);
  const { lines } = operation;
  const lineSpeakers = operation.lineSpeakers ?? cue.lineSpeakers;
  if (lineSpeakers === undefined) {
    if (!sameText(cue.lines, lines)) draft.put('cues', at, keepTranslations(cue, { ...cue, lines }));
    return { kind: 'done', operation };
  }
  if (lineSpeakers.length !== lines.length) {
    return refuse('line-speakers', `There are ${lineSpeakers.length} line speakers for ${lines.length} lines.`);
  }
  for (const id of lineSpeakers) if (draft.speaker(id) < 0) return speakerUnknown(id);
  draft.put('cues', at, keepTranslations(cue, withLineSpeakers({ ...cue, lines }, lineSpeakers)));
  return { kind: 'done', operation };
}

/** The cue moves in the list where its new start needs it. Its words and the turns keep their own times. */
export function setCueTimes(draft: Draft, operation: OperationOf<'set-cue-times'>): Outcome {
  const { startMs, endMs } = operation;
  const at = draft.cue(operation.cue);
  const cues = draft.list('cues');
  const cue = cues[at];
  if (cue === undefined) return cueUnknown(operation.cue);
  const refusal = checkTimes(draft, startMs, endMs);
  if (refusal !== undefined) return refusal;
  if (cue.startMs === startMs && cue.endMs === endMs) return { kind: 'done', operation };
  const moved = retimeTranslations(cue, { ...cue, startMs, endMs });
  const inPlace = (cues[at - 1]?.startMs ?? -Infinity) <= startMs && startMs <= (cues[at + 1]?.startMs ?? Infinity);
  if (inPlace) {
    draft.put('cues', at, moved);
    stretchTranslations(draft, at);
  } else {
    draft.splice('cues', at, 1);
    const place = placeFor(draft.list('cues'), startMs);
    draft.splice('cues', place, 0, moved);
    stretchTranslations(draft, place);
  }
  return { kind: 'done', operation };
}

/** A cue without words. It says what is shown, not who spoke: the turns stay. */
export function insertCue(draft: Draft, operation: OperationOf<'insert-cue'>): Outcome {
  const { startMs, endMs, lines, speaker, lineSpeakers, words = [], translations, classes } = operation;
  const refusal = checkTimes(draft, startMs, endMs) ?? checkNotes(draft, operation);
  if (refusal !== undefined) return refusal;
  for (const named of [...(speaker === undefined ? [] : [speaker]), ...(lineSpeakers ?? [])]) {
    if (draft.speaker(named) < 0) return speakerUnknown(named);
  }
  if (lineSpeakers !== undefined && lineSpeakers.length !== lines.length) {
    return refuse('line-speakers', `There are ${lineSpeakers.length} line speakers for ${lines.length} lines.`);
  }
  const known = draft.words(new Set(words)).length;
  if (known !== words.length) return refuse('word-unknown', `${words.length - known} of its words do not exist.`);
  const cues = draft.list('cues');
  const id = operation.newId ?? nextId(cues, 'n', 1);
  if (draft.cue(id) >= 0) return idTaken(id);
  const said = {
    ...(speaker === undefined ? {} : { speaker }),
    ...(lineSpeakers === undefined ? {} : { lineSpeakers }),
  };
  const cue = withNotes({ id, startMs, endMs, lines, ...said, wordIds: words }, { translations, classes });
  draft.splice('cues', placeFor(cues, startMs), 0, cue);
  return { kind: 'done', operation: { ...operation, newId: id } };
}

/** The words stay in the document: they are what was heard, and a cue can be built from them again. */
export function deleteCue(draft: Draft, operation: OperationOf<'delete-cue'>): Outcome {
  const at = draft.cue(operation.cue);
  const cues = draft.list('cues');
  if (cues[at] === undefined) return cueUnknown(operation.cue);
  forgetCue(draft, operation.cue, cues[at + 1]?.id);
  draft.splice('cues', at, 1);
  return { kind: 'done', operation };
}

export function setChapters(draft: Draft, operation: OperationOf<'set-chapters'>): Outcome {
  const { chapters } = operation;
  for (const [index, { startMs, endMs }] of chapters.entries()) {
    const refusal = checkTimes(draft, startMs, endMs);
    if (refusal !== undefined) return refusal;
    if (startMs < (chapters[index - 1]?.startMs ?? 0)) {
      return refuse('chapters-unordered', `Chapter ${index + 1} starts before the one in front of it.`);
    }
  }
  draft.setField('chapters', chapters.length === 0 ? undefined : chapters);
  return { kind: 'done', operation };
}

export function setBookmarks(draft: Draft, operation: OperationOf<'set-bookmarks'>): Outcome {
  const { bookmarks } = operation;
  const { durationMs } = draft;
  for (const [index, { timeMs }] of bookmarks.entries()) {
    if (durationMs > 0 && timeMs > durationMs + END_SLACK_MS) {
      return refuse('times-outside-media', `${timeMs} ms is behind the end of the recording (${durationMs} ms).`);
    }
    if (timeMs < (bookmarks[index - 1]?.timeMs ?? 0)) {
      return refuse('bookmarks-unordered', `Bookmark ${index + 1} lies before the one in front of it.`);
    }
  }
  draft.setField('bookmarks', bookmarks.length === 0 ? undefined : bookmarks);
  return { kind: 'done', operation };
}

/** Spans must have a length and lie within the media, with the slack that the linter grants. */
export function checkTimes(draft: Draft, startMs: number, endMs: number): Refusal | undefined {
  if (endMs <= startMs)
    return refuse('times-reversed', `It would end (${endMs} ms) at or before its start (${startMs} ms).`);
  const { durationMs } = draft;
  if (durationMs > 0 && endMs > durationMs + END_SLACK_MS) {
    return refuse('times-outside-media', `It would end at ${endMs} ms, behind the media (${durationMs} ms).`);
  }
  return undefined;
}

/** Behind all cues that start no later. */
function placeFor(cues: readonly Cue[], startMs: number): number {
  const at = cues.findIndex((cue) => cue.startMs > startMs);
  return at < 0 ? cues.length : at;
}

function sameText(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}
