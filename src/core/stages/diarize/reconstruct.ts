import { LOCAL_SPEAKERS, type WindowActivity } from './evidence.ts';
import { FRAME_STEP, countedFrames, firstFrameOf } from './frame-grid.ts';

/** A stretch of global frames `[start, end)` in which one speaker is on. */
export interface ActiveRun {
  readonly speaker: number;
  readonly start: number;
  readonly end: number;
}

/** Both readings of who is on: as many speakers at a time as were counted, and at most one. */
export interface Reconstruction {
  readonly lanes: readonly ActiveRun[];
  readonly exclusive: readonly ActiveRun[];
}

/** Frames worked on at a time (138 s), which bounds the memory for any number of speakers. */
const BLOCK_FRAMES = 8192;

/**
 * Puts the windows back together. At each global frame every speaker scores the number of windows in which one of its local
 * speakers is active there; the `counts[frame]` highest scores above 0 are switched on (ties: lowest speaker), and in the
 * exclusive reading the highest one of those alone. `labels` names the speaker of each (window, local speaker), -1 for none.
 * Runs come ordered by start, then speaker.
 */
export function reconstruct(
  activity: WindowActivity,
  labels: Int32Array,
  speakers: number,
  counts: Uint8Array,
): Reconstruction {
  const lanes = createRuns(speakers);
  const exclusive = createRuns(speakers);
  const scores = new Uint16Array(BLOCK_FRAMES * speakers);
  const on = new Uint8Array(speakers);
  for (let from = 0; from < counts.length; from += BLOCK_FRAMES) {
    const to = Math.min(counts.length, from + BLOCK_FRAMES);
    scores.fill(0);
    addScores(activity, labels, speakers, from, to, scores);
    for (let frame = from; frame < to; frame += 1) {
      const first = chooseTop(scores, (frame - from) * speakers, counts[frame], on);
      for (let s = 0; s < speakers; s += 1) {
        lanes.see(s, frame, on[s] === 1);
        exclusive.see(s, frame, s === first);
      }
    }
  }
  return { lanes: lanes.finish(counts.length), exclusive: exclusive.finish(counts.length) };
}

function createRuns(speakers: number) {
  const runs: ActiveRun[] = [];
  const openSince = new Int32Array(speakers).fill(-1);
  return {
    see(speaker: number, frame: number, on: boolean): void {
      const since = openSince[speaker];
      if (on === since >= 0) return;
      if (!on) runs.push({ speaker, start: since, end: frame });
      openSince[speaker] = on ? frame : -1;
    },
    finish(end: number): ActiveRun[] {
      openSince.forEach((start, speaker) => {
        if (start >= 0) runs.push({ speaker, start, end });
      });
      return runs.sort((a, b) => a.start - b.start || a.speaker - b.speaker);
    },
  };
}

function addScores(
  activity: WindowActivity,
  labels: Int32Array,
  speakers: number,
  from: number,
  to: number,
  scores: Uint16Array,
): void {
  const { windowCount, framesPerWindow, stepSamples, masks } = activity;
  // A generous bound; the frame ranges below are exact.
  const earliest = Math.max(0, Math.floor(((from - framesPerWindow) * FRAME_STEP) / stepSamples) - 1);
  for (let w = earliest; w < windowCount; w += 1) {
    const first = firstFrameOf(w * stepSamples);
    if (first >= to) break;
    const speakersOf = distinctSpeakers(labels, w * LOCAL_SPEAKERS);
    const counted = countedFrames(w, windowCount, framesPerWindow, stepSamples);
    const end = Math.min(to, first + counted.to);
    for (let frame = Math.max(from, first + counted.from); frame < end; frame += 1) {
      const mask = masks[w * framesPerWindow + frame - first];
      if (mask === 0) continue;
      const at = (frame - from) * speakers;
      for (const speaker of speakersOf[mask]) scores[at + speaker] += 1;
    }
  }
}

/** For each of the 8 masks of local speakers the speakers they stand for, each once. */
function distinctSpeakers(labels: Int32Array, offset: number): number[][] {
  return Array.from({ length: 1 << LOCAL_SPEAKERS }, (_, mask) => {
    const speakers: number[] = [];
    for (let local = 0; local < LOCAL_SPEAKERS; local += 1) {
      const speaker = labels[offset + local];
      if ((mask & (1 << local)) !== 0 && speaker >= 0 && !speakers.includes(speaker)) speakers.push(speaker);
    }
    return speakers;
  });
}

/** Switches the best `count` speakers on and returns the best one, -1 for none. */
function chooseTop(scores: Uint16Array, offset: number, count: number, on: Uint8Array): number {
  on.fill(0);
  let first = -1;
  for (let pick = 0; pick < count; pick += 1) {
    let best = -1;
    let bestScore = 0;
    for (let s = 0; s < on.length; s += 1) {
      if (on[s] === 0 && scores[offset + s] > bestScore) {
        best = s;
        bestScore = scores[offset + s]!;
      }
    }
    if (best < 0) break;
    on[best] = 1;
    if (pick === 0) first = best;
  }
  return first;
}
