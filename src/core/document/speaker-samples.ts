import type { Span } from '../timeline/span.ts';
import type { Turn, Word } from '../timeline/types.ts';
import { type SpanIndex, spanIndex } from './span-index.ts';
import type { VoxlaneDocument } from './types.ts';

/** A stretch in which one speaker is heard well, alone. */
export interface SpeakerSample extends Span {
  readonly channel: number | undefined;
  readonly text: string;
}

/** Shorter turns say little about a voice, longer ones are cut. Milliseconds. */
const SHORTEST_MS = 1500;
const LONGEST_MS = 10_000;
/** Length from which more does not help. */
const ENOUGH_MS = 6000;
/** Taken when nobody has a turn that is long enough. */
const LAST_RESORT_MS = 300;
/** A turn without a confidence of its own. */
const UNKNOWN_CONFIDENCE = 0.5;

/**
 * The clearest stretches of a speaker, at most `most`, in time order: long, confident, without anybody else, and spread over
 * the recording, since a voice changes. Empty for a speaker without turns. Pure; linear in turns for each stretch taken, words are searched.
 */
export function speakerSamples(document: VoxlaneDocument, speaker: string, most: number): SpeakerSample[] {
  const own = document.turns.filter((turn) => turn.speaker === speaker);
  const turns = spanIndex(byStart(document.turns));
  const words = spanIndex(byStart(document.words));
  const alone = own.flatMap((turn) => withoutOthers(turn, turns));
  const long = alone.filter((turn) => turn.endMs - turn.startMs >= SHORTEST_MS);
  const usable = long.length > 0 ? long : alone.filter((turn) => turn.endMs - turn.startMs >= LAST_RESORT_MS);
  const chosen: Turn[] = [];
  const rest = usable.map((turn) => ({ turn, clear: clearness(turn, words) }));
  const durationMs = Math.max(1, document.media.durationMs);
  while (chosen.length < most && rest.length > 0) {
    const worth = ({ turn, clear }: (typeof rest)[number]): number => {
      const away = chosen.map((taken) => Math.abs(taken.startMs - turn.startMs) / durationMs);
      // Far from those taken: up to as much again.
      return clear * (1 + Math.min(1, 4 * Math.min(1, ...away)));
    };
    const best = rest.reduce((a, b) => (worth(b) > worth(a) ? b : a));
    chosen.push(best.turn);
    rest.splice(rest.indexOf(best), 1);
  }
  return chosen.sort((a, b) => a.startMs - b.startMs).map((turn) => sampleOf(turn, words));
}

/** Longer is clearer up to a length; confidence of the turn and of its words both count. */
function clearness(turn: Turn, index: SpanIndex<Word>): number {
  const words = wordsIn(turn, index);
  const heard =
    words.length === 0 ? UNKNOWN_CONFIDENCE : words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
  const length = Math.min(1, (turn.endMs - turn.startMs) / ENOUGH_MS);
  return length * (turn.confidence ?? UNKNOWN_CONFIDENCE) * (0.5 + heard / 2);
}

/** The parts of a turn in which nobody else talks, in any channel: other voices leak into it. */
function withoutOthers(turn: Turn, turns: SpanIndex<Turn>): Turn[] {
  let parts: Turn[] = [turn];
  for (const other of turns.within(turn.startMs, turn.endMs)) {
    if (other.speaker === turn.speaker) continue;
    parts = parts.flatMap((part) => {
      const before = { ...part, endMs: Math.min(part.endMs, other.startMs) };
      const behind = { ...part, startMs: Math.max(part.startMs, other.endMs) };
      return [before, behind].filter(({ startMs, endMs }) => endMs > startMs);
    });
  }
  return parts;
}

function sampleOf(turn: Turn, index: SpanIndex<Word>): SpeakerSample {
  const endMs = Math.min(turn.endMs, turn.startMs + LONGEST_MS);
  const words = wordsIn({ ...turn, endMs }, index);
  const text = words.map((word, at) => (at > 0 && word.spaceBefore !== false ? ` ${word.text}` : word.text)).join('');
  return { startMs: turn.startMs, endMs, channel: turn.channel, text };
}

function wordsIn({ startMs, endMs, speaker, channel }: Turn, words: SpanIndex<Word>): Word[] {
  return words
    .within(startMs, endMs)
    .filter((word) => word.channel === channel && (word.speaker ?? speaker) === speaker);
}

/** The list itself where it is in order, as in nearly every document. */
function byStart<T extends Span>(list: readonly T[]): readonly T[] {
  const sorted = list.every((span, at) => span.startMs >= (list[at - 1]?.startMs ?? -Infinity));
  return sorted ? list : [...list].sort((a, b) => a.startMs - b.startMs);
}
