import type { AsrEngine } from '../../src/core/ports/asr-engine.ts';
import type { InferenceSession } from '../../src/core/ports/inference.ts';
import { normalizeTranscript } from '../../src/core/metrics/normalize.ts';
import { wordBoundaryErrors } from '../../src/core/metrics/word-boundary.ts';
import { wordErrorRate } from '../../src/core/metrics/wer.ts';
import {
  createAsrStage,
  type AsrOptions,
  type AsrOutput,
  type AsrPacking,
} from '../../src/core/stages/asr/asr-stage.ts';
import type { VadOutput } from '../../src/core/stages/vad/vad-stage.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { loadWhisperEngine } from '../../src/platform/models/whisper-loader.ts';
import { audioFixture, bundledModel, readTruth } from './fixtures.ts';
import { memorySource } from './memory-source.ts';
import { decodePcm } from './pcm.ts';
import { recordingContext, type RecordingContext } from './stage-context.ts';
import { detectSpeech } from './vad.ts';

/** The bundled spoken-digits Whisper. */
export function loadDigitsWhisper(): Promise<AsrEngine> {
  const runtime = createOnnxRuntime();
  return loadWhisperEngine(runtime, bundledModel('whisper-digits'), { id: 'whisper-digits', threads: runtime.cores });
}

export interface HeardFixture {
  readonly vad: VadOutput;
  readonly asr: AsrOutput;
  readonly ctx: RecordingContext;
  /** Fraction, not per cent. */
  readonly wer: number;
  readonly edits: { readonly substitutions: number; readonly deletions: number; readonly insertions: number };
  readonly referenceWords: number;
  readonly startErrorMedianMs: number | undefined;
  readonly startErrorP90Ms: number | undefined;
}

/** VAD and ASR stages over a digits fixture (one channel of it, or the mix), scored against its truth. */
export async function hearFixture(
  models: { readonly vad: InferenceSession; readonly asr: AsrEngine },
  file: string,
  channel?: number,
  options: Partial<AsrOptions> = {},
  packing?: AsrPacking,
): Promise<HeardFixture> {
  const pcm = decodePcm(audioFixture(file), channel);
  const vad = await detectSpeech(models.vad, pcm);
  const ctx = recordingContext();
  const source = memorySource(pcm, channel === undefined ? {} : { channel });
  const asr = await createAsrStage(models.asr, packing).run(
    { source, spans: vad.spans, probabilities: vad.probabilities },
    { language: 'en', beamSize: 1, batchSize: 8, ...options },
    ctx,
  );
  const truth = readTruth(file.replace(/\.\w+$/, ''))
    .words.filter((word) => channel === undefined || word.channel === channel)
    .map((word) => ({ text: word.word, startMs: Math.round(word.start * 1000), endMs: Math.round(word.end * 1000) }))
    .sort((a, b) => a.startMs - b.startMs);
  const { wer, substitutions, deletions, insertions } = wordErrorRate(
    truth.map((word) => word.text),
    asr.words.flatMap((word) => normalizeTranscript(word.text)),
  );
  const { start } = wordBoundaryErrors(truth, asr.words);
  return {
    vad,
    asr,
    ctx,
    wer,
    edits: { substitutions, deletions, insertions },
    referenceWords: truth.length,
    startErrorMedianMs: start.median,
    startErrorP90Ms: start.p90,
  };
}
