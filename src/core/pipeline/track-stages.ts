import type { Alert } from '../../shared/alert.ts';
import { samplesToMs } from '../../shared/units.ts';
import type { AudioSource } from '../ports/audio-source.ts';
import { mapBlocks } from '../ports/map-blocks.ts';
import type { Stage } from '../ports/stage.ts';
import { ASR_STAGE } from '../stages/asr/asr-stage.ts';
import { DIARIZE_STAGE } from '../stages/diarize/diarize-stage.ts';
import { VAD_STAGE, type VadOutput } from '../stages/vad/vad-stage.ts';
import type { TrackResult } from './track-result.ts';
import { withoutLeaks } from './crosstalk-step.ts';
import type { TranscribeOptions } from './options.ts';
import { heardSpeakers, heardSpeakersNotice } from './heard-speakers.ts';
import type { AsrProvider, DiarizeProvider, Loaded, PipelineParts, StageProvider, VadProvider } from './parts.ts';
import { type JobState, raise, runStage, skipStage } from './run-stage.ts';
import { speakerOptions, speakerStage } from './speaker-stage.ts';
import { asrCodec, diarizeCodec, vadCodec } from './stage-codecs.ts';
import { speakerCounts } from './speaker-counts.ts';

/** Speech of every track, each watched by whoever wants its audio. */
export async function detectSpeech(job: JobState, sources: readonly AudioSource[]): Promise<TrackResult[]> {
  const { vad } = job.parts;
  return await withModel(vad, async (load) => {
    const results: TrackResult[] = [];
    for (const [track, source] of sources.entries()) {
      const watcher = await job.parts.watchAudio(track, (alert) => raise(job, alert));
      let shown = false;
      const tapped = mapBlocks(source, (block) => {
        shown = true;
        watcher?.push(block.samples);
        return block;
      });
      const output = await runStage(job, {
        ...vadPlace(vad, track),
        load,
        input: { source: tapped },
        options: {},
        audioMs: samplesToMs(source.expectedSamples ?? 0),
        by: vad,
      });
      if (watcher !== undefined && !shown) await drain(tapped, job.parts.signal);
      await watcher?.finish();
      job.parts.onSpeechProbabilities?.(track, output.probabilities);
      results.push(trackOf(source, output));
    }
    return results;
  });
}

/** What is known of a track once its speech is found. */
export function trackOf(source: AudioSource, vad: VadOutput): TrackResult {
  return { channel: source.channel, durationMs: source.startOffsetMs + samplesToMs(vad.sampleCount), vad };
}

/** Adds the words to every track with speech. */
export async function recogniseSpeech(
  job: JobState,
  sources: readonly AudioSource[],
  results: TrackResult[],
  options: TranscribeOptions,
): Promise<void> {
  const { asr } = job.parts;
  if (asr === undefined) {
    raise(job, NO_ASR_MODEL);
    return;
  }
  await withModel(asr, async (load) => {
    for (const [track, source] of sources.entries()) {
      const result = results[track];
      if (isSilent(result)) {
        skipStage(job, ASR_STAGE.id, track);
        continue;
      }
      const { spans, probabilities } = result.vad;
      const { language, languages, redecode = 'auto', beamSize, batchSize } = options;
      const output = await runStage(job, {
        ...asrPlace(asr, track),
        load,
        input: { source: withoutLeaks(source, result.leaked), spans, probabilities },
        options: {
          language,
          languages,
          redecode,
          beamSize,
          batchSize,
          isolate: isolatedIn(job.parts, ASR_STAGE.id, track),
        },
        audioMs: result.durationMs,
        by: asr,
      });
      results[track] = { ...result, asr: output };
    }
  });
}

/** Adds the turns of speakers to every track. */
export async function findSpeakers(
  job: JobState,
  sources: readonly AudioSource[],
  results: TrackResult[],
  options: TranscribeOptions,
  diarize: DiarizeProvider,
): Promise<void> {
  // A steady tone can look like a voice to the segmentation model; without speech there is no speaker.
  if (results.every(isSilent)) {
    for (const track of results.keys()) skipStage(job, DIARIZE_STAGE.id, track);
    return;
  }
  await withModel(diarize, async (load) => {
    for (const [track, source] of sources.entries()) {
      const result = results[track];
      if (isSilent(result)) {
        skipStage(job, DIARIZE_STAGE.id, track);
        continue;
      }
      const heard = heardSpeakers(result, options, job.parts.plan.mode);
      if (heard !== undefined) {
        raise(job, heardSpeakersNotice(job.parts.asr?.model ?? ''));
        skipStage(job, DIARIZE_STAGE.id, track);
        results[track] = { ...result, ...heard };
        continue;
      }
      let ran = false;
      const output = await runStage(job, {
        ...diarizePlace(diarize, track),
        load: () => {
          ran = true;
          return speakerStage(job, diarize, track, load);
        },
        input: { source: withoutLeaks(source, result.leaked) },
        options: speakerOptions({ ...options, ...speakerCounts(job.parts.plan.mode, options) }),
        audioMs: result.durationMs,
        by: diarize,
      });
      // A job that took the turns over may want to cluster again as well.
      if (!ran) await diarize.evidence(track).restore(() => true);
      results[track] = { ...result, diarize: output };
    }
  });
}

/** Where a track's detected speech is. */
export function vadPlace(vad: VadProvider, track: number) {
  return { id: VAD_STAGE.id, track, shelf: vad.shelf(track), codec: vadCodec };
}

/** Where a track's finished recognition is. */
export function asrPlace(asr: AsrProvider, track: number) {
  return { id: ASR_STAGE.id, track, shelf: asr.shelf(track), codec: asrCodec };
}

/** Where a track's finished diarization is. */
export function diarizePlace(diarize: DiarizeProvider, track: number) {
  return { id: DIARIZE_STAGE.id, track, shelf: diarize.shelf(track), codec: diarizeCodec };
}

/** True for a track without speech. */
export function isSilent(result: TrackResult): boolean {
  return result.vad.spans.length === 0;
}

export const NO_ASR_MODEL: Alert = {
  code: 'no-asr-model',
  severity: 'warning',
  message:
    'No speech recognition model is installed, so the subtitles hold times and speakers but no text. ' +
    'See `voxlane models list` for how to add one.',
  values: {},
};

/** Lends a stage to `use`; its model is loaded when it is first asked for and freed at the end. */
async function withModel<In, Out, Options, T>(
  provider: StageProvider<In, Out, Options>,
  use: (load: () => Promise<Stage<In, Out, Options>>) => Promise<T>,
): Promise<T> {
  let loaded: Loaded<In, Out, Options> | undefined;
  try {
    return await use(async () => (loaded ??= await provider.load()).stage);
  } finally {
    await loaded?.dispose();
  }
}

/** Reads a source for the sake of its watcher alone: after a restart the first pass is not made again, but peaks are. */
async function drain(source: AudioSource, signal: AbortSignal): Promise<void> {
  const blocks = source.read(signal);
  while ((await blocks.next()).done !== true) continue;
}

function isolatedIn({ isolate }: PipelineParts, stage: string, track: number): readonly number[] | undefined {
  return isolate?.stage === stage && isolate.track === track ? isolate.windows : undefined;
}

export const NO_SPEECH: Alert = {
  code: 'no-speech',
  severity: 'warning',
  message: 'No speech was found in this recording.',
  values: {},
};
