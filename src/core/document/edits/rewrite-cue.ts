import { bySpan, overlapMs, type Span } from '../../timeline/span.ts';
import type { Cue, SpeakerId, Word } from '../../timeline/types.ts';
import { keepTranslations } from './carried-notes.ts';
import { checkTimes, setCueTimes } from './cue-operations.ts';
import type { Draft } from './draft.ts';
import { nextId } from './new-id.ts';
import type { OperationOf } from './operations.ts';
import { cueUnknown, idTaken, type Outcome, speakerUnknown } from './outcome.ts';
import { refuse } from './refusal.ts';
import { withLineSpeakers, withSpeaker } from './speaker-operations.ts';

type NewWord = OperationOf<'rewrite-cue'>['words'][number];

/**
 * What was heard in a cue, anew: its words give way to others, text and times follow. A word keeps the speaker of the word
 * it takes the time of. Words that another cue holds too stay in the document. The turns stay as they are.
 */
export function rewriteCue(draft: Draft, operation: OperationOf<'rewrite-cue'>): Outcome {
  const { lines, startMs, endMs } = operation;
  const at = draft.cue(operation.cue);
  const cue = draft.list('cues')[at];
  if (cue === undefined) return cueUnknown(operation.cue);
  for (const word of operation.words) {
    const refusal = checkTimes(draft, word.startMs, word.endMs);
    if (refusal !== undefined) return refusal;
    if (word.speaker !== undefined && draft.speaker(word.speaker) < 0) return speakerUnknown(word.speaker);
  }
  const elsewhere = new Set(draft.list('cues').flatMap((other) => (other === cue ? [] : other.wordIds)));
  const before = draft.wordsOf(cue);
  const gone = new Set(before.filter(({ id }) => !elsewhere.has(id)));
  const rest = draft.list('words').filter((word) => !gone.has(word));
  const taken = new Set(rest.map(({ id }) => id));
  const words: Word[] = [];
  for (const word of [...operation.words].sort(bySpan)) {
    if (word.id !== undefined && taken.has(word.id)) return idTaken(word.id);
    const id = word.id ?? nextId([...rest, ...words], 'r', 1);
    taken.add(id);
    words.push(wordOf(word, id, before, cue));
  }
  draft.replace('words', [...rest, ...words].sort(bySpan));
  draft.put('cues', at, keepTranslations(cue, withText(cue, lines, words)));
  if (startMs === undefined && endMs === undefined) return { kind: 'done', operation };
  if (startMs === undefined || endMs === undefined)
    return refuse('operation-invalid', 'A new start needs a new end, and the other way round.');
  const moved = setCueTimes(draft, { kind: 'set-cue-times', cue: cue.id, startMs, endMs });
  return moved.kind === 'refused' ? moved : { kind: 'done', operation };
}

function wordOf(word: NewWord, id: string, before: readonly Word[], cue: Cue): Word {
  const { startMs, endMs, text, confidence, timing, engine, spaceBefore, language } = word;
  const old = closest(word, before);
  const channel = word.channel ?? old?.channel;
  const speaker: SpeakerId | undefined = word.speaker ?? (old === undefined ? cue.speaker : old.speaker);
  return {
    ...{ id, startMs, endMs, text, confidence, timing, engine },
    ...(channel === undefined ? {} : { channel }),
    ...(speaker === undefined ? {} : { speaker }),
    ...(spaceBefore === false ? { spaceBefore } : {}),
    ...(language === undefined ? {} : { language }),
  };
}

/** The word that shares most time, or else the nearest; the earlier one among equals. */
function closest(span: Span, words: readonly Word[]): Word | undefined {
  const distance = (word: Word): number =>
    overlapMs(span, word) > 0
      ? -overlapMs(span, word)
      : Math.max(word.startMs - span.endMs, span.startMs - word.endMs, 0);
  return words.reduce<Word | undefined>(
    (best, word) => (best === undefined || distance(word) < distance(best) ? word : best),
    undefined,
  );
}

/** A dialogue keeps its speakers while it has a line for each; otherwise it becomes the first one's. */
function withText(cue: Cue, lines: readonly string[], words: readonly Word[]): Cue {
  const said = { ...cue, lines, wordIds: words.map(({ id }) => id) };
  const { lineSpeakers } = cue;
  if (lineSpeakers === undefined) return said;
  return lineSpeakers.length === lines.length
    ? withLineSpeakers(said, lineSpeakers)
    : withSpeaker(said, words[0]?.speaker ?? lineSpeakers[0]);
}
