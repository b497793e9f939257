import type { AsrEngine, AsrWindow, AsrWord } from '../../core/ports/asr-engine.ts';
import { fitWords } from '../../core/stages/asr/merge-words.ts';
import { PcmWindowReader } from '../../core/stages/asr/pcm-window-reader.ts';
import { repaired } from '../../core/stages/asr/detect/repair.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import { openAudioSource } from '../../platform/media/open-media.ts';
import { listInstalledModels } from '../../platform/models/model-store.ts';
import { unsupportedModel } from '../../platform/models/unsupported-model.ts';
import { workCores } from '../../platform/system/cores.ts';
import { AppError, toAppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { RedecodeEvent, RedecodeInput, RedecodeOutput } from '../protocol/jobs.ts';
import { specOf } from './asr/recognisers.ts';
import { chooseRecogniser } from './choose-recogniser.ts';
import { deviceForJob, type Hardware, thisMachine } from './device-for-job.ts';
import { leasedOpen } from './lease-loads.ts';

interface Context {
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly emit: (event: RedecodeEvent) => void;
}

/** Sound around a stretch that the recogniser hears as well, so that words at its edges are whole. */
const CONTEXT_MS = 500;

/**
 * Transcribes stretches of one sound with an installed model: the words of each, in the order given. Words around a stretch
 * are left out. On a GPU it waits for its turn. A stretch at which the model fails is left out, and when the model is gone so
 * are those after it. Throws `model-missing`,
 * `options-invalid` for a stretch longer than the model takes, what the recording throws, and what
 * the model does when no stretch was heard.
 */
export async function redecodeSpans(
  input: RedecodeInput,
  context: Context,
  hardware: Hardware = thisMachine,
): Promise<RedecodeOutput> {
  const { signal } = context;
  const model = (await listInstalledModels(input.modelFolders)).find(({ manifest }) => manifest.id === input.model);
  if (model === undefined) throw notInstalled(input.model);
  const media = await probeMedia(input.path, signal);
  const source = await openAudioSource(media, { streamIndex: input.stream, channel: input.channel });
  const device = await deviceForJob(input, 'auto', context, hardware);
  const wish = { quality: 'best', performance: 'auto', device: 'auto', language: input.language } as const;
  const asked = {
    preset: model.manifest.fixture ? 'demo' : 'auto',
    asr: input.model,
    ...(input.threads === undefined ? {} : { threads: input.threads }),
  } as const;
  const [recogniser] = (await chooseRecogniser(asked, wish, [model], device.chosen)).candidates;
  if (recogniser === undefined) throw unsupportedModel(model, 'speech recognition');
  const spec = specOf(recogniser, input.threads ?? workCores());
  const engine = await leasedOpen(recogniser, (owner) => hardware.openAsr(spec, { ...context, ...owner }), context);
  const reader = new PcmWindowReader(source, signal);
  context.emit({ fraction: 0 });
  try {
    const longest = engine.capabilities.maxSeconds * 1000;
    const tooLong = input.spans.map(({ startMs, endMs }) => endMs - startMs).find((lengthMs) => lengthMs > longest);
    if (tooLong !== undefined) throw stretchTooLong(tooLong, longest);
    let failed: AppError | undefined;
    const heard: (readonly AsrWord[] | undefined)[] = input.spans.map(() => undefined);
    const inOrder = input.spans.map((span, at) => ({ span, at })).sort((a, b) => a.span.startMs - b.span.startMs);
    for (const [done, { span, at }] of inOrder.entries()) {
      const pad = Math.min(CONTEXT_MS, Math.floor((longest - (span.endMs - span.startMs)) / 2));
      const window = {
        index: 0,
        startMs: Math.max(source.startOffsetMs, span.startMs - pad),
        endMs: span.endMs + pad,
        speech: [span],
      };
      const samples = await reader.read(window);
      try {
        heard[at] = await hear(engine, { ...window, samples }, input.language, signal);
      } catch (error) {
        if (signal.aborted) throw error;
        failed ??= toAppError(error);
        if (!(error instanceof StretchFailed)) break;
      }
      context.emit({ fraction: (done + 1) / inOrder.length });
    }
    if (failed === undefined) return { heard };
    if (heard.every((words) => words === undefined)) throw failed;
    return { heard, failed: failed.toData() };
  } finally {
    await reader.close();
    await engine.dispose();
  }
}

/** The model is well, but could make nothing of one stretch. */
class StretchFailed extends AppError {}

/** The words of a window that are spoken in its stretch. Throws `StretchFailed`, and what a broken model does. */
async function hear(
  engine: AsrEngine,
  window: AsrWindow,
  language: string | undefined,
  signal: AbortSignal,
): Promise<readonly AsrWord[]> {
  const [result] = await engine.transcribe([window], { language, beamSize: 1, batchSize: 1 }, signal);
  const broken = result?.drops.find(({ reason }) => reason === 'decode-failed');
  if (result === undefined || broken !== undefined) throw stretchFailed(broken?.detail);
  const fitted = repaired({ ...result, words: fitWords(result.words, window) }, window);
  const [span] = window.speech;
  return fitted.words.filter((word) => span !== undefined && isInside((word.startMs + word.endMs) / 2, span));
}

function stretchFailed(detail: string | undefined): StretchFailed {
  return new StretchFailed('inference-failed', {
    what: `The model could make nothing of a stretch${detail === undefined ? '' : `: ${detail}`}.`,
    meaning: 'That stretch was not transcribed again.',
    action: 'Try another model.',
  });
}

function isInside(ms: number, { startMs, endMs }: RedecodeInput['spans'][number]): boolean {
  return startMs <= ms && ms < endMs;
}

function notInstalled(id: string): AppError {
  return new AppError('model-missing', {
    what: `The recogniser "${id}" is not installed.`,
    meaning: 'Nothing was transcribed again.',
    action: 'Choose one that `voxlane models list` shows.',
  });
}

function stretchTooLong(lengthMs: number, longestMs: number): AppError {
  return new AppError('options-invalid', {
    what: `A stretch of ${(lengthMs / 1000).toFixed(1)} s is longer than the ${longestMs / 1000} s that the model takes.`,
    meaning: 'Nothing was transcribed again.',
    action: 'Split the subtitle first.',
  });
}
