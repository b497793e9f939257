/**
 * How features are put on a common level, over their frames and per value of a frame: `mean` takes the mean away;
 * `mean-and-deviation` also divides by the unbiased standard deviation plus 1e-5 (NeMo), `mean-and-variance` by the root of
 * the unbiased variance plus 1e-7 (w2v-BERT);
 * `top-db` first lifts everything to within 80 dB of the loudest value, then takes the mean away (SpeechBrain); `none`.
 */
export type Normalisation = 'none' | 'mean' | 'mean-and-deviation' | 'mean-and-variance' | 'top-db';

const TOP_DB = 80;
const DEVIATION_GUARD = 1e-5;
const VARIANCE_GUARD = 1e-7;

/** Normalises features [frames, width], row-major, in place. */
export function normaliseFeatures(features: Float32Array, width: number, kind: Normalisation): void {
  if (kind === 'none' || features.length === 0) return;
  if (kind === 'top-db') liftToTop(features);
  for (let column = 0; column < width; column += 1) {
    subtractMean(features, column, width);
    if (kind === 'mean-and-deviation')
      divide(features, column, width, (variance) => Math.sqrt(variance) + DEVIATION_GUARD);
    if (kind === 'mean-and-variance')
      divide(features, column, width, (variance) => Math.sqrt(variance + VARIANCE_GUARD));
  }
}

function liftToTop(features: Float32Array): void {
  let top = -Infinity;
  for (const value of features) if (value > top) top = value;
  const floor = top - TOP_DB;
  for (let at = 0; at < features.length; at += 1) if (features[at] < floor) features[at] = floor;
}

function subtractMean(features: Float32Array, column: number, width: number): void {
  let sum = 0;
  for (let at = column; at < features.length; at += width) sum += features[at];
  const mean = sum / (features.length / width);
  for (let at = column; at < features.length; at += width) features[at] -= mean;
}

/** Of values whose mean is zero; a single frame has no variance and counts as 0. */
function divide(features: Float32Array, column: number, width: number, by: (variance: number) => number): void {
  const rows = features.length / width;
  let squares = 0;
  for (let at = column; at < features.length; at += width) squares += features[at] ** 2;
  const divisor = by(rows > 1 ? squares / (rows - 1) : 0);
  for (let at = column; at < features.length; at += width) features[at] /= divisor;
}
