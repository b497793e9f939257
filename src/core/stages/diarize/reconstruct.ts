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
  const steps = new Int16Array((BLOCK_FRAMES + 1) * speakers);
  const isStep = new Uint8Array(BLOCK_FRAMES + 1);
  const scores = new Int16Array(speakers);
  const top: number[] = [];
  for (let from = 0; from < counts.length; from += BLOCK_FRAMES) {
    const to = Math.min(counts.length, from + BLOCK_FRAMES);
    steps.fill(0);
    isStep.fill(0);
    scores.fill(0);
    addSteps(activity, labels, speakers, from, to, steps, isStep);
    for (let frame = from; frame < to; frame += 1) {
      // Nearly all frames are like the one before.
      if (frame > from && isStep[frame - from] === 0 && counts[frame] === counts[frame - 1]) continue;
      const at = (frame - from) * speakers;
      for (let s = 0; s < speakers; s += 1) scores[s] += steps[at + s];
      chooseTop(scores, counts[frame], top);
      lanes.see(frame, top, top.length);
      exclusive.see(frame, top, Math.min(1, top.length));
    }
  }
  return { lanes: lanes.finish(counts.length), exclusive: exclusive.finish(counts.length) };
}

/** Collects runs from who is on, frame by frame. */
function createRuns(speakers: number) {
  const runs: ActiveRun[] = [];
  const openSince = new Int32Array(speakers).fill(-1);
  const seenAt = new Int32Array(speakers).fill(-1);
  let open: number[] = [];
  const close = (end: number, stays: (speaker: number) => boolean): void => {
    open = open.filter((speaker) => {
      if (stays(speaker)) return true;
      runs.push({ speaker, start: openSince[speaker], end });
      openSince[speaker] = -1;
      return false;
    });
  };
  return {
    /** The first `count` of `on` are on in this frame. */
    see(frame: number, on: readonly number[], count: number): void {
      let fresh = 0;
      for (let i = 0; i < count; i += 1) {
        const speaker = on[i];
        seenAt[speaker] = frame;
        if (openSince[speaker] < 0) fresh += 1;
      }
      if (count - fresh < open.length) close(frame, (speaker) => seenAt[speaker] === frame);
      if (fresh === 0) return;
      for (let i = 0; i < count; i += 1) {
        const speaker = on[i];
        if (openSince[speaker] >= 0) continue;
        openSince[speaker] = frame;
        open.push(speaker);
      }
    },
    finish(end: number): ActiveRun[] {
      close(end, () => false);
      return runs.sort((a, b) => a.start - b.start || a.speaker - b.speaker);
    },
  };
}

/** Where scores rise and fall: +1 on the frame a voice starts in a window, -1 behind its end; `isStep` marks those frames. */
function addSteps(
  activity: WindowActivity,
  labels: Int32Array,
  speakers: number,
  from: number,
  to: number,
  steps: Int16Array,
  isStep: Uint8Array,
): void {
  const { windowCount, framesPerWindow, stepSamples, masks } = activity;
  // A generous bound; the frame ranges below are exact.
  const earliest = Math.max(0, Math.floor(((from - framesPerWindow) * FRAME_STEP) / stepSamples) - 1);
  for (let w = earliest; w < windowCount; w += 1) {
    const first = firstFrameOf(w * stepSamples);
    if (first >= to) break;
    const counted = countedFrames(w, windowCount, framesPerWindow, stepSamples);
    const end = Math.min(to, first + counted.to);
    let frame = Math.max(from, first + counted.from);
    if (frame >= end) continue;
    const row = w * framesPerWindow - first;
    while (frame < end) {
      const mask = masks[row + frame];
      let stop = frame + 1;
      while (stop < end && masks[row + stop] === mask) stop += 1;
      isStep[frame - from] = 1;
      isStep[stop - from] = 1;
      for (let local = 0; local < LOCAL_SPEAKERS; local += 1) {
        if (!isCounted(labels, w * LOCAL_SPEAKERS, mask, local)) continue;
        const speaker = labels[w * LOCAL_SPEAKERS + local];
        steps[(frame - from) * speakers + speaker] += 1;
        steps[(stop - from) * speakers + speaker] -= 1;
      }
      frame = stop;
    }
  }
}

/** True for a local speaker that is on, is somebody, and is not the same person as one before it that is on. */
function isCounted(labels: Int32Array, offset: number, mask: number, local: number): boolean {
  const speaker = labels[offset + local];
  if ((mask & (1 << local)) === 0 || speaker < 0) return false;
  for (let other = 0; other < local; other += 1) {
    if ((mask & (1 << other)) !== 0 && labels[offset + other] === speaker) return false;
  }
  return true;
}

/** Fills `top` with the `count` speakers of the highest scores above 0, best first (ties: lowest speaker). */
function chooseTop(scores: Int16Array, count: number, top: number[]): void {
  top.length = 0;
  for (let pick = 0; pick < count; pick += 1) {
    let best = -1;
    let bestScore = 0;
    for (let s = 0; s < scores.length; s += 1) {
      if (scores[s] > bestScore && !top.includes(s)) {
        best = s;
        bestScore = scores[s]!;
      }
    }
    if (best < 0) return;
    top.push(best);
  }
}
