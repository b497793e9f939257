import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CollectedInput, collectInputs } from '../collect-inputs.ts';
import { executeCommand } from './commands.ts';
import { readFailedInputs } from './failed-inputs.ts';
import type { Library } from './library.ts';
import type { PlannedInput, PlannedJob } from './plan-jobs.ts';

/** How often a watched folder is looked at; a file must look the same twice before it is taken. */
const WATCH_MS = 1_000;

/** Expands a batch's arguments as `collectInputs` does; a `.json` file is a list of failed inputs. */
export async function collectBatch(arguments_: readonly string[]): Promise<CollectedInput[]> {
  const paths: string[] = [];
  for (const argument of arguments_) {
    if (extname(argument).toLowerCase() === '.json') paths.push(...(await readFailedInputs(argument)));
    else paths.push(argument);
  }
  return collectInputs(paths);
}

/** Queues planned jobs and returns their ids. */
export function queueJobs(library: Library, jobs: readonly PlannedJob[]): readonly number[] {
  if (jobs.length === 0) return [];
  return executeCommand(library, { kind: 'add', priority: 0, jobs: [...jobs] }).ids;
}

/** Makes jobs of inputs as one command of the user wants them. */
export type Planner = (inputs: readonly CollectedInput[], signal: AbortSignal) => Promise<PlannedInput[]>;

/**
 * Looks for recordings that were not there before and queues each once it has stopped growing, until the signal aborts.
 * `done` holds the paths that need no looking at.
 */
export async function watchInputs(
  library: Library,
  arguments_: readonly string[],
  done: Set<string>,
  plan: Planner,
  signal: AbortSignal,
  onQueued: (ids: readonly number[]) => void,
): Promise<void> {
  let before = new Map<string, string>();
  while (!signal.aborted) {
    const now = new Map<string, string>();
    const ready: CollectedInput[] = [];
    for (const input of await collectBatch(arguments_)) {
      if (input.kind === 'refused' || done.has(input.path)) continue;
      const look = await lookOf(input.path);
      if (look !== undefined && before.get(input.path) === look) ready.push(input);
      else if (look !== undefined) now.set(input.path, look);
    }
    before = now;
    if (ready.length > 0) {
      const planned = await plan(ready, signal);
      onQueued(queueJobs(library, jobsOf(planned)));
      for (const input of ready) done.add(input.path);
    }
    await sleep(WATCH_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** The jobs among planned inputs. */
export function jobsOf(planned: readonly PlannedInput[]): PlannedJob[] {
  return planned.flatMap((input) => (input.kind === 'job' ? [input.job] : []));
}

async function lookOf(path: string): Promise<string | undefined> {
  const info = await stat(path).catch(() => undefined);
  return info === undefined || info.size === 0 ? undefined : `${info.size}/${info.mtimeMs}`;
}
