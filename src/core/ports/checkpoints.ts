/**
 * Small durable store for one stage over one track, addressed by key (e.g. `asr/0007`). A write is visible whole or not at
 * all, also after kill -9. Values are JSON. Keys hold `[a-z0-9/_-]` only.
 */
export interface CheckpointStore {
  read(key: string): Promise<unknown>;
  write(key: string, value: unknown): Promise<void>;
  /** Keys directly below a folder (`asr` gives `asr/0007`), sorted. */
  list(folder: string): Promise<readonly string[]>;
}

/** A store that remembers nothing, for runs that need no resume. */
export const noCheckpoints: CheckpointStore = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
  list: () => Promise.resolve([]),
};
