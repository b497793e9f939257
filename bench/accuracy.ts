import { audioFixture } from '../tests/support/fixtures.ts';
import { scoreDocument } from '../tests/support/score-document.ts';
import { transcribeFixture } from '../tests/support/transcribe-fixture.ts';
import type { BenchTable } from './table.ts';

const RUNS = [
  { id: 'digits-mono-20s', file: 'digits-mono-20s.flac', options: {}, label: 'auto' },
  { id: 'digits-dialog-2spk-60s', file: 'digits-dialog-2spk-60s.flac', options: {}, label: 'auto' },
  {
    id: 'digits-dialog-2spk-60s',
    file: 'digits-dialog-2spk-60s.flac',
    options: { speakers: 2 },
    label: '--speakers 2',
  },
  { id: 'digits-noisy-10dB', file: 'digits-noisy-10dB.flac', options: {}, label: 'auto' },
  {
    id: 'digits-stereo-call-60s',
    file: 'digits-stereo-call-60s.flac',
    options: { channels: 'split' },
    label: '--channels split',
  },
  { id: 'digits-meeting-4spk-180s', file: 'digits-meeting-4spk-180s.flac', options: {}, label: 'auto' },
  {
    id: 'digits-meeting-4spk-180s',
    file: 'digits-meeting-4spk-180s.flac',
    options: { speakers: 4 },
    label: '--speakers 4',
  },
  { id: 'digits-long-20min', file: 'digits-long-20min.opus', options: {}, label: 'auto' },
] as const;

/** WER, word starts and DER of the whole pipeline on every fixture recording, with the bundled fixture models. */
export async function benchAccuracy(): Promise<BenchTable> {
  const rows: string[][] = [];
  for (const run of RUNS) {
    const { output } = await transcribeFixture(audioFixture(run.file), run.options);
    const score = scoreDocument(output.document, run.id);
    rows.push([
      run.id,
      run.label,
      `${percent(score.wer)} (${score.edits}/${score.referenceWords})`,
      `${Math.round(score.startErrorMedianMs)} / ${Math.round(score.startErrorP90Ms)} ms`,
      percent(score.der),
      String(score.speakers),
    ]);
  }
  return {
    title: 'Accuracy of the whole pipeline, fixture models (DER: collar 0, overlap scored)',
    header: ['recording', 'options', 'WER', 'word start error, median / p90', 'DER', 'speakers found'],
    rows,
  };
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`;
}
