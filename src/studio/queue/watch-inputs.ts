import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CollectedInput } from '../collect-inputs.ts';
import { collectBatch } from './collect-batch.ts';

/** How often a watched folder is looked at; a file must look the same twice before it is taken. */
const WATCH_MS = 1_000;

/**
 * Looks for recordings that were not there before and hands each on once it has stopped growing, until the signal aborts.
 * `done` holds the paths that need no looking at.
 */
export async function watchInputs(
  arguments_: readonly string[],
  done: Set<string>,
  signal: AbortSignal,
  onReady: (inputs: readonly CollectedInput[]) => Promise<void>,
): Promise<void> {
  let before = new Map<string, string>();
  while (!signal.aborted) {
    const now = new Map<string, string>();
    const ready: CollectedInput[] = [];
    for (const input of await collectBatch(arguments_)) {
      if (input.kind !== 'file' || done.has(input.path)) continue;
      const look = await lookOf(input.path);
      if (look !== undefined && before.get(input.path) === look) ready.push(input);
      else if (look !== undefined) now.set(input.path, look);
    }
    before = now;
    if (ready.length > 0) {
      await onReady(ready);
      for (const input of ready) done.add(input.path);
    }
    await sleep(WATCH_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function lookOf(path: string): Promise<string | undefined> {
  const info = await stat(path).catch(() => undefined);
  return info === undefined || info.size === 0 ? undefined : `${info.size}/${info.mtimeMs}`;
}
