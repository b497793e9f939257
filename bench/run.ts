import { cpus, totalmem, version } from 'node:os';
import { parseArgs } from 'node:util';
import { benchAccuracy } from './accuracy.ts';
import { benchAligner } from './aligner.ts';
import { benchAmi } from './ami.ts';
import { benchFeatures, benchWhisper } from './asr.ts';
import { benchAsr } from './asr/engines.ts';
import { benchCalibrate } from './calibrate.ts';
import { benchCues } from './cues.ts';
import { benchDecode } from './decode.ts';
import { benchDiarizationPeer } from './diarization/peer.ts';
import { benchDiarizationScaling } from './diarization/scaling.ts';
import { benchDiarize } from './diarize.ts';
import { benchEdits } from './edits.ts';
import { benchLongAudio } from './long-audio.ts';
import { benchQueue } from './queue.ts';
import { benchRecluster } from './recluster.ts';
import { benchRerun } from './rerun.ts';
import { benchReview } from './review.ts';
import { type BenchTable, markdownTable } from './table.ts';
import { benchVad } from './vad.ts';
import { benchVoices } from './voices.ts';

type Tables = BenchTable | readonly BenchTable[];

const BENCHES: Readonly<Record<string, (only?: string) => Promise<Tables> | Tables>> = {
  decode: benchDecode,
  vad: benchVad,
  mel: benchFeatures,
  whisper: benchWhisper,
  asr: benchAsr,
  diarize: benchDiarize,
  'diarization-peer': benchDiarizationPeer,
  'diarization-scaling': benchDiarizationScaling,
  cues: benchCues,
  recluster: benchRecluster,
  rerun: benchRerun,
  queue: benchQueue,
  edits: benchEdits,
  review: benchReview,
  accuracy: benchAccuracy,
  aligner: benchAligner,
  voices: benchVoices,
  calibrate: benchCalibrate,
  ami: benchAmi,
  long: benchLongAudio,
};

/**
 * `npm run bench` runs all but the AMI and long ones; `npm run bench -- vad long` runs those named. With `--only tiny`, a
 * benchmark of many parts (`asr`) runs those with that in their name.
 */
const { values, positionals: named } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
const unknown = named.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
const chosen =
  named.length > 0
    ? named
    : Object.keys(BENCHES).filter((name) => !['ami', 'asr', 'long', 'diarization-scaling'].includes(name));
const cpu = cpus();
console.log(
  `Machine: ${cpu.length} x ${cpu[0]?.model.trim() ?? '?'}, ${Math.round(totalmem() / 1024 ** 3)} GiB, ` +
    `${process.platform} (${version()}), Node ${process.versions.node}\n`,
);
for (const name of chosen) {
  const bench = BENCHES[name];
  for (const table of [await bench?.(values.only)].flat()) if (table !== undefined) console.log(markdownTable(table));
}
