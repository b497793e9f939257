import type { Stage } from '../ports/stage.ts';
import { packEvidence, unpackEvidence } from '../stages/diarize/evidence-codec.ts';
import {
  createClusterStage,
  type DiarizeInput,
  type DiarizeOptions,
  type DiarizeOutput,
  EVIDENCE_STAGE,
} from '../stages/diarize/diarize-stage.ts';
import type { TranscribeOptions } from './options.ts';
import type { DiarizeProvider } from './parts.ts';
import { damagedArtifact, type JobState, raise } from './run-stage.ts';
import type { DiarizeResult } from './stage-codecs.ts';

/** What of a job's options diarization depends on. */
export function speakerOptions(options: TranscribeOptions): DiarizeOptions {
  const { speakers, minSpeakers, maxSpeakers, diarizeStepSeconds, minTurnMs, maxGapMs } = options;
  return { speakers, minSpeakers, maxSpeakers, stepSeconds: diarizeStepSeconds, minTurnMs, maxGapMs };
}

/**
 * The stage that finds a track's speakers. When an earlier run left what its models heard, no model is loaded and only
 * clustering is done again; otherwise that is kept now. The output is the part that later steps of the job use.
 */
export async function speakerStage(
  job: JobState,
  diarize: DiarizeProvider,
  track: number,
  load: () => Promise<Stage<DiarizeInput, DiarizeOutput, DiarizeOptions>>,
): Promise<Stage<DiarizeInput, DiarizeResult, DiarizeOptions>> {
  const shelf = diarize.evidence(track);
  const { value: stored, damaged } = await shelf.restore(unpackEvidence);
  if (damaged) raise(job, damagedArtifact(EVIDENCE_STAGE.id));
  const stage = stored === undefined ? await load() : createClusterStage(stored, await diarize.clustering());
  return {
    id: stage.id,
    version: stage.version,
    async run(input, options, context) {
      const { turns, exclusiveTurns, speakers, evidence } = await stage.run(input, options, context);
      if (stored === undefined) await shelf.keep(packEvidence(evidence));
      return { turns, exclusiveTurns, speakers };
    },
  };
}
