import { samplesToMs } from '../../../shared/units.ts';

/** Length of one segmentation window in samples (10 s). */
export const WINDOW_SAMPLES = 160_000;
/** Distance of two segmentation frames in samples (16.875 ms). */
export const FRAME_STEP = 270;
/** Samples one segmentation frame sees (61.9 ms); frame i of a window is centred on 270 i + 495.5. */
export const RECEPTIVE_FIELD = 991;

const CENTRE = RECEPTIVE_FIELD / 2;
const CELL_START = CENTRE - FRAME_STEP / 2;

/** Rounds to the nearest integer, halves to the even one, as the reference pipeline's `rint` does. */
export function rint(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * Global frame on which a window starting at `startSample` puts its first frame: the grid starts at 0 with the frame
 * step, and the closest frame to (window start + half a frame) is taken, which reduces to rint(start / step).
 */
export function firstFrameOf(startSample: number): number {
  return rint(startSample / FRAME_STEP);
}

/** Global frames needed for windows that end at `endSample` (padding included). */
export function frameCount(endSample: number): number {
  return firstFrameOf(endSample) + 1;
}

/** Sample on which the cell of a global frame starts: half a step before its centre; frame 0 owns the file's start. */
export function cellStartSample(frame: number): number {
  return frame <= 0 ? 0 : frame * FRAME_STEP + CELL_START;
}

/** Start of a global frame's cell in integer milliseconds, clipped to a track of `sampleCount` samples. */
export function cellStartMs(frame: number, sampleCount: number): number {
  return samplesToMs(Math.min(cellStartSample(frame), sampleCount));
}

/** Segmentation frame of a window whose centre is nearest to `sample` (counted from the window's start). */
export function nearestFrame(sample: number, framesPerWindow: number): number {
  const frame = Math.round((sample - CENTRE) / FRAME_STEP);
  return Math.min(framesPerWindow - 1, Math.max(0, frame));
}

/**
 * Frames at either end of a window that do not count where other windows hear the same moment (0.25 s): speech that is cut
 * there is often missed, since the model has nothing to compare it with.
 */
const EDGE_FRAMES = 15;

/** The frames `[from, to)` of window `index` that count. The recording's own start and end are no edges. */
export function countedFrames(
  index: number,
  windowCount: number,
  framesPerWindow: number,
  stepSamples: number,
): { readonly from: number; readonly to: number } {
  // With wider steps some moments would be heard by no window at all.
  const edge = Math.ceil(stepSamples / FRAME_STEP) + 2 * EDGE_FRAMES <= framesPerWindow ? EDGE_FRAMES : 0;
  return {
    from: index === 0 ? 0 : edge,
    to: index === windowCount - 1 ? framesPerWindow : framesPerWindow - edge,
  };
}
