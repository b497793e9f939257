import { LOCAL_SPEAKERS, type WindowActivity } from './evidence.ts';
import { FRAME_STEP, firstFrameOf } from './frame-grid.ts';

/** A stretch of global frames `[start, end)` in which one speaker is on. */
export interface ActiveRun {
  readonly speaker: number;
  readonly start: number;
  readonly end: number;
}

/** Frames worked on at a time (138 s), which bounds the memory for any number of speakers. */
const BLOCK_FRAMES = 8192;

/**
 * Puts the windows back together. At each global frame every speaker scores the number of windows in which one of its local
 * speakers is active there; the `counts[frame]` highest scores above 0 are switched on (ties: lowest speaker). `labels` names
 * the speaker of each (window, local speaker), -1 for none. Runs come ordered by start, then speaker.
 */
export function reconstruct(
  activity: WindowActivity,
  labels: Int32Array,
  speakers: number,
  counts: Uint8Array,
): ActiveRun[] {
  const runs: ActiveRun[] = [];
  const openSince = new Int32Array(speakers).fill(-1);
  const scores = new Uint16Array(BLOCK_FRAMES * speakers);
  const on = new Uint8Array(speakers);
  for (let from = 0; from < counts.length; from += BLOCK_FRAMES) {
    const to = Math.min(counts.length, from + BLOCK_FRAMES);
    scores.fill(0);
    addScores(activity, labels, speakers, from, to, scores);
    for (let frame = from; frame < to; frame += 1) {
      chooseTop(scores, (frame - from) * speakers, counts[frame], on);
      for (let s = 0; s < speakers; s += 1) {
        if (on[s] === 1 && openSince[s] < 0) openSince[s] = frame;
        if (on[s] === 0 && openSince[s] >= 0) {
          runs.push({ speaker: s, start: openSince[s], end: frame });
          openSince[s] = -1;
        }
      }
    }
  }
  openSince.forEach((start, speaker) => {
    if (start >= 0) runs.push({ speaker, start, end: counts.length });
  });
  return runs.sort((a, b) => a.start - b.start || a.speaker - b.speaker);
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
    const end = Math.min(to, first + framesPerWindow);
    for (let frame = Math.max(from, first); frame < end; frame += 1) {
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

function chooseTop(scores: Uint16Array, offset: number, count: number, on: Uint8Array): void {
  on.fill(0);
  for (let pick = 0; pick < count; pick += 1) {
    let best = -1;
    let bestScore = 0;
    for (let s = 0; s < on.length; s += 1) {
      if (on[s] === 0 && scores[offset + s] > bestScore) {
        best = s;
        bestScore = scores[offset + s]!;
      }
    }
    if (best < 0) return;
    on[best] = 1;
  }
}
