import type { SpeakerId, Turn } from '../../timeline/types.ts';
import { SAMPLE_RATE } from '../../../shared/units.ts';
import { type DiarizeEvidence, LOCAL_SPEAKERS } from './evidence.ts';
import { FRAME_STEP, firstFrameOf } from './frame-grid.ts';
import type { ActiveRun } from './reconstruct.ts';
import type { Place } from './turns.ts';
import type { VoiceSpace } from './voice-space.ts';

/** Speakers are kept as bits of one number for each frame. */
const MOST_SPEAKERS = 31;

/** Who of `ids` talks in each global frame by some turns: bit k stands for `ids[k]`. Only the first 31 speakers count. */
export interface FrameSpeakers {
  readonly ids: readonly SpeakerId[];
  readonly bits: Uint32Array;
}

/** Global frame whose cell holds a moment of the media. */
export function frameAt(timeMs: number, place: Place): number {
  return Math.round((((timeMs - place.startOffsetMs) / 1000) * SAMPLE_RATE - 495.5) / FRAME_STEP);
}

/** Turns on the grid of frames; those of another channel are left out. */
export function frameSpeakers(turns: readonly Turn[], frames: number, place: Place): FrameSpeakers {
  const own = turns.filter((turn) => turn.channel === place.channel);
  const ids = [...new Set(own.map((turn) => turn.speaker))].slice(0, MOST_SPEAKERS);
  const bits = new Uint32Array(frames);
  for (const turn of own) {
    const bit = ids.indexOf(turn.speaker);
    if (bit < 0) continue;
    const to = Math.min(frames, frameAt(turn.endMs, place));
    for (let f = Math.max(0, frameAt(turn.startMs, place)); f < to; f += 1) bits[f] = (bits[f] | (1 << bit)) >>> 0;
  }
  return { ids, bits };
}

/** Frames each run shares with each speaker, [runs' speakers][ids]. */
export function sharedFrames(runs: readonly ActiveRun[], speakers: number, heard: FrameSpeakers): number[][] {
  const shared = Array.from({ length: speakers }, () => heard.ids.map(() => 0));
  for (const { speaker, start, end } of runs) {
    const row = shared[speaker];
    for (let f = start; f < end; f += 1) addBits(row, heard.bits[f] ?? 0);
  }
  return shared;
}

/** For every embedding the speaker (index of `ids`) that talks most where its voice was heard; -1 for none. */
export function speakersOfRows({ activity, embeddings }: DiarizeEvidence, heard: FrameSpeakers): Int32Array {
  const { framesPerWindow, stepSamples, masks } = activity;
  const owners = new Int32Array(embeddings.count).fill(-1);
  const shares = heard.ids.map(() => 0);
  for (let i = 0; i < embeddings.count; i += 1) {
    shares.fill(0);
    const window = embeddings.window[i];
    const first = firstFrameOf(window * stepSamples);
    const bit = 1 << embeddings.local[i];
    for (let f = 0; f < framesPerWindow; f += 1) {
      if ((masks[window * framesPerWindow + f] & bit) !== 0) addBits(shares, heard.bits[first + f] ?? 0);
    }
    const most = Math.max(0, ...shares);
    if (most > 0) owners[i] = shares.indexOf(most);
  }
  return owners;
}

/** Embeddings of the voice heard in the frames `[from, to)`: in each window the local speaker who talks there most. */
export function rowsHeardIn({ evidence }: VoiceSpace, from: number, to: number): number[] {
  const { activity, embeddings } = evidence;
  const { framesPerWindow, stepSamples, masks } = activity;
  const rows: number[] = [];
  let i = 0;
  while (i < embeddings.count) {
    const window = embeddings.window[i];
    let end = i + 1;
    while (end < embeddings.count && embeddings.window[end] === window) end += 1;
    const first = firstFrameOf(window * stepSamples);
    const start = Math.max(0, from - first);
    const stop = Math.min(framesPerWindow, to - first);
    const counts = new Uint32Array(LOCAL_SPEAKERS);
    for (let f = start; f < stop; f += 1) {
      const mask = masks[window * framesPerWindow + f];
      for (let local = 0; local < LOCAL_SPEAKERS; local += 1) if ((mask & (1 << local)) !== 0) counts[local] += 1;
    }
    let best = -1;
    for (let r = i; r < end; r += 1) {
      const count = counts[embeddings.local[r]];
      if (count > 0 && (best < 0 || count > counts[embeddings.local[best]])) best = r;
    }
    // A glance at the stretch from a window's edge says little about it.
    const wanted = Math.min(MIN_SHARED_FRAMES, Math.max(1, (to - from) >> 1));
    if (best >= 0 && counts[embeddings.local[best]] >= wanted) rows.push(best);
    i = end;
  }
  return rows;
}

/** A third of a second. */
const MIN_SHARED_FRAMES = 20;

function addBits(counts: number[], bits: number): void {
  for (let rest = bits, k = 0; rest !== 0; rest >>>= 1, k += 1) if ((rest & 1) === 1) counts[k] += 1;
}
