import { AppError } from '../../shared/app-error.ts';
import { samplesToMs } from '../../shared/units.ts';
import { findProfile, RULE_PROFILES, type RuleProfile } from '../cues/profiles.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { AudioSource } from '../ports/audio-source.ts';
import { assembleDocument } from './assemble.ts';
import type { TrackResult } from './track-result.ts';
import type { TranscribeOptions } from './options.ts';
import type { DiarizeProvider, PipelineParts, StageTiming } from './parts.ts';
import { planSteps } from './plan-steps.ts';
import { ProgressTracker } from './progress-tracker.ts';
import { type JobState, raise } from './run-stage.ts';
import type { TrackPlan } from './track-plan.ts';

export interface TranscribeOutcome {
  readonly document: VoxlaneDocument;
  readonly timings: readonly StageTiming[];
  readonly resumedStages: readonly string[];
}

/** A job with its plan: which tracks, which stages, and the bookkeeping. */
export interface PreparedJob {
  readonly job: JobState;
  readonly profile: RuleProfile;
  readonly sources: readonly AudioSource[];
  readonly diarize: DiarizeProvider | undefined;
  readonly resumed: readonly string[];
}

/** Checks the options against the recording and opens its tracks. Throws `options-invalid` and what a source throws. */
export async function prepareJob(parts: PipelineParts, options: TranscribeOptions): Promise<PreparedJob> {
  const profile = findProfile(options.profile);
  if (profile === undefined) throw unknownProfile(options.profile);
  const { tracks, notices } = parts.plan;
  const diarize = tellsVoicesApart(parts.plan, options) ? parts.diarize : undefined;
  const sources = await Promise.all(tracks.map((track) => parts.openTrack(track)));
  const resumed: string[] = [...parts.before.resumedStages];
  const job: JobState = {
    parts: {
      ...parts,
      emit(event) {
        if (event.type === 'stage' && event.state === 'resumed') resumed.push(event.stage);
        parts.emit(event);
      },
    },
    tracker: new ProgressTracker(
      planSteps(plannedStages(parts, diarize), tracks.length, lengthMs(parts, sources), parts.speeds),
      parts.clock,
    ),
    alerts: [],
    timings: [...parts.before.timings],
  };
  for (const notice of [...parts.notices, ...notices]) raise(job, notice);
  return { job, profile, sources, diarize, resumed };
}

/** Makes the document of what the stages found. */
export function finishJob(
  { job, profile, diarize, resumed }: PreparedJob,
  options: TranscribeOptions,
  results: readonly TrackResult[],
): TranscribeOutcome {
  const { parts } = job;
  const started = parts.clock.nowMs();
  const heard = results.some((result) => result.speakersHeard);
  const speakersBy = heard ? parts.asr?.model : diarize?.model;
  const document = assembleDocument({
    media: parts.media,
    options,
    profile,
    tracks: results,
    plan: parts.plan,
    hasAsr: parts.asr !== undefined,
    alerts: job.alerts,
    models: {
      vad: parts.vad.model,
      asr: results.some((result) => result.asr !== undefined) ? parts.asr?.model : undefined,
      diarize: results.some((result) => result.diarize !== undefined) ? speakersBy : undefined,
    },
  });
  job.parts.emit({ type: 'progress', progress: job.tracker.update('cues', 0, 1) });
  job.timings.push({
    stage: 'cues',
    model: undefined,
    engine: undefined,
    device: CPU,
    processingMs: parts.clock.nowMs() - started,
    audioMs: document.media.durationMs,
  });
  return { document, timings: mergeTimings(job.timings), resumedStages: resumed };
}

/** What runs without a model runs on the processor. */
const CPU = 'cpu';

function plannedStages(parts: PipelineParts, diarize: DiarizeProvider | undefined) {
  const providers = { vad: parts.vad, asr: parts.asr, diarize };
  const stages = Object.entries(providers).flatMap(([stage, provider]) =>
    provider === undefined ? [] : [{ stage, model: provider.model, device: provider.device }],
  );
  const shared = parts.plan.tracks.length > 1 ? ['crosstalk', 'cues'] : ['cues'];
  return [...stages, ...shared.map((stage) => ({ stage, model: undefined, device: CPU }))];
}

function lengthMs({ media }: PipelineParts, sources: readonly AudioSource[]): number | undefined {
  const expected = sources.flatMap((source) => source.expectedSamples ?? []);
  return expected.length === 0 ? media.durationMs : samplesToMs(Math.max(...expected));
}

/** Whether voices are told apart: always in a mix, in tracks of their own when they may hold more than one speaker. */
export function tellsVoicesApart(plan: TrackPlan, options: TranscribeOptions): boolean {
  return !options.skipDiarize && (plan.mode === 'mixed' || options.speakersPerChannel !== 1);
}

function unknownProfile(id: string): AppError {
  return new AppError('options-invalid', {
    what: `There is no rule profile called "${id}".`,
    meaning: 'The recording was not processed.',
    action: `Choose one of: ${RULE_PROFILES.map((profile) => profile.id).join(', ')}.`,
  });
}

function mergeTimings(timings: readonly StageTiming[]): StageTiming[] {
  const merged = new Map<string, StageTiming>();
  for (const timing of timings) {
    const before = merged.get(timing.stage);
    merged.set(timing.stage, {
      ...timing,
      processingMs: Math.round((before?.processingMs ?? 0) + timing.processingMs),
      audioMs: Math.round((before?.audioMs ?? 0) + timing.audioMs),
    });
  }
  return [...merged.values()];
}
