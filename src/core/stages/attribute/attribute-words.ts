import { overlapMs, spanLengthMs } from '../../timeline/span.ts';
import type { SpeakerId, Turn, Word } from '../../timeline/types.ts';
import { TurnLookup } from './turn-lookup.ts';

export interface AttributeOptions {
  /** A word outside all turns takes the nearest one's speaker up to this far away. */
  readonly maxGapMs?: number;
  /** Single words shorter than this, between words of one other speaker, are smoothed. 0 turns smoothing off. */
  readonly islandMs?: number;
  /** Smoothing only reaches over pauses up to this. */
  readonly islandPauseMs?: number;
}

const DEFAULTS: Required<AttributeOptions> = { maxGapMs: 1000, islandMs: 400, islandPauseMs: 1000 };

/** A word this much inside its speaker's turn... */
const STRONG_SHARE = 0.8;
/** ...which is at least this sure of itself, when the diarizer says how sure it is, keeps its speaker. */
const STRONG_CONFIDENCE = 0.7;

/**
 * Gives each word the speaker of the turns it overlaps most (summed per speaker; ties go to the turn nearest to the word's
 * middle, then to the earlier one), or of the nearest turn within `maxGapMs`; otherwise none. Then one-word islands shorter
 * than `islandMs` with weak evidence take their neighbours' speaker. Evidence is strong when at least 80 % of the word lies
 * in a turn that is long enough to be more than a flicker (`islandMs`) or that the diarizer is sure of.
 *
 * A word of a channel only takes turns of that channel; a word without one takes any turn. `words` in time order;
 * `exclusiveTurns` in any order. Returns the same words in the same order, only `speaker` set, replaced or removed, so
 * running it again changes nothing. Per word, never per segment: pyannote's exclusive diarization was made for this.
 */
export function attributeWords(
  words: readonly Word[],
  exclusiveTurns: readonly Turn[],
  options: AttributeOptions = {},
): Word[] {
  const settings = { ...DEFAULTS, ...options };
  const lookups = new Map<number | undefined, TurnLookup>();
  const lookupOf = (channel: number | undefined): TurnLookup => {
    const known = lookups.get(channel);
    if (known !== undefined) return known;
    const own = channel === undefined ? exclusiveTurns : exclusiveTurns.filter((turn) => turn.channel === channel);
    const lookup = new TurnLookup(own);
    lookups.set(channel, lookup);
    return lookup;
  };
  const choices = words.map((word) => choose(word, lookupOf(word.channel), settings));
  const smoothed = smoothIslands(words, choices, settings);
  return words.map((word, index) => withSpeaker(word, smoothed[index]));
}

interface Choice {
  readonly speaker: SpeakerId | undefined;
  readonly strong: boolean;
}

function choose(word: Word, lookup: TurnLookup, settings: Required<AttributeOptions>): Choice {
  const shares = new Map<SpeakerId, { ms: number; first: Turn; strong: boolean }>();
  for (const turn of lookup.overlapping(word)) {
    const ms = overlapMs(turn, word);
    const lasting = spanLengthMs(turn) >= settings.islandMs || (turn.confidence ?? 0) >= STRONG_CONFIDENCE;
    const strong = lasting && ms >= STRONG_SHARE * spanLengthMs(word);
    const share = shares.get(turn.speaker);
    if (share === undefined) shares.set(turn.speaker, { ms, first: turn, strong });
    else {
      share.ms += ms;
      share.strong ||= strong;
      if (distanceToMiddle(turn, word) < distanceToMiddle(share.first, word)) share.first = turn;
    }
  }
  let best: { ms: number; first: Turn; strong: boolean } | undefined;
  for (const share of shares.values()) {
    const nearer = best !== undefined && distanceToMiddle(share.first, word) < distanceToMiddle(best.first, word);
    if (best === undefined || share.ms > best.ms || (share.ms === best.ms && nearer)) best = share;
  }
  if (best !== undefined) return { speaker: best.first.speaker, strong: best.strong };
  return { speaker: lookup.nearest(word, settings.maxGapMs)?.speaker, strong: false };
}

function distanceToMiddle(turn: Turn, word: Word): number {
  const middle = (word.startMs + word.endMs) / 2;
  return Math.max(0, turn.startMs - middle, middle - turn.endMs);
}

/** Looks at the choices as they were, so smoothing one island never makes another. */
function smoothIslands(
  words: readonly Word[],
  choices: readonly Choice[],
  { islandMs, islandPauseMs }: Required<AttributeOptions>,
): (SpeakerId | undefined)[] {
  const before = neighbours(words, 1);
  const after = neighbours(words, -1);
  return words.map((word, index) => {
    const choice = choices[index];
    const left = before[index];
    const right = after[index];
    if (choice === undefined || left === undefined || right === undefined) return choice?.speaker;
    const around = choices[left]?.speaker;
    const island =
      around !== undefined && around === choices[right]?.speaker && around !== choice.speaker && !choice.strong;
    const close =
      word.startMs - (words[left]?.endMs ?? 0) <= islandPauseMs &&
      (words[right]?.startMs ?? 0) - word.endMs <= islandPauseMs;
    return island && close && spanLengthMs(word) < islandMs ? around : choice.speaker;
  });
}

/** Index of the previous (`step` 1) or next (`step` -1) word of the same channel, for each word. */
function neighbours(words: readonly Word[], step: 1 | -1): (number | undefined)[] {
  const result: (number | undefined)[] = new Array<undefined>(words.length).fill(undefined);
  const latest = new Map<number | undefined, number>();
  for (let at = 0; at < words.length; at++) {
    const index = step === 1 ? at : words.length - 1 - at;
    const channel = words[index]?.channel;
    result[index] = latest.get(channel);
    latest.set(channel, index);
  }
  return result;
}

function withSpeaker(word: Word, speaker: SpeakerId | undefined): Word {
  const { speaker: before, ...rest } = word;
  if (speaker === before) return word;
  return speaker === undefined ? rest : { ...rest, speaker };
}
