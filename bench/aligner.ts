import type { AsrEngine } from '../src/core/ports/asr-engine.ts';
import { wordBoundaryErrors } from '../src/core/metrics/word-boundary.ts';
import { withAligner } from '../src/core/stages/asr/with-aligner.ts';
import { loadCtcAligner } from '../src/platform/models/ctc-aligner-loader.ts';
import { createOnnxRuntime } from '../src/platform/onnx/runtime.ts';
import { installedFixture } from '../tests/support/bundled-model.ts';
import { readTruth } from '../tests/support/fixtures.ts';
import { hearFixture, loadDigitsWhisper } from '../tests/support/transcribe-speech.ts';
import { loadSilero } from '../tests/support/vad.ts';
import type { BenchTable } from './table.ts';

const RUNS: readonly { readonly id: string; readonly file: string; readonly channel?: number }[] = [
  { id: 'digits-mono-20s', file: 'digits-mono-20s.flac' },
  { id: 'digits-dialog-2spk-60s', file: 'digits-dialog-2spk-60s.flac' },
  { id: 'digits-noisy-10dB', file: 'digits-noisy-10dB.flac' },
  { id: 'digits-stereo-call-60s', file: 'digits-stereo-call-60s.flac', channel: 0 },
  { id: 'digits-stereo-call-60s', file: 'digits-stereo-call-60s.flac', channel: 1 },
  { id: 'digits-meeting-4spk-180s', file: 'digits-meeting-4spk-180s.flac' },
  { id: 'digits-long-20min', file: 'digits-long-20min.opus' },
];

/** How far word starts and ends are off, by the recogniser's own times and by the aligner's, over the words heard right. */
export async function benchAligner(): Promise<BenchTable> {
  const vad = await loadSilero();
  const whisper = await loadDigitsWhisper();
  const runtime = createOnnxRuntime();
  const aligner = await loadCtcAligner(runtime, installedFixture('ctc-digits'), runtime.cores);
  const timed = withAligner(whisper, aligner, {
    always: true,
    alert(alert) {
      throw new Error(alert.message);
    },
  });
  const engines: readonly (readonly [string, AsrEngine])[] = [
    ['Whisper DTW', whisper],
    ['aligner', timed],
  ];
  const rows: string[][] = [];
  for (const { id, file, channel } of RUNS) {
    const truth = readTruth(id)
      .words.filter((word) => channel === undefined || word.channel === channel)
      .map(({ word, start, end }) => ({ text: word, startMs: start * 1000, endMs: end * 1000 }))
      .sort((a, b) => a.startMs - b.startMs);
    for (const [name, asr] of engines) {
      const heard = await hearFixture({ vad, asr }, file, channel);
      const { pairs, start, end } = wordBoundaryErrors(truth, heard.asr.words);
      rows.push([
        channel === undefined ? id : `${id}, channel ${channel + 1}`,
        name,
        `${pairs.length} of ${truth.length}`,
        `${ms(start.median)} / ${ms(start.p90)}`,
        shares(pairs.map(({ startErrorMs }) => startErrorMs)),
        `${ms(end.median)} / ${ms(end.p90)}`,
        shares(pairs.map(({ endErrorMs }) => endErrorMs)),
      ]);
    }
  }
  await timed.dispose();
  await vad.dispose();
  const within = 'within 20 / 50 / 100 ms';
  return {
    title: 'Word boundaries, fixture models: error in ms, median / p90, of words heard right',
    header: ['recording', 'times', 'words compared', 'start', `start ${within}`, 'end', `end ${within}`],
    rows,
  };
}

function ms(value: number | undefined): string {
  return value === undefined ? '-' : String(Math.round(value));
}

function shares(errors: readonly number[]): string {
  const share = (limit: number): string =>
    `${Math.round((100 * errors.filter((error) => Math.abs(error) <= limit).length) / Math.max(1, errors.length))} %`;
  return [20, 50, 100].map(share).join(' / ');
}
