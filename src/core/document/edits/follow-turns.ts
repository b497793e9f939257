import { overlapMs, type Span } from '../../timeline/span.ts';
import type { Cue, SpeakerId, Word } from '../../timeline/types.ts';
import { divideCue, putSpeaker } from './divide-by-speaker.ts';
import type { Draft } from './draft.ts';
import { omit } from './omit.ts';
import { withLineSpeakers } from './speaker-operations.ts';
import { wordOffsets } from './split-text.ts';

/**
 * Gives the words of a track whose middle lies in the spans the speaker that `decide` names, and the cues with them: a cue
 * of one speaker's words is theirs, a dialogue keeps its lines as long as each is one speaker's, and any other cue is
 * split where the speaker changes.
 */
export function wordsFollow(
  draft: Draft,
  spans: readonly Span[],
  channel: number | undefined,
  decide: (word: Word, middleMs: number) => SpeakerId | undefined,
): void {
  const moved = new Set<string>();
  const endMs = Math.max(...spans.map((span) => span.endMs));
  for (const [at, word] of draft.list('words').entries()) {
    if (word.startMs >= endMs) break;
    const middleMs = (word.startMs + word.endMs) / 2;
    if (word.channel !== channel || !spans.some((span) => isIn(span, middleMs))) continue;
    const speaker = decide(word, middleMs);
    if (speaker === word.speaker) continue;
    moved.add(word.id);
    draft.put('words', at, speaker === undefined ? omit(word, 'speaker') : { ...word, speaker });
  }
  if (moved.size === 0) return;
  const touched = draft.list('cues').filter((cue) => cue.wordIds.some((id) => moved.has(id)));
  for (const cue of touched) cueFollows(draft, cue);
}

/** Cues without words that show what one of `from` says, mostly in the spans, become the speaker's. */
export function silentCuesFollow(
  draft: Draft,
  spans: readonly Span[],
  from: ReadonlySet<SpeakerId>,
  speaker: SpeakerId,
): void {
  for (const [at, cue] of draft.list('cues').entries()) {
    if (cue.wordIds.length > 0 || cue.speaker === undefined || !from.has(cue.speaker)) continue;
    if (cue.lineSpeakers !== undefined || cue.speaker === speaker) continue;
    const insideMs = spans.reduce((sum, span) => sum + overlapMs(span, cue), 0);
    if (insideMs * 2 > cue.endMs - cue.startMs) putSpeaker(draft, at, cue, speaker);
  }
}

/** Who holds the floor of a track at a moment. */
export function holderAt(draft: Draft, channel: number | undefined, ms: number): SpeakerId | undefined {
  return draft.list('exclusiveTurns').find((turn) => turn.channel === channel && isIn(turn, ms))?.speaker;
}

function cueFollows(draft: Draft, cue: Cue): void {
  const words = draft.wordsOf(cue);
  if (new Set(words.map((word) => word.speaker)).size > 1) {
    const lineSpeakers = cue.lineSpeakers === undefined ? undefined : speakersOfLines(cue, words);
    if (lineSpeakers === undefined) divideCue(draft, cue.id);
    else draft.put('cues', draft.cue(cue.id), withLineSpeakers(cue, lineSpeakers));
  } else putSpeaker(draft, draft.cue(cue.id), cue, words[0]?.speaker);
}

/** The speaker of each line's words, when each line has words of one speaker only. */
function speakersOfLines(cue: Cue, words: readonly Word[]): SpeakerId[] | undefined {
  const offsets = wordOffsets(cue.lines, words);
  if (offsets === undefined) return undefined;
  const speakers: SpeakerId[] = [];
  let end = 0;
  for (const line of cue.lines) {
    const start = end;
    end += line.length + 1;
    const own = new Set(
      words.filter((_, at) => (offsets[at] ?? 0) >= start && (offsets[at] ?? 0) < end).map(speakerOf),
    );
    const [speaker] = own;
    if (own.size !== 1 || speaker === undefined) return undefined;
    speakers.push(speaker);
  }
  return speakers;
}

function speakerOf(word: Word): SpeakerId | undefined {
  return word.speaker;
}

function isIn(span: Span, ms: number): boolean {
  return ms >= span.startMs && ms < span.endMs;
}
