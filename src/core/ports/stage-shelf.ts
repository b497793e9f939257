import type { CheckpointStore } from './checkpoints.ts';

/** A stored output, if there is one; `damaged` when the library's copy was not what it should be. */
export interface Restored<T> {
  readonly value: T | undefined;
  readonly damaged: boolean;
  /** It is of a job that has ended, not of this one's own interrupted run. */
  readonly earlier: boolean;
}

/** Where one stage over one track keeps what it finished, addressed by everything that decides its output. */
export interface StageShelf {
  /** Parts of unfinished work. */
  readonly checkpoints: CheckpointStore;
  /** The finished output, from the library or an interrupted run. `parse` answers `undefined` for what it does not accept. */
  restore<T>(parse: (value: unknown) => T | undefined): Promise<Restored<T>>;
  /** Keeps the finished output (JSON). Throws `AppError` `output-failed` or `disk-full`. */
  keep(value: unknown): Promise<void>;
}

/** Where an output that is not JSON is kept. */
export interface BytesShelf {
  /** `parse` answers `undefined` for what it does not accept. */
  restore<T>(parse: (bytes: Uint8Array) => T | undefined): Promise<Restored<T>>;
  /** Throws `AppError` `output-failed` or `disk-full`. */
  keep(bytes: Uint8Array): Promise<void>;
}
