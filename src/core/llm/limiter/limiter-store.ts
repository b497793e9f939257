/** Where the state of limiters outlives the process. Keys are hashes; states are short texts. */
export interface LimiterStore {
  load(key: string): Promise<string | undefined>;
  /** Resolves when the state would survive kill -9. Rejects with `AppError`, e.g. `disk-full`. */
  save(key: string, state: string): Promise<void>;
}
