import { appendFileSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstalledModel } from '../../src/core/models/manifest.ts';
import { childProcessWorker } from '../../src/engine/host/child-process-worker.ts';
import type { WorkerSpec } from '../../src/engine/host/worker-process.ts';
import type { AsrSpec } from '../../src/engine/protocol/asr-jobs.ts';

/**
 * What goes wrong in a recogniser's process, and when. The first fault that fits a job happens; without one the job
 * succeeds. Fields that are absent fit everything.
 *
 * - `throw`: a native error that blames no device; `oom`: one that says memory is short. The process goes on.
 * - `abort`, `sigkill`, `exit`: the process ends so. `oom-abort`: it says that memory is short, then aborts.
 * - `hang`: the event loop is blocked for ever. `stall`: the job never ends, cancel or not, while the process is well.
 * - `loop`: a text that says one word again and again, which is doubtful.
 * - `garbage`: an answer that is none. `fewer`: one result is missing. `slow`: the job takes `ms` longer.
 */
export interface Fault {
  readonly do:
    | 'loop'
    | 'throw'
    | 'oom'
    | 'abort'
    | 'sigkill'
    | 'exit'
    | 'oom-abort'
    | 'hang'
    | 'stall'
    | 'garbage'
    | 'fewer'
    | 'slow';
  /** `start` is before the process is ready (`abort`, `sigkill`, `exit`, `hang` and `slow` only). Absent: `transcribe`. */
  readonly on?: 'start' | 'open' | 'transcribe' | 'align';
  /** Id of the model. */
  readonly model?: string;
  /** Device or backend that was asked for. */
  readonly device?: string;
  /** Batches of at least so many windows. */
  readonly minBatch?: number;
  /** Batches with this window in them. */
  readonly window?: number;
  /** How often it happens, counted over all processes; absent: always. */
  readonly times?: number;
  readonly ms?: number;
}

/** What a job is, as far as faults ask for it. */
export interface Occasion {
  readonly on: NonNullable<Fault['on']>;
  readonly model?: string;
  readonly device?: string;
  readonly windows?: readonly number[];
}

/** The next fault of the script in `file` for an occasion; counts it. */
export function nextFault(file: string, { on, model, device, windows = [] }: Occasion): Fault | undefined {
  const faults = JSON.parse(readFileSync(file, 'utf8')) as readonly Fault[];
  for (const [i, fault] of faults.entries()) {
    const fits =
      (fault.on ?? 'transcribe') === on &&
      (fault.model === undefined || fault.model === model) &&
      (fault.device === undefined || fault.device === device) &&
      windows.length >= (fault.minBatch ?? 0) &&
      (fault.window === undefined || windows.includes(fault.window));
    if (!fits) continue;
    const count = `${file}.${i}`;
    if (timesSoFar(count) >= (fault.times ?? Infinity)) continue;
    appendFileSync(count, 'x');
    return fault;
  }
  return undefined;
}

function timesSoFar(count: string): number {
  return statSync(count, { throwIfNoEntry: false })?.size ?? 0;
}

/** Variable with the path of the script. */
export const FAULTS_FILE = 'VOXLANE_TEST_FAULTS';

/** The environment of recogniser processes with these faults; `folder` keeps their script and counts. */
export function faultsIn(folder: string, faults: readonly Fault[]): Record<string, string> {
  const file = join(mkdtempSync(join(folder, 'faults-')), 'faults.json');
  writeFileSync(file, JSON.stringify(faults));
  return { [FAULTS_FILE]: file };
}

/** Recogniser processes with these faults; `folder` keeps their script and counts. */
export function faultyWorkers(
  folder: string,
  faults: readonly Fault[],
  env: Readonly<Record<string, string>> = faultsIn(folder, faults),
): WorkerSpec {
  return childProcessWorker(new URL('../engine/workers/asr-faults.ts', import.meta.url), { env });
}

/** A model that only these processes can load. */
export const testModel = {
  manifest: { id: 'test-model', layout: 'whisper-onnx', files: [{ path: 'a.onnx', bytes: 1 }] },
  folder: '/nonexistent',
} as unknown as InstalledModel;

export const testSpec: AsrSpec = { kind: 'whisper-onnx', model: testModel, device: 'cpu', threads: 1 };
