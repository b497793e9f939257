import type { z } from 'zod';
import type { planSchema, PlannedInput } from '../../contract/queue-calls.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import { workCores } from '../../platform/system/cores.ts';
import { toAppError } from '../../shared/app-error.ts';
import type { CollectedInput } from '../collect-inputs.ts';
import { planOutputs } from '../write-outputs.ts';
import { mapSome } from './map-some.ts';
import { collectBatch } from './collect-batch.ts';

type PlanRequest = z.output<typeof planSchema>;

/**
 * Makes jobs of inputs. Each file is probed for its length, several at a time; one that fails is planned all the same, with
 * its problem, because it may be in order when its turn comes. Rejects only with `cancelled`.
 */
export async function planJobs(request: PlanRequest, signal: AbortSignal): Promise<PlannedInput[]> {
  const inputs = await collectBatch(request.inputs);
  return planInputs(inputs, request, signal);
}

/** The same for inputs that were expanded already. */
export async function planInputs(
  inputs: readonly CollectedInput[],
  request: PlanRequest,
  signal: AbortSignal,
): Promise<PlannedInput[]> {
  const output = planOutputs(inputs, request.wish.formats, request.folder);
  return mapSome(inputs, workCores(), signal, async (input, index) => {
    if (input.kind === 'refused') return { kind: 'refused', path: input.path, error: input.error.toData() };
    const { path } = input;
    const spec = {
      ...request.wish,
      folder: output.folders[index] ?? '.',
      stem: output.stems[index] ?? 'output',
    };
    try {
      const { contentId, container, durationMs } = await probeMedia(path, signal);
      const media = { path, contentId, container, ...(durationMs === undefined ? {} : { durationMs }) };
      return { kind: 'job', job: { path, spec, media }, audio_length: durationMs };
    } catch (error) {
      const problem = toAppError(error);
      if (problem.code === 'cancelled') throw problem;
      return { kind: 'job', job: { path, spec }, problem: problem.toData() };
    }
  });
}
