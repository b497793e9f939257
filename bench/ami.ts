import { diarizationErrorRate } from '../src/core/metrics/der.ts';
import { sharedAudio } from '../tests/support/fixtures.ts';
import { readRttm } from '../tests/support/rttm.ts';
import { transcribeFixture } from '../tests/support/transcribe-fixture.ts';
import type { BenchTable } from './table.ts';

const EXCERPTS = ['ami-dev00', 'ami-dev01', 'ami-trn01', 'ami-trn02', 'ami-trn03'];

/** DER on AMI excerpts of voices the fixture models do not know; no rows when the recordings are not on this machine. */
export async function benchAmi(): Promise<BenchTable> {
  const rows: string[][] = [];
  for (const name of EXCERPTS) {
    const [audio, truth] = [sharedAudio(`ami/${name}.flac`), sharedAudio(`ami/${name}.rttm`)];
    if (audio === undefined || truth === undefined) continue;
    const reference = readRttm(truth);
    const { output } = await transcribeFixture(audio, {}, { preset: 'auto' });
    const score = diarizationErrorRate(reference, output.document.turns);
    const share = (ms: number): string => `${((100 * ms) / score.totalMs).toFixed(1)} %`;
    rows.push([
      name,
      `${(score.der * 100).toFixed(1)} %`,
      `${share(score.missMs)} / ${share(score.falseAlarmMs)} / ${share(score.confusionMs)}`,
      String(output.document.speakers.length),
      String(new Set(reference.map((turn) => turn.speaker)).size),
    ]);
  }
  return {
    title: 'Diarization of AMI excerpts (voices unknown to the fixture models; collar 0, overlap scored)',
    header: ['excerpt', 'DER', 'miss / false alarm / confusion', 'speakers found', 'speakers in the truth'],
    rows,
  };
}
