import { availableParallelism } from 'node:os';
import { WhisperFeatureExtractor } from '@huggingface/transformers';
import { createLogMel } from '../src/core/stages/asr/whisper/log-mel.ts';
import { loadWhisperEngine } from '../src/platform/models/whisper-loader.ts';
import { createOnnxRuntime } from '../src/platform/onnx/runtime.ts';
import { audioFixture, bundledModel } from '../tests/support/fixtures.ts';
import { decodePcm } from '../tests/support/pcm.ts';
import { loadReferenceWhisper } from '../tests/support/reference-whisper.ts';
import { truthWindows } from '../tests/support/truth-windows.ts';
import type { BenchTable } from './table.ts';

const RUNS = 3;
const TARGET = 1.3;

/** Log-mel of 30 s of speech: ours against the reference extractor, in turns, best of three. */
export async function benchFeatures(): Promise<BenchTable> {
  const samples = decodePcm(audioFixture('digits-dialog-2spk-60s.flac')).slice(0, 480_000);
  const rows: string[][] = [];
  for (const mels of [80, 128]) {
    const reference = new WhisperFeatureExtractor({
      feature_size: mels,
      sampling_rate: 16_000,
      hop_length: 160,
      n_fft: 400,
      n_samples: 480_000,
      nb_max_frames: 3000,
    });
    const extractor = createLogMel(mels);
    const out = new Float32Array(mels * 3000);
    const [ours, theirs] = await race(
      () => extractor.write(samples, out),
      () => reference(samples),
    );
    rows.push([`${mels} mels, 30 s`, milliseconds(ours), milliseconds(theirs), times(theirs / ours)]);
  }
  return {
    title: 'Whisper log-mel',
    header: ['input', 'ours', '@huggingface/transformers', 'ours is faster by'],
    rows,
  };
}

/**
 * Whole recordings through the fixture Whisper, log-mel included: ours one window at a time and eight at a time against
 * @huggingface/transformers on the same windows in turns, best of three. Both decode once, greedily, without timestamps;
 * ours also times the words.
 */
export async function benchWhisper(): Promise<BenchTable> {
  const runtime = createOnnxRuntime();
  const engine = await loadWhisperEngine(runtime, bundledModel('whisper-digits'), {
    id: 'whisper-digits',
    threads: runtime.cores,
    settings: { timestamps: false, temperatures: [0] },
  });
  const reference = await loadReferenceWhisper();
  const rows: string[][] = [];
  try {
    for (const id of ['digits-dialog-2spk-60s', 'digits-meeting-4spk-180s']) {
      const samples = decodePcm(audioFixture(`${id}.flac`));
      const windows = truthWindows(id, samples);
      const ours = (batchSize: number) => () =>
        engine.transcribe(windows, { language: 'en', beamSize: 1, batchSize }, new AbortController().signal);
      const [theirs, alone, batched] = await race(
        async () => {
          for (const window of windows) await reference.generate(window.samples, false);
        },
        ours(1),
        ours(8),
      );
      const audioMs = samples.length / 16;
      rows.push([id, '@huggingface/transformers', milliseconds(theirs), times(audioMs / theirs), '']);
      rows.push([id, 'ours, batch 1', milliseconds(alone), times(audioMs / alone), times(theirs / alone)]);
      const gain = `${times(theirs / batched)} (target ${TARGET}x)`;
      rows.push([id, 'ours, batch 8', milliseconds(batched), times(audioMs / batched), gain]);
    }
  } finally {
    await engine.dispose();
    await reference.dispose();
  }
  return {
    title: `Whisper decode, fixture model, ${availableParallelism()} cores`,
    header: ['recording', 'decoder', 'time', 'x real time', 'faster than transformers by'],
    rows,
  };
}

/** Best time of each task in ms; the tasks take turns, so a busy moment of the machine hits all of them. */
async function race(...tasks: readonly (() => unknown)[]): Promise<number[]> {
  const best = tasks.map(() => Number.POSITIVE_INFINITY);
  for (let run = 0; run < RUNS; run++) {
    for (const [i, task] of tasks.entries()) {
      const started = performance.now();
      await task();
      best[i] = Math.min(best[i] ?? Number.POSITIVE_INFINITY, performance.now() - started);
    }
  }
  return best;
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(ms < 100 ? 1 : 0)} ms`;
}

function times(ratio: number): string {
  return `${ratio.toFixed(1)}x`;
}
