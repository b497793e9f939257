import { attributeWords } from '../../stages/attribute/attribute-words.ts';
import { bySpan, overlapMs } from '../../timeline/span.ts';
import { machineName } from '../../timeline/speaker-ids.ts';
import type { Cue, Speaker, SpeakerId, Turn } from '../../timeline/types.ts';
import { END_SLACK_MS } from '../lint.ts';
import { divideCue, putSpeaker } from './divide-by-speaker.ts';
import type { Draft } from './draft.ts';
import type { OperationOf } from './operations.ts';
import type { Outcome } from './outcome.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * Gives a track new turns. Speakers that are new get a name by their number, those who do not talk any more go. Words take
 * the speakers of the new exclusive turns; cues take those of their words and are split where the speaker changes, or keep
 * together under the one who says most where their text is not that of their words.
 */
export function recast(draft: Draft, operation: OperationOf<'recast'>): Outcome {
  const { channel, turns, exclusiveTurns } = operation;
  const refusal = check(draft, turns) ?? check(draft, exclusiveTurns) ?? checkExclusive(exclusiveTurns);
  if (refusal !== undefined) return refusal;
  const isOurs = (item: { readonly channel?: number | undefined }): boolean => item.channel === channel;
  const before = new Set(
    draft
      .list('turns')
      .filter(isOurs)
      .map((turn) => turn.speaker),
  );
  const placed = (list: readonly (Turn | OperationOf<'recast'>['turns'][number])[]): Turn[] =>
    list.map(({ startMs, endMs, speaker, confidence }) => ({
      startMs,
      endMs,
      speaker,
      ...(channel === undefined ? {} : { channel }),
      ...(confidence === undefined ? {} : { confidence }),
    }));
  for (const [name, list] of [
    ['turns', turns],
    ['exclusiveTurns', exclusiveTurns],
  ] as const) {
    const others = draft.list(name).filter((turn) => !isOurs(turn));
    draft.replace(name, [...others, ...placed(list)].sort(bySpan));
  }
  addSpeakers(draft, channel);
  const moved = moveWords(draft, placed(exclusiveTurns), isOurs);
  for (const id of draft.list('cues').map((cue) => cue.id)) castCue(draft, id, moved, before, channel);
  dropSpeakers(draft, before);
  setWishes(draft, operation);
  return { kind: 'done', operation };
}

function addSpeakers(draft: Draft, channel: number | undefined): void {
  const speakers = draft.list('speakers');
  const known = new Set(speakers.map(({ id }) => id));
  const talking = new Set([...draft.list('turns'), ...draft.list('exclusiveTurns')].map((turn) => turn.speaker));
  const made = [...talking]
    .filter((id) => !known.has(id))
    .map((id): Speaker => ({ id, name: machineName(id), ...(channel === undefined ? {} : { channel }) }));
  draft.replace('speakers', [...speakers, ...made]);
}

/** Takes away who talked before and is not named anywhere any more. */
function dropSpeakers(draft: Draft, before: ReadonlySet<SpeakerId>): void {
  const named = new Set<SpeakerId | undefined>();
  for (const list of ['turns', 'exclusiveTurns', 'words', 'cues'] as const) {
    for (const { speaker } of draft.list(list)) named.add(speaker);
  }
  for (const { lineSpeakers = [] } of draft.list('cues')) for (const speaker of lineSpeakers) named.add(speaker);
  const speakers = draft.list('speakers');
  draft.replace(
    'speakers',
    speakers.filter(({ id }) => named.has(id) || !before.has(id)),
  );
}

/** Returns the words whose speaker changed. */
function moveWords(
  draft: Draft,
  exclusive: readonly Turn[],
  isOurs: (item: { readonly channel?: number | undefined }) => boolean,
): Set<string> {
  const words = draft.list('words');
  const ours = words.filter(isOurs);
  const cast = new Map(attributeWords(ours, exclusive).map((word) => [word.id, word]));
  const moved = new Set<string>();
  const next = words.map((word) => {
    const now = cast.get(word.id);
    if (now === undefined || now.speaker === word.speaker) return word;
    moved.add(word.id);
    return now;
  });
  if (moved.size > 0) draft.replace('words', next);
  return moved;
}

function castCue(
  draft: Draft,
  id: string,
  moved: ReadonlySet<string>,
  before: ReadonlySet<SpeakerId>,
  channel: number | undefined,
): void {
  const at = draft.cue(id);
  const cue = draft.list('cues')[at];
  if (cue === undefined) return;
  if (cue.wordIds.some((word) => moved.has(word))) divideCue(draft, id);
  else if (cue.wordIds.length === 0) {
    const speakers = cue.lineSpeakers ?? (cue.speaker === undefined ? [] : [cue.speaker]);
    if (speakers.some((speaker) => before.has(speaker))) putSpeaker(draft, at, cue, whoTalksIn(draft, cue, channel));
  }
}

function whoTalksIn(draft: Draft, cue: Cue, channel: number | undefined): SpeakerId | undefined {
  const shares = new Map<SpeakerId, number>();
  for (const turn of draft.list('exclusiveTurns')) {
    const shared = turn.channel === channel ? overlapMs(turn, cue) : 0;
    if (shared > 0) shares.set(turn.speaker, (shares.get(turn.speaker) ?? 0) + shared);
  }
  return [...shares].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function setWishes(draft: Draft, { channel, wishes }: OperationOf<'recast'>): void {
  const others = (draft.field('speakerWishes') ?? []).filter((entry) => entry.channel !== channel);
  const own = wishes === undefined ? [] : [{ ...wishes, ...(channel === undefined ? {} : { channel }) }];
  const all = [...others, ...own];
  draft.setField('speakerWishes', all.length === 0 ? undefined : all);
}

type CastTurn = OperationOf<'recast'>['turns'][number];

function check(draft: Draft, turns: readonly CastTurn[]): Refusal | undefined {
  for (const [index, { startMs, endMs }] of turns.entries()) {
    if (endMs <= startMs) return refuse('times-reversed', `Turn ${index + 1} ends at or before its start.`);
    if (draft.durationMs > 0 && endMs > draft.durationMs + END_SLACK_MS)
      return refuse('times-outside-media', `Turn ${index + 1} ends behind the media.`);
    if (startMs < (turns[index - 1]?.startMs ?? 0))
      return refuse('turns-unordered', `Turn ${index + 1} starts before the one in front of it.`);
  }
  return undefined;
}

function checkExclusive(turns: readonly CastTurn[]): Refusal | undefined {
  const index = turns.findIndex((turn, at) => turn.startMs < (turns[at - 1]?.endMs ?? 0));
  return index < 0
    ? undefined
    : refuse('turns-not-exclusive', `Turn ${index + 1} begins while the one before it lasts.`);
}
