/** How long a recogniser's process may take for what, in ms. */
export interface ProcessTiming {
  /** From its start to its first sign of life. */
  readonly startMs: number;
  /** Longest silence, whatever it does. */
  readonly silentMs: number;
  /** To load a model of so many bytes. */
  readonly openMs: (bytes: number) => number;
  /** For a batch with so much audio. `slowest`: most time a batch took so far, per ms of its audio; `undefined` before any. */
  readonly batchMs: (audioMs: number, slowest: number | undefined) => number;
}

/** A slow disk reads 25 MB/s; drivers compile their kernels while a model is loaded. */
const DISK_BYTES_PER_MS = 25_000;
const LEAST_MS = 120_000;
/** Times the length of the audio. A model so slow is of little use, but it may be what its user chose. */
const SLOWEST_USEFUL = 20;
/** A batch with hard audio is decoded up to six times, and other programs want the processor too. */
const PATIENCE = 10;

/**
 * What takes longer than this hangs. ONNX Runtime works on the thread that asks it, so its process may be silent for as long
 * as one run of a graph over a whole batch takes; that is why the time of the batch tells more than the silence.
 */
export const processTiming: ProcessTiming = {
  startMs: 30_000,
  silentMs: 600_000,
  openMs: (bytes) => LEAST_MS + bytes / DISK_BYTES_PER_MS,
  batchMs: (audioMs, slowest) => LEAST_MS + audioMs * (slowest === undefined ? SLOWEST_USEFUL : slowest * PATIENCE),
};
