import { type JobSource, jobSourceSchema } from '../../core/queue/job-source.ts';
import type { LlmChoice } from '../../core/llm/llm-choice.ts';
import type { JobRow } from '../../platform/store/jobs-table.ts';
import { readSpec } from './row-spec.ts';
import type { MachinePlan } from './plan-machine.ts';
import type { Amounts } from './resources.ts';

/**
 * A job fetches its recording, where it comes from the web, transcribes it, and translates it where that is wished; each
 * needs other resources.
 */
export type Phase = 'fetch' | 'transcribe' | 'translate';

/** Where a job comes from, when that is the web. */
export function sourceOf(row: JobRow): JobSource | undefined {
  return row.source === undefined ? undefined : jobSourceSchema.safeParse(JSON.parse(row.source)).data;
}

/** True when everything that says what to do can be read. */
export function isReadable(row: JobRow): boolean {
  return readSpec(row) !== undefined && (row.source === undefined || sourceOf(row) !== undefined);
}

/** What a job has to do next. */
export function phaseOf(row: JobRow): Phase {
  const source = sourceOf(row);
  if (source !== undefined && !source.fetched) return 'fetch';
  // Only a job that is transcribed has a result, and another order takes it away.
  return row.result !== undefined && row.state !== 'done' ? 'translate' : 'transcribe';
}

/** Where the first model of a job's translation runs; `usual` is that of the settings. */
export function translatesOn(row: JobRow, usual: LlmChoice | undefined): 'server' | 'cpu' {
  const first = readSpec(row)?.translate?.models?.[0] ?? usual;
  return first?.kind === 'local' ? 'cpu' : 'server';
}

/**
 * What a phase holds while it runs. A language model of this machine is as heavy as a recogniser, one of a server takes
 * nothing. A device other than the processor is held whole: one heavy model at a time.
 */
export function needsOf(phase: Phase, plan: MachinePlan, device = 'cpu'): Amounts {
  if (phase === 'fetch') return { downloads: 1 };
  if (phase === 'translate') return device === 'server' ? { translations: 1 } : { jobs: 1, cpu: plan.threadsPerJob };
  if (device === 'cpu') return { jobs: 1, cpu: plan.threadsPerJob };
  return { jobs: 1, cpu: 1, [device]: 1 };
}
