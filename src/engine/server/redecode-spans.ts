import type { AsrWord } from '../../core/ports/asr-engine.ts';
import { fitWords } from '../../core/stages/asr/merge-words.ts';
import { PcmWindowReader } from '../../core/stages/asr/pcm-window-reader.ts';
import { repaired } from '../../core/stages/asr/detect/repair.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import { openAudioSource } from '../../platform/media/open-media.ts';
import { listInstalledModels } from '../../platform/models/model-store.ts';
import { unsupportedModel } from '../../platform/models/unsupported-model.ts';
import { workCores } from '../../platform/system/cores.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Logger } from '../../shared/logger.ts';
import type { RedecodeEvent, RedecodeInput } from '../protocol/jobs.ts';
import { specOf } from './asr/recognisers.ts';
import { chooseRecogniser } from './choose-recogniser.ts';
import { deviceForJob, type Hardware, thisMachine } from './device-for-job.ts';

interface Context {
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly emit: (event: RedecodeEvent) => void;
}

/** Sound around a stretch that the recogniser hears as well, so that words at its edges are whole. */
const CONTEXT_MS = 500;

/**
 * Transcribes stretches of one sound with an installed model: the words of each, in the order given. Words around a stretch
 * are left out. Throws `model-missing`, `options-invalid` for a stretch longer than the model takes, and what the recording
 * and the model throw.
 */
export async function redecodeSpans(
  input: RedecodeInput,
  context: Context,
  hardware: Hardware = thisMachine,
): Promise<readonly (readonly AsrWord[])[]> {
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
  const engine = await hardware.openAsr(specOf(recogniser, input.threads ?? workCores()), context);
  const reader = new PcmWindowReader(source, signal);
  context.emit({ fraction: 0 });
  try {
    const found: (readonly AsrWord[])[] = input.spans.map(() => []);
    const inOrder = input.spans.map((span, at) => ({ span, at })).sort((a, b) => a.span.startMs - b.span.startMs);
    for (const [done, { span, at }] of inOrder.entries()) {
      const longest = engine.capabilities.maxSeconds * 1000;
      const lengthMs = span.endMs - span.startMs;
      if (lengthMs > longest) throw tooLong(lengthMs, longest);
      const pad = Math.min(CONTEXT_MS, Math.floor((longest - lengthMs) / 2));
      const window = {
        index: 0,
        startMs: Math.max(source.startOffsetMs, span.startMs - pad),
        endMs: span.endMs + pad,
        speech: [span],
      };
      const samples = await reader.read(window);
      const request = { language: input.language, beamSize: 1, batchSize: 1 };
      const [result] = await engine.transcribe([{ ...window, samples }], request, signal);
      const fitted = repaired({ ...result, words: fitWords(result.words, window) }, window);
      found[at] = fitted.words.filter((word) => isInside((word.startMs + word.endMs) / 2, span));
      context.emit({ fraction: (done + 1) / inOrder.length });
    }
    return found;
  } finally {
    await reader.close();
    await engine.dispose();
  }
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

function tooLong(lengthMs: number, longestMs: number): AppError {
  return new AppError('options-invalid', {
    what: `A stretch of ${(lengthMs / 1000).toFixed(1)} s is longer than the ${longestMs / 1000} s that the model takes.`,
    meaning: 'Nothing was transcribed again.',
    action: 'Split the subtitle first.',
  });
}
