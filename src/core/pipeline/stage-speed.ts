/** Seconds of audio that a stage gets through in one second, with one model on one device. */
export interface StageSpeed {
  readonly stage: string;
  /** Id of the model, empty for a stage without one. */
  readonly model: string;
  readonly device: string;
  readonly audioSecondsPerSecond: number;
}
