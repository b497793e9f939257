import { noCheckpoints, type CheckpointStore } from '../../src/core/ports/checkpoints.ts';
import type { StageContext } from '../../src/core/ports/stage.ts';
import type { Alert } from '../../src/shared/alert.ts';
import { silentLogger } from '../../src/shared/logger.ts';

export interface RecordingContext extends StageContext {
  readonly alerts: Alert[];
  readonly fractions: number[];
  /** The parts of them that came from checkpoints. */
  readonly restored: number[];
  readonly positions: (readonly number[])[];
}

/** A stage context that records alerts and progress, for asserting on them. */
export function recordingContext(
  options: { readonly signal?: AbortSignal; readonly checkpoints?: CheckpointStore } = {},
): RecordingContext {
  const alerts: Alert[] = [];
  const fractions: number[] = [];
  const restored: number[] = [];
  const positions: (readonly number[])[] = [];
  return {
    signal: options.signal ?? new AbortController().signal,
    log: silentLogger,
    checkpoints: options.checkpoints ?? noCheckpoints,
    progress(fraction, share = 0) {
      fractions.push(fraction);
      restored.push(share);
    },
    position: (windows) => {
      positions.push(windows);
      return Promise.resolve();
    },
    alert: (alert) => alerts.push(alert),
    alerts,
    fractions,
    restored,
    positions,
  };
}

/** A checkpoint store in memory that round-trips JSON like the real one. */
export function memoryCheckpoints(): CheckpointStore & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    read: (key) => {
      const text = values.get(key);
      return Promise.resolve(text === undefined ? undefined : (JSON.parse(text) as unknown));
    },
    write: (key, value) => {
      values.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
    list: (folder) => Promise.resolve([...values.keys()].filter((key) => key.startsWith(`${folder}/`)).sort()),
  };
}
