import { createVadStage, type VadOptions, type VadOutput } from '../../src/core/stages/vad/vad-stage.ts';
import type { InferenceSession } from '../../src/core/ports/inference.ts';
import { createOnnxRuntime } from '../../src/platform/onnx/runtime.ts';
import { repoPath } from './fixtures.ts';
import { memorySource, type MemorySourceOptions } from './memory-source.ts';
import { recordingContext } from './stage-context.ts';

/** The Silero v6 model as the package ships it, on one thread. */
export function loadSilero(): Promise<InferenceSession> {
  return createOnnxRuntime().load(repoPath('node_modules/@ricky0123/vad-web/dist/silero_vad_v6.onnx'), { threads: 1 });
}

/** Runs the VAD stage over samples in memory. */
export function detectSpeech(
  session: InferenceSession,
  samples: Float32Array,
  options: VadOptions = {},
  source: MemorySourceOptions = {},
): Promise<VadOutput> {
  return createVadStage(session).run({ source: memorySource(samples, source) }, options, recordingContext());
}
