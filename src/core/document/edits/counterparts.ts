import { overlapMs, type Span, spanLengthMs } from '../../timeline/span.ts';
import type { Cue, SpeakerId, Word } from '../../timeline/types.ts';
import { sameTurns } from '../derive.ts';
import { stripMarkup } from '../markup.ts';
import type { VoxlaneDocument } from '../types.ts';
import { claimsOfWords } from './claim-turns.ts';
import type { Draft } from './draft.ts';
import { matchSpeakers } from './match-speakers.ts';
import type { OperationOf } from './operations.ts';

type TurnRef = OperationOf<'delete-turn'>['turn'];

/** Cues without text, and cues that only their time tells, are the same when they share this much of their joint time. */
const SAME_TIME = 0.5;

/**
 * Finds in a new revision what operations on the old one meant. A re-run numbers cues, words and speakers anew, so an id
 * alone proves nothing: a cue is found again by its text at its time, a word by its time, a speaker by who talks when.
 */
export class Counterparts {
  private readonly bases: { readonly before: VoxlaneDocument; readonly after: VoxlaneDocument };
  private readonly before: Draft;
  private readonly after: Draft;
  private readonly speakers: Map<SpeakerId, SpeakerId>;
  private readonly cues = new Map<string, string>();

  constructor(
    before: Draft,
    after: Draft,
    bases: { readonly before: VoxlaneDocument; readonly after: VoxlaneDocument },
  ) {
    this.bases = bases;
    this.before = before;
    this.after = after;
    this.speakers = matchSpeakers(bases.before, bases.after);
  }

  /** True when the speakers of the new revision talk at other times than those of the old one. */
  turnsChanged(): boolean {
    return !sameTurns(this.bases.before.turns, this.bases.after.turns);
  }

  speaker(id: SpeakerId): SpeakerId | undefined {
    return this.speakers.get(id);
  }

  /** Remembers what an operation made in both. */
  learn(kind: 'speaker' | 'cue', before: string, after: string): void {
    if (kind === 'speaker') this.speakers.set(before, after);
    else this.cues.set(before, after);
  }

  /** The cue with the same text at about the same time. */
  cue(id: string): Cue | undefined {
    const old = this.before.list('cues')[this.before.cue(id)];
    if (old === undefined) return undefined;
    const likely = this.after.list('cues')[this.after.cue(this.cues.get(id) ?? id)];
    if (likely !== undefined && isSame(old, likely)) return likely;
    return nearest(old, this.after.list('cues'), (cue) => isSame(old, cue));
  }

  /** The cue with the same text, or else the one that is on screen at the same time, whatever it says. */
  cueAtTime(id: string): Cue | undefined {
    const old = this.before.list('cues')[this.before.cue(id)];
    if (old === undefined) return undefined;
    return this.cue(id) ?? nearest(old, this.after.list('cues'), (cue) => shareOfTime(old, cue) >= SAME_TIME);
  }

  /** The turn of the same speaker and track that is mostly at the same time. */
  turn(ref: TurnRef): TurnRef | undefined {
    const speaker = this.speaker(ref.speaker);
    if (speaker === undefined) return undefined;
    const own = this.after.list('turns').filter((turn) => turn.speaker === speaker && turn.channel === ref.channel);
    const same = own.find((turn) => turn.startMs === ref.startMs && turn.endMs === ref.endMs);
    const found = same ?? nearest(ref, own, (turn) => shareOfTime(ref, turn) >= SAME_TIME);
    return found === undefined ? undefined : { ...ref, speaker, startMs: found.startMs, endMs: found.endMs };
  }

  /** The word of a cue that stands where `id` stood. */
  wordIn(cue: Cue, id: string): Word | undefined {
    const [at] = this.before.words(new Set([id]));
    const old = at === undefined ? undefined : this.before.list('words')[at];
    if (old === undefined) return undefined;
    return nearest(old, this.after.wordsOf(cue), (word) => word.text === old.text && overlapMs(word, old) > 0);
  }

  /** The words that are spoken when the given ones were, whatever they say. */
  words(ids: readonly string[]): string[] {
    const old = this.before.list('words');
    const now = this.after.list('words');
    const positions = this.before.words(new Set(ids));
    const same = this.after.words(new Set(ids));
    const unchanged =
      same.length === positions.length && same.every((at, index) => isSameWord(now[at], old[positions[index] ?? -1]));
    if (unchanged) return [...ids];
    const spans = claimsOfWords(old, positions).sort((a, b) => a.startMs - b.startMs);
    const found: string[] = [];
    let from = 0;
    for (const word of now) {
      const middle = (word.startMs + word.endMs) / 2;
      while (from < spans.length && (spans[from]?.endMs ?? 0) + LONGEST_WORD_MS < word.startMs) from++;
      for (let at = from; at < spans.length; at++) {
        const span = spans[at];
        if (span === undefined || span.startMs > middle) break;
        const apart = span.channel !== undefined && word.channel !== undefined && span.channel !== word.channel;
        if (middle >= span.endMs || apart) continue;
        found.push(word.id);
        break;
      }
    }
    return found;
  }
}

/** Spans that ended this much earlier hold no word's middle; only there so that the search is short. */
const LONGEST_WORD_MS = 60_000;

function isSameWord(a: Word | undefined, b: Word | undefined): boolean {
  return a !== undefined && a.id === b?.id && a.startMs === b.startMs && a.endMs === b.endMs && a.channel === b.channel;
}

function isSame(a: Cue, b: Cue): boolean {
  const text = textOf(a);
  if (text !== textOf(b)) return false;
  return text === '' ? shareOfTime(a, b) >= SAME_TIME : overlapMs(a, b) > 0;
}

function textOf(cue: Cue): string {
  return stripMarkup(cue.lines.join(' ')).replace(/\s+/gu, ' ').trim();
}

function shareOfTime(a: Span, b: Span): number {
  const both = overlapMs(a, b);
  return both / Math.max(1, spanLengthMs(a) + spanLengthMs(b) - both);
}

/** The one that shares most time among those that `fits`. */
function nearest<T extends Span>(old: Span, items: readonly T[], fits: (item: T) => boolean): T | undefined {
  let best: T | undefined;
  let most = 0;
  for (const item of items) {
    const ms = overlapMs(old, item);
    if (ms <= most || !fits(item)) continue;
    best = item;
    most = ms;
  }
  return best;
}
