import type { VoiceRefusalCode } from './refusal-codes.ts';
import { overlapMs, spanLengthMs, type Span } from '../../timeline/span.ts';
import type { SpeakerId, Turn } from '../../timeline/types.ts';
import { rebuild } from './casting.ts';
import { LOCAL_SPEAKERS } from './evidence.ts';
import { frameSpeakers, speakersOfRows } from './frame-speakers.ts';
import { cellStartMs } from './frame-grid.ts';
import { kMeans } from './k-means.ts';
import type { Place } from './turns.ts';
import { selectRows } from './vectors.ts';
import type { VoiceLink } from './voice-links.ts';
import type { VoiceSpace } from './voice-space.ts';

export type SplitOutcome =
  | {
      readonly kind: 'done';
      readonly turns: readonly Turn[];
      readonly exclusiveTurns: readonly Turn[];
      /** Keeps the two apart when the recording is clustered again. */
      readonly link: VoiceLink;
    }
  | { readonly kind: 'refused'; readonly code: VoiceRefusalCode; readonly reason: string };

/**
 * Divides one speaker by voice into two; everybody else's turns stay as they are. The voice with more samples keeps the id,
 * the other one gets `newId`.
 */
export function splitSpeaker(
  space: VoiceSpace,
  tracks: { readonly turns: readonly Turn[]; readonly exclusiveTurns: readonly Turn[] },
  speaker: SpeakerId,
  newId: SpeakerId,
  place: Place,
): SplitOutcome {
  const { activity, embeddings } = space.evidence;
  const heard = frameSpeakers(tracks.turns, space.counts.length, place);
  const index = heard.ids.indexOf(speaker);
  const owners = speakersOfRows(space.evidence, heard);
  const rows = [...owners.keys()].filter((row) => index >= 0 && owners[row] === index);
  const parts = kMeans(selectRows(space.unit, rows), new Float64Array(rows.length).fill(1), 2);
  if (parts === undefined) return tooLittle(speaker);
  const second = parts.labels.reduce((sum, label) => sum + label, 0);
  const minor = 2 * second <= rows.length ? 1 : 0;
  const labels = new Int32Array(activity.windowCount * LOCAL_SPEAKERS).fill(-1);
  rows.forEach((row, i) => {
    labels[embeddings.window[row] * LOCAL_SPEAKERS + embeddings.local[row]] = parts.labels[i] === minor ? 1 : 0;
  });
  const { exclusive } = rebuild(space, { labels, margins: new Float32Array(labels.length) }, 2);
  const spansOf = (part: number): Span[] =>
    exclusive
      .filter((run) => run.speaker === part)
      .map((run) => ({
        startMs: cellStartMs(run.start, activity.sampleCount) + place.startOffsetMs,
        endMs: cellStartMs(run.end, activity.sampleCount) + place.startOffsetMs,
      }));
  const moved = spansOf(1);
  const longest = (spans: readonly Span[]): Span | undefined =>
    [...spans].sort((a, b) => spanLengthMs(b) - spanLengthMs(a) || a.startMs - b.startMs)[0];
  const [a, b] = [longest(spansOf(0)), longest(moved)];
  if (a === undefined || b === undefined) return tooLittle(speaker);
  const isOurs = (turn: Turn): boolean => turn.speaker === speaker && turn.channel === place.channel;
  const divide = (turns: readonly Turn[]): Turn[] =>
    turns.flatMap((turn) => (isOurs(turn) ? cut(turn, moved, newId) : [turn]));
  return {
    kind: 'done',
    turns: inOrder(divide(tracks.turns)),
    exclusiveTurns: inOrder(divide(tracks.exclusiveTurns)),
    link: { kind: 'different', a, b },
  };
}

/** Pieces shorter than this stay with the turn they are cut from. */
const SLIVER_MS = 100;

function cut(turn: Turn, moved: readonly Span[], newId: SpeakerId): Turn[] {
  const pieces: Turn[] = [];
  let startMs = turn.startMs;
  for (const span of moved) {
    if (overlapMs(turn, span) < Math.min(SLIVER_MS, spanLengthMs(turn))) continue;
    const from = Math.max(startMs, span.startMs - turn.startMs < SLIVER_MS ? turn.startMs : span.startMs);
    const to = turn.endMs - span.endMs < SLIVER_MS ? turn.endMs : span.endMs;
    if (from > startMs) pieces.push({ ...turn, startMs, endMs: from });
    pieces.push({ ...turn, startMs: from, endMs: to, speaker: newId });
    startMs = to;
  }
  if (startMs < turn.endMs) pieces.push({ ...turn, startMs });
  return pieces;
}

function inOrder(turns: Turn[]): Turn[] {
  return turns.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}

function tooLittle(speaker: SpeakerId): SplitOutcome {
  return {
    kind: 'refused',
    code: 'speaker-not-divisible',
    reason: `There is too little of the voice of ${speaker} to tell two people in it apart.`,
  };
}
