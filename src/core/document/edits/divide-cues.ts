import type { Cue, SpeakerId, Word } from '../../timeline/types.ts';
import { divideNotes, joinNotes } from './carried-notes.ts';
import type { Draft } from './draft.ts';
import { copyCue, forgetCue } from './imported-refs.ts';
import { nextId } from './new-id.ts';
import { isUsableId, type OperationOf } from './operations.ts';
import { cueUnknown, idTaken, type Outcome } from './outcome.ts';
import { type Refusal, refuse } from './refusal.ts';
import { withLineSpeakers, withSpeaker } from './speaker-operations.ts';
import { isInsideUnit, splitLines, textOffset, wordOffsets } from './split-text.ts';

/** Where a cue is cut: in time, in its text (`undefined` without text) and in its list of words. */
interface Cut {
  readonly timeMs: number;
  readonly offset: number | undefined;
  readonly second: ReadonlySet<string>;
}

/** The first part keeps the id. Words go with the text they stand for, or by time where the text says something else. */
export function splitCue(draft: Draft, operation: OperationOf<'split-cue'>): Outcome {
  const at = draft.cue(operation.cue);
  const cues = draft.list('cues');
  const cue = cues[at];
  if (cue === undefined) return cueUnknown(operation.cue);
  const words = draft.wordsOf(cue);
  const cut = 'word' in operation.at ? cutAtWord(cue, words, operation.at.word) : cutAtTime(cue, words, operation.at);
  if ('kind' in cut) return cut;
  if (cut.timeMs <= cue.startMs || cut.timeMs >= cue.endMs) {
    return refuse('split-outside-cue', `${cut.timeMs} ms is not inside the cue (${cue.startMs} to ${cue.endMs} ms).`);
  }
  const lines = cut.offset === undefined ? { first: [], second: [] } : splitLines(cue.lines, cut.offset);
  if (lines === undefined) return refuse('split-without-text', 'One of the two parts would have no text.');
  const id = operation.newId ?? idOfPart(cues, cue);
  if (draft.cue(id) >= 0) return idTaken(id);
  const own = cue.lineSpeakers;
  const part = (changes: Partial<Cue>, speakers: readonly SpeakerId[] | undefined): Cue =>
    speakers === undefined ? { ...cue, ...changes } : withLineSpeakers({ ...cue, ...changes }, speakers);
  const head = part(
    { endMs: cut.timeMs, lines: lines.first, wordIds: cue.wordIds.filter((word) => !cut.second.has(word)) },
    own?.slice(0, lines.first.length),
  );
  const tail = part(
    { id, startMs: cut.timeMs, lines: lines.second, wordIds: cue.wordIds.filter((word) => cut.second.has(word)) },
    own?.slice(own.length - lines.second.length),
  );
  const [first, second] = divideNotes(cue, head, tail);
  copyCue(draft, cue.id, id);
  draft.put('cues', at, first);
  // Other cues may start between the two parts.
  let behind = at + 1;
  while ((cues[behind]?.startMs ?? Infinity) < second.startMs) behind++;
  draft.splice('cues', behind, 0, second);
  return { kind: 'done', operation: { ...operation, newId: id } };
}

/** The id of the whole with a number; where the stored operation could not name that, as any new cue gets one. */
function idOfPart(cues: readonly Cue[], { id }: Cue): string {
  const own = nextId(cues, `${id}.`, 2);
  return isUsableId(own) ? own : nextId(cues, 'n', 1);
}

function cutAtWord(cue: Cue, words: readonly Word[], id: string): Cut | Refusal {
  const index = words.findIndex((word) => word.id === id);
  const word = words[index];
  if (word === undefined) return refuse('word-unknown', `The cue has no word with the id ${id}.`);
  const second = new Set(words.slice(index).map((entry) => entry.id));
  if (cue.lines.length === 0) return { timeMs: word.startMs, offset: undefined, second };
  const offset = wordOffsets(cue.lines, words)?.[index];
  if (offset === undefined) {
    return refuse('text-differs', 'The text is not that of its words any more; say at which line and offset to split.');
  }
  return { timeMs: word.startMs, offset, second };
}

function cutAtTime(
  cue: Cue,
  words: readonly Word[],
  { timeMs, line, offset }: { timeMs: number; line?: number | undefined; offset?: number | undefined },
): Cut | Refusal {
  const late = words.filter((word) => (word.startMs + word.endMs) / 2 >= timeMs).map((word) => word.id);
  if (cue.lines.length === 0) return { timeMs, offset: undefined, second: new Set(late) };
  const at = line === undefined || offset === undefined ? undefined : textOffset(cue.lines, line, offset);
  if (at === undefined) return refuse('split-without-text', 'The cue has no text at that line and offset.');
  if (isInsideUnit(cue.lines, at))
    return refuse('split-inside-markup', 'The text cannot be cut inside a tag or character.');
  const starts = wordOffsets(cue.lines, words);
  const second =
    starts === undefined ? late : words.filter((_, index) => (starts[index] ?? 0) >= at).map(({ id }) => id);
  return { timeMs, offset: at, second: new Set(second) };
}

/** Cues that stand next to each other become one from the first start to the last end, with one speaker per line if needed. */
export function mergeCues(draft: Draft, operation: OperationOf<'merge-cues'>): Outcome {
  const at = draft.cue(operation.cues[0] ?? '');
  const parts: Cue[] = [];
  for (const [index, id] of operation.cues.entries()) {
    const here = draft.cue(id);
    const cue = draft.list('cues')[here];
    if (cue === undefined) return cueUnknown(id);
    if (here !== at + index)
      return refuse('cues-not-adjacent', `${id} does not follow ${operation.cues[index - 1] ?? ''}.`);
    parts.push(cue);
  }
  const [first] = parts;
  if (first === undefined) return cueUnknown('');
  const lines = operation.lines ?? parts.flatMap((cue) => cue.lines);
  const joined = joinSpeakers(
    {
      ...first,
      endMs: Math.max(...parts.map((cue) => cue.endMs)),
      lines,
      wordIds: [...new Set(parts.flatMap((cue) => cue.wordIds))],
    },
    parts,
    operation.lines !== undefined,
  );
  if ('kind' in joined) return joined;
  const next = draft.list('cues')[at + parts.length]?.id;
  for (const cue of parts.slice(1)) forgetCue(draft, cue.id, next);
  draft.splice('cues', at, parts.length, joinNotes(joined, parts));
  return { kind: 'done', operation };
}

/** A part without speaker goes with the others; two speakers need their own lines. */
function joinSpeakers(cue: Cue, parts: readonly Cue[], rewritten: boolean): Cue | Refusal {
  const all = new Set(
    parts.flatMap(({ speaker, lineSpeakers }) => lineSpeakers ?? (speaker === undefined ? [] : [speaker])),
  );
  if (all.size <= 1) return withSpeaker(cue, [...all][0]);
  if (rewritten) return refuse('speakers-differ', 'Rewritten lines of several speakers do not tell who says which.');
  const [fallback = ''] = all;
  const lineSpeakers = parts.flatMap(
    ({ lines, speaker, lineSpeakers: own }) => own ?? lines.map(() => speaker ?? fallback),
  );
  if (new Set(lineSpeakers).size !== all.size) {
    return refuse('speakers-differ', 'Cues of several speakers can only be one cue when each has text.');
  }
  return withLineSpeakers(cue, lineSpeakers);
}
