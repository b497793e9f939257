import type { CheckpointStore } from '../../src/core/ports/checkpoints.ts';

/** Checkpoints in memory, as JSON like the real ones; `writes` counts what was kept. */
export function memoryCheckpoints(): CheckpointStore & { readonly kept: ReadonlyMap<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    read: (key) => {
      const text = kept.get(key);
      return Promise.resolve(text === undefined ? undefined : (JSON.parse(text) as unknown));
    },
    write: (key, value) => {
      kept.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
    list: (folder) => Promise.resolve([...kept.keys()].filter((key) => key.startsWith(`${folder}/`)).toSorted()),
  };
}
