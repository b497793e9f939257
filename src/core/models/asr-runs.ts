/** What one run of a recogniser showed. */
export interface RecogniserRun {
  /** When it began; a later word on the same run takes the place of an earlier. */
  readonly atMs: number;
  /** Times real time; absent when too little was heard to tell. */
  readonly audioSecondsPerSecond?: number | undefined;
  /** Most windows decoded at a time. */
  readonly batch: number;
  /** The most memory that it took, in bytes; absent where that cannot be seen. */
  readonly bytes?: number | undefined;
}

/** Older runs were of another driver, another load, another mood of the machine. */
const RUNS_KEPT = 9;
/** Less audio says more about loading and warming up than about the model. */
const LEAST_AUDIO_MS = 5000;
/** Nothing is so fast; a clock that jumped is. */
const FASTEST = 20_000;

/** Times real time; `undefined` for what says nothing about a model. */
export function speedOf(audioMs: number, processingMs: number): number | undefined {
  const speed = audioMs / processingMs;
  return audioMs >= LEAST_AUDIO_MS && speed > 0 && speed <= FASTEST ? speed : undefined;
}

/** The runs with another, oldest first, as many as count. */
export function withRun(runs: readonly RecogniserRun[], run: RecogniserRun): readonly RecogniserRun[] {
  return [...runs.filter(({ atMs }) => atMs !== run.atMs), run].slice(-RUNS_KEPT);
}

/** The median: one run beside a busy program, or a lucky one, does not move it. */
export function medianSpeed(runs: readonly RecogniserRun[]): number | undefined {
  const speeds = runs.flatMap(({ audioSecondsPerSecond }) => audioSecondsPerSecond ?? []).sort((a, b) => a - b);
  if (speeds.length === 0) return undefined;
  const middle = speeds.length / 2;
  return (speeds[Math.ceil(middle) - 1] + speeds[Math.floor(middle)]) / 2;
}

/** The most that runs of each batch size took, smallest batch first: what happened once may happen again. */
export function largestFootprints(runs: readonly RecogniserRun[]): readonly { batch: number; bytes: number }[] {
  const largest = new Map<number, number>();
  for (const { batch, bytes } of runs)
    if (bytes !== undefined) largest.set(batch, Math.max(bytes, largest.get(batch) ?? 0));
  return [...largest].map(([batch, bytes]) => ({ batch, bytes })).sort((a, b) => a.batch - b.batch);
}
