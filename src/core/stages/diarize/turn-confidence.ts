import { LOCAL_SPEAKERS, type WindowActivity } from './evidence.ts';
import { FRAME_STEP, firstFrameOf } from './frame-grid.ts';
import type { Assignment } from './assign.ts';
import type { ActiveRun } from './reconstruct.ts';

/** Cosine margin that makes a speaker e times as likely as the next one. */
const MARGIN_SCALE = 0.1;

/**
 * How sure each run's speaker is, 0.5 (a toss-up with the next speaker) to 1: the margin between the two most similar
 * centroids, averaged over the voices heard in the run, times how far the windows that cover it agree, through a logistic.
 */
export function runConfidences(activity: WindowActivity, assignment: Assignment, runs: readonly ActiveRun[]): number[] {
  return runs.map((run) => {
    const { margin, votes, cover } = tally(activity, assignment, run);
    if (votes === 0) return 0.5;
    const agreement = Math.max(0, (2 * votes) / cover - 1);
    return 1 / (1 + Math.exp(-((margin / votes) * agreement) / MARGIN_SCALE));
  });
}

function tally({ windowCount, framesPerWindow, stepSamples, masks }: WindowActivity, by: Assignment, run: ActiveRun) {
  let margin = 0;
  let votes = 0;
  let cover = 0;
  for (let w = firstWindow(run.start, framesPerWindow, stepSamples); w < windowCount; w += 1) {
    const first = firstFrameOf(w * stepSamples);
    if (first >= run.end) break;
    const from = Math.max(run.start, first);
    const to = Math.min(run.end, first + framesPerWindow);
    if (to <= from) continue;
    cover += to - from;
    for (let local = 0; local < LOCAL_SPEAKERS; local += 1) {
      if (by.labels[w * LOCAL_SPEAKERS + local] !== run.speaker) continue;
      const bit = 1 << local;
      let active = 0;
      for (let frame = from; frame < to; frame += 1) {
        if ((masks[w * framesPerWindow + frame - first] & bit) !== 0) active += 1;
      }
      votes += active;
      margin += active * by.margins[w * LOCAL_SPEAKERS + local];
    }
  }
  return { margin, votes, cover };
}

/** A window no later than the first one that reaches a frame. */
function firstWindow(frame: number, framesPerWindow: number, stepSamples: number): number {
  return Math.max(0, Math.floor(((frame - framesPerWindow) * FRAME_STEP) / stepSamples) - 1);
}
