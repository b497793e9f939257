import { suppressCrosstalk } from './crosstalk-step.ts';
import { finishJob, prepareJob, type TranscribeOutcome } from './job.ts';
import type { TranscribeOptions } from './options.ts';
import type { PipelineParts } from './parts.ts';
import { raise } from './run-stage.ts';
import { detectSpeech, findSpeakers, isSilent, NO_SPEECH, recogniseSpeech } from './track-stages.ts';

/**
 * The main job: decode + VAD, then (of several tracks) what leaked between them, then ASR, then diarization, then attribution
 * and cues, one model in memory at a time. A stage whose output is stored is taken over without loading its model. Each stage
 * reads the audio again from the source, so memory does not grow with length (docs/adr/0002).
 * Throws `AppError`; everything recoverable is in the document's alerts and dropped spans.
 */
export async function runTranscription(parts: PipelineParts, options: TranscribeOptions): Promise<TranscribeOutcome> {
  const prepared = await prepareJob(parts, options);
  const { job, sources, diarize } = prepared;
  const results = await suppressCrosstalk(job, sources, await detectSpeech(job, sources));
  if (results.every(isSilent)) raise(job, NO_SPEECH);
  await recogniseSpeech(job, sources, results, options);
  if (diarize !== undefined) await findSpeakers(job, sources, results, options, diarize);
  return finishJob(prepared, options, results);
}
