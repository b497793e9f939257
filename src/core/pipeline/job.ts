import type { Alert } from '../../shared/alert.ts';
import { AppError } from '../../shared/app-error.ts';
import { samplesToMs } from '../../shared/units.ts';
import { findProfile, RULE_PROFILES, type RuleProfile } from '../cues/profiles.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { AudioSource } from '../ports/audio-source.ts';
import type { MediaInfo } from '../timeline/media.ts';
import { assembleDocument, type TrackResult } from './assemble.ts';
import type { TranscribeOptions } from './options.ts';
import type { DiarizeProvider, PipelineParts, StageTiming } from './parts.ts';
import { planSteps } from './plan-steps.ts';
import { ProgressTracker } from './progress-tracker.ts';
import { type JobState, raise } from './run-stage.ts';

export interface TranscribeOutcome {
  readonly document: VoxlaneDocument;
  readonly timings: readonly StageTiming[];
  readonly resumedStages: readonly string[];
}

/** A job with its plan: which tracks, which stages, and the bookkeeping. */
export interface PreparedJob {
  readonly job: JobState;
  readonly profile: RuleProfile;
  readonly split: boolean;
  readonly sources: readonly AudioSource[];
  readonly diarize: DiarizeProvider | undefined;
  readonly resumed: readonly string[];
}

/** Checks the options against the recording and opens its tracks. Throws `options-invalid` and what a source throws. */
export async function prepareJob(parts: PipelineParts, options: TranscribeOptions): Promise<PreparedJob> {
  const profile = findProfile(options.profile);
  if (profile === undefined) throw unknownProfile(options.profile);
  const channels = parts.media.audioStreams[options.streamIndex]?.channels ?? 1;
  const split = splitsChannels(parts.media, options);
  const tracks: readonly (number | 'mix')[] = split ? Array.from({ length: channels }, (_, index) => index) : ['mix'];
  const diarize = split || options.skipDiarize ? undefined : parts.diarize;
  const sources = await Promise.all(tracks.map((track) => parts.openTrack(track)));
  const resumed: string[] = [];
  const job: JobState = {
    parts: {
      ...parts,
      emit(event) {
        if (event.type === 'stage' && event.state === 'resumed') resumed.push(event.stage);
        parts.emit(event);
      },
    },
    tracker: new ProgressTracker(
      planSteps(plannedStages(parts, diarize), tracks.length, lengthMs(parts.media, sources), parts.speeds),
      parts.clock,
    ),
    alerts: [],
    timings: [],
  };
  for (const notice of parts.notices) raise(job, notice);
  if (options.channels === 'split' && !split) raise(job, NOTHING_TO_SPLIT);
  return { job, profile, split, sources, diarize, resumed };
}

/** Makes the document of what the stages found. */
export function finishJob(
  { job, profile, split, diarize, resumed }: PreparedJob,
  options: TranscribeOptions,
  results: readonly TrackResult[],
): TranscribeOutcome {
  const { parts } = job;
  const started = parts.clock.nowMs();
  const document = assembleDocument({
    media: parts.media,
    options,
    profile,
    tracks: results,
    split,
    hasAsr: parts.asr !== undefined,
    alerts: job.alerts,
    models: {
      vad: parts.vad.model,
      asr: results.some((result) => result.asr !== undefined) ? parts.asr?.model : undefined,
      diarize: results.some((result) => result.diarize !== undefined) ? diarize?.model : undefined,
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
  return [...stages, { stage: 'cues', model: undefined, device: CPU }];
}

function lengthMs(media: MediaInfo, sources: readonly AudioSource[]): number | undefined {
  const expected = sources[0]?.expectedSamples;
  return expected === undefined ? media.durationMs : samplesToMs(expected);
}

/** True when each channel is a track of its own: split was asked for and there is more than one channel. */
export function splitsChannels(media: MediaInfo, options: TranscribeOptions): boolean {
  return options.channels === 'split' && (media.audioStreams[options.streamIndex]?.channels ?? 1) > 1;
}

function unknownProfile(id: string): AppError {
  return new AppError('options-invalid', {
    what: `There is no rule profile called "${id}".`,
    meaning: 'The recording was not processed.',
    action: `Choose one of: ${RULE_PROFILES.map((profile) => profile.id).join(', ')}.`,
  });
}

const NOTHING_TO_SPLIT: Alert = {
  code: 'nothing-to-split',
  severity: 'warning',
  message: 'The recording has a single channel, so it was processed as one track with speaker detection.',
};

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
