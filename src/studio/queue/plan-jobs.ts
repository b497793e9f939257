import { join, resolve } from 'node:path';
import type { z } from 'zod';
import type { planSchema, PlannedInput } from '../../contract/queue-calls.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import { workCores } from '../../platform/system/cores.ts';
import { toAppError } from '../../shared/app-error.ts';
import { joinTracks } from '../join-tracks.ts';
import { uploadFolderOf } from '../uploads/remove-uploads.ts';
import { planOutputs } from '../write-outputs.ts';
import { mapSome } from './map-some.ts';
import { planAddress } from './plan-address.ts';
import { type BatchInput, collectBatch } from './collect-batch.ts';

/** Folder below a library for the results of recordings that have none of their own. */
const RECORDINGS = 'recordings';

type PlanRequest = z.output<typeof planSchema>;

/**
 * Makes jobs of inputs. Each file is probed for its length, several at a time; one that fails is planned all the same, with
 * its problem, because it may be in order when its turn comes. Uploads to the library at `home` have no folder of their own,
 * so their results go where those from the web go. Rejects only with `cancelled`.
 */
export async function planJobs(request: PlanRequest, signal: AbortSignal, home?: string): Promise<PlannedInput[]> {
  const { allowLocalNetwork } = request.sources;
  const inputs = await collectBatch(request.inputs, { allowLocalNetwork });
  if (!request.tracks) return planInputs(inputs, request, signal, home);
  const session = joinTracks(inputs);
  if (session.kind === 'refused') return planInputs([session], request, signal, home);
  return planInputs([{ kind: 'file', path: session.path }], request, signal, home, session.tracks);
}

async function planInputs(
  inputs: readonly BatchInput[],
  request: PlanRequest,
  signal: AbortSignal,
  home: string | undefined,
  tracks: readonly string[] = [],
): Promise<PlannedInput[]> {
  const output = planOutputs(inputs, request.wish.formats, request.folder);
  const { wish, sources, lookUp } = request;
  const planned = await mapSome(inputs, workCores(), signal, async (input, index): Promise<PlannedInput[]> => {
    if (input.kind === 'refused') return [{ kind: 'refused', path: input.path, error: input.error.toData() }];
    if (input.kind === 'address')
      return planAddress(input, wish, sources, request.folder ?? resolve('.'), lookUp, signal);
    const { path } = input;
    const own = home !== undefined && uploadFolderOf(home, path) !== undefined ? join(home, RECORDINGS) : undefined;
    const spec = {
      ...wish,
      folder: own && request.folder === undefined ? own : (output.folders[index] ?? '.'),
      stem: output.stems[index] ?? 'output',
      ...(tracks.length === 0 ? {} : { tracks: [...tracks] }),
    };
    try {
      const { contentId, container, durationMs } = await probeMedia(path, signal);
      const media = { path, contentId, container, ...(durationMs === undefined ? {} : { durationMs }) };
      const lengths = [durationMs];
      for (const track of tracks) lengths.push((await probeMedia(track, signal)).durationMs);
      const known = lengths.flatMap((length) => length ?? []);
      const longest = known.length === lengths.length ? Math.max(...known) : undefined;
      return [{ kind: 'job', job: { path, spec, media }, audio_length: longest }];
    } catch (error) {
      const problem = toAppError(error);
      if (problem.code === 'cancelled') throw problem;
      return [{ kind: 'job', job: { path, spec }, problem: problem.toData() }];
    }
  });
  return planned.flat();
}
