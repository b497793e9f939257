import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import { type AppError, toAppError } from '../../shared/app-error.ts';
import type { CollectedInput } from '../collect-inputs.ts';
import type { OutputPlan } from '../write-outputs.ts';
import type { QueueCommand } from './commands.ts';
import type { JobSpec } from './job-spec.ts';

export type PlannedJob = Extract<QueueCommand, { kind: 'add' }>['jobs'][number];

/** An input that can be queued, with what probing found wrong with it, or the reason why it names no file. */
export type PlannedInput =
  | { readonly kind: 'job'; readonly job: PlannedJob; readonly problem?: AppError }
  | { readonly kind: 'refused'; readonly path: string; readonly error: AppError };

/** Makes jobs of inputs. Each file is probed for its length; one that fails is planned all the same, with its problem. */
export async function planJobs(
  inputs: readonly CollectedInput[],
  wish: Omit<JobSpec, 'formats' | 'folder' | 'stem'>,
  output: OutputPlan,
  signal: AbortSignal,
): Promise<PlannedInput[]> {
  const planned: PlannedInput[] = [];
  for (const [index, input] of inputs.entries()) {
    if (input.kind === 'refused') {
      planned.push(input);
      continue;
    }
    const { path } = input;
    const folder = output.folders[index] ?? '.';
    const spec = { ...wish, formats: [...output.formats], folder, stem: output.stems[index] ?? 'output' };
    try {
      const { contentId, container, durationMs } = await probeMedia(path, signal);
      const media = { path, contentId, container, ...(durationMs === undefined ? {} : { durationMs }) };
      planned.push({ kind: 'job', job: { path, spec, media } });
    } catch (error) {
      const problem = toAppError(error);
      if (problem.code === 'cancelled') throw problem;
      planned.push({ kind: 'job', job: { path, spec }, problem });
    }
  }
  return planned;
}
