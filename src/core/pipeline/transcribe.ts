import type { Alert } from '../../shared/alert.ts';
import { AppError } from '../../shared/app-error.ts';
import { samplesToMs } from '../../shared/units.ts';
import { findProfile, RULE_PROFILES } from '../cues/profiles.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import type { AudioSource } from '../ports/audio-source.ts';
import type { Stage } from '../ports/stage.ts';
import type { DiarizeInput, DiarizeOptions, DiarizeOutput } from '../stages/diarize/diarize-stage.ts';
import type { MediaInfo } from '../timeline/media.ts';
import { assembleDocument, type TrackResult } from './assemble.ts';
import type { TranscribeOptions } from './options.ts';
import type { PipelineParts, StageTiming } from './parts.ts';
import { type ProgressStep, ProgressTracker } from './progress-tracker.ts';
import { type JobState, raise, runStage } from './run-stage.ts';
import { diarizeCodec, type DiarizeResult, vadCodec } from './stage-codecs.ts';
import { tapAudio } from './tap-audio.ts';

export interface TranscribeOutcome {
  readonly document: VoxlaneDocument;
  readonly timings: readonly StageTiming[];
  readonly resumedStages: readonly string[];
}

/** Relative cost per second of audio, measured on the fixture models; only ratios matter (docs/benchmarks.md). */
const STAGE_WEIGHTS: Readonly<Record<string, number>> = { vad: 1, asr: 6, diarize: 5, cues: 0.05 };

/**
 * The main job: decode + VAD, then ASR, then diarization, then attribution and cues, one model in memory at a time.
 * Each stage reads the audio again from the source, so memory does not grow with length (docs/adr/0002).
 * Throws `AppError`; everything recoverable is in the document's alerts and dropped spans.
 */
export async function runTranscription(parts: PipelineParts, options: TranscribeOptions): Promise<TranscribeOutcome> {
  const profile = findProfile(options.profile);
  if (profile === undefined) throw unknownProfile(options.profile);
  const channels = parts.media.audioStreams[options.streamIndex]?.channels ?? 1;
  const split = splitsChannels(parts.media, options);
  const tracks: readonly (number | 'mix')[] = split ? Array.from({ length: channels }, (_, index) => index) : ['mix'];
  const diarize = split || options.skipDiarize ? undefined : parts.loadDiarize;
  const stages = ['vad', ...(parts.loadAsr ? ['asr'] : []), ...(diarize ? ['diarize'] : [])];
  const steps: ProgressStep[] = [
    ...stages.flatMap((stage) => tracks.map((_, track) => ({ stage, track, weight: STAGE_WEIGHTS[stage] ?? 1 }))),
    { stage: 'cues', track: 0, weight: STAGE_WEIGHTS['cues'] ?? 0 },
  ];
  const resumed: string[] = [];
  const job: JobState = {
    parts: {
      ...parts,
      emit(event) {
        if (event.type === 'stage' && event.state === 'resumed') resumed.push(event.stage);
        parts.emit(event);
      },
    },
    tracker: new ProgressTracker(steps, parts.clock),
    alerts: [],
    timings: [],
  };
  for (const notice of parts.notices) raise(job, notice);
  if (options.channels === 'split' && !split) raise(job, NOTHING_TO_SPLIT);

  const sources = await Promise.all(tracks.map((track) => parts.openTrack(track)));
  const results = dropCopies(job, await detectSpeech(job, sources));
  if (results.every(isSilent)) raise(job, NO_SPEECH);
  const asrModel = await recogniseSpeech(job, sources, results, options);
  const diarizeModel = diarize === undefined ? undefined : await findSpeakers(job, sources, results, options, diarize);

  const started = parts.clock.nowMs();
  const document = assembleDocument({
    media: parts.media,
    options,
    profile,
    tracks: results,
    split,
    hasAsr: parts.loadAsr !== undefined,
    alerts: job.alerts,
    models: { vad: results[0]?.vadModel, asr: asrModel, diarize: diarizeModel },
  });
  job.parts.emit({ type: 'progress', progress: job.tracker.update('cues', 0, 1) });
  job.timings.push({
    stage: 'cues',
    processingMs: parts.clock.nowMs() - started,
    audioMs: document.media.durationMs,
  });
  return { document, timings: mergeTimings(job.timings), resumedStages: resumed };
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

const NO_SPEECH: Alert = {
  code: 'no-speech',
  severity: 'warning',
  message: 'No speech was found in this recording.',
};

function isSilent(result: TrackResult): boolean {
  return result.vad.spans.length === 0;
}

/** A channel that holds the same sound as one before it would say every word twice: it is left out. */
function dropCopies(job: JobState, results: readonly TrackResult[]): TrackResult[] {
  return results.map((result, track) => {
    const original = results.findIndex((other) => sameBytes(other.vad.probabilities, result.vad.probabilities));
    if (original === track || isSilent(result)) return result;
    raise(job, {
      code: 'channel-copy',
      severity: 'warning',
      message:
        `Channel ${track + 1} holds the same sound as channel ${original + 1}, so it was left out. ` +
        'To tell the speakers of such a recording apart, run it again without --channels split.',
      channel: track,
    });
    return { ...result, vad: { ...result.vad, spans: [] } };
  });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

async function detectSpeech(job: JobState, sources: readonly AudioSource[]): Promise<TrackResult[]> {
  const vad = await job.parts.loadVad();
  try {
    const results: TrackResult[] = [];
    for (const [track, source] of sources.entries()) {
      const show = job.parts.onAudio;
      let shown = false;
      const tapped = tapAudio(source, (samples) => {
        shown = true;
        show?.(track, samples);
      });
      const audioMs = samplesToMs(source.expectedSamples ?? 0);
      const work = { stage: vad.stage, input: { source: tapped }, options: {}, audioMs };
      const output = await runStage(job, track, work, vadCodec);
      if (show !== undefined && !shown) await drain(tapped, job.parts.signal);
      job.parts.onSpeechProbabilities?.(track, output.probabilities);
      const durationMs = source.startOffsetMs + samplesToMs(output.sampleCount);
      results.push({ channel: source.channel, durationMs, vad: output, vadModel: vad.model });
    }
    return results;
  } finally {
    await vad.dispose();
  }
}

/** Reads a source for the sake of its watcher alone: after a restart the first pass is not made again, but peaks are. */
async function drain(source: AudioSource, signal: AbortSignal): Promise<void> {
  const blocks = source.read(signal);
  while ((await blocks.next()).done !== true) continue;
}

async function recogniseSpeech(
  job: JobState,
  sources: readonly AudioSource[],
  results: TrackResult[],
  options: TranscribeOptions,
): Promise<string | undefined> {
  if (job.parts.loadAsr === undefined) {
    raise(job, {
      code: 'no-asr-model',
      severity: 'warning',
      message:
        'No speech recognition model is installed, so the subtitles hold times and speakers but no text. ' +
        'See `voxlane models list` for how to add one.',
    });
    return undefined;
  }
  if (results.every(isSilent)) {
    for (const track of results.keys()) job.parts.emit(finished(job, 'asr', track));
    return undefined;
  }
  const asr = await job.parts.loadAsr();
  try {
    for (const [track, source] of sources.entries()) {
      const result = results[track];
      const { spans, probabilities } = result.vad;
      const work = {
        stage: asr.stage,
        input: { source, spans, probabilities },
        options: { language: options.language, beamSize: options.beamSize, batchSize: options.batchSize },
        audioMs: result.durationMs,
      };
      results[track] = { ...result, asr: await runStage(job, track, work) };
    }
    return asr.model;
  } finally {
    await asr.dispose();
  }
}

async function findSpeakers(
  job: JobState,
  sources: readonly AudioSource[],
  results: TrackResult[],
  options: TranscribeOptions,
  load: NonNullable<PipelineParts['loadDiarize']>,
): Promise<string | undefined> {
  // A steady tone can look like a voice to the segmentation model; without speech there is no speaker.
  if (results.every(isSilent)) {
    for (const track of results.keys()) job.parts.emit(finished(job, 'diarize', track));
    return undefined;
  }
  const diarize = await load();
  try {
    for (const [track, source] of sources.entries()) {
      const result = results[track];
      const { speakers, minSpeakers, maxSpeakers } = options;
      const work = {
        stage: withoutEvidence(diarize.stage),
        input: { source },
        options: { speakers, minSpeakers, maxSpeakers },
        audioMs: result.durationMs,
      };
      const output = await runStage(job, track, work, diarizeCodec);
      results[track] = { ...result, diarize: output };
    }
    return diarize.model;
  } finally {
    await diarize.dispose();
  }
}

/** The stage with only the part of its output that this job uses and stores. */
function withoutEvidence(
  stage: Stage<DiarizeInput, DiarizeOutput, DiarizeOptions>,
): Stage<DiarizeInput, DiarizeResult, DiarizeOptions> {
  return {
    id: stage.id,
    version: stage.version,
    async run(input, options, context) {
      const { turns, exclusiveTurns, speakers } = await stage.run(input, options, context);
      return { turns, exclusiveTurns, speakers };
    },
  };
}

function finished(job: JobState, stage: string, track: number) {
  return { type: 'progress', progress: job.tracker.update(stage, track, 1) } as const;
}

function mergeTimings(timings: readonly StageTiming[]): StageTiming[] {
  const merged = new Map<string, StageTiming>();
  for (const timing of timings) {
    const before = merged.get(timing.stage);
    merged.set(timing.stage, {
      stage: timing.stage,
      processingMs: Math.round((before?.processingMs ?? 0) + timing.processingMs),
      audioMs: (before?.audioMs ?? 0) + timing.audioMs,
    });
  }
  return [...merged.values()];
}
