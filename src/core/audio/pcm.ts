/** A run of 16 kHz mono float32 samples. `startSample` counts from the start of the decoded stream. */
export interface PcmBlock {
  readonly startSample: number;
  readonly samples: Float32Array;
}
