import { cpus, totalmem, version } from 'node:os';
import { benchAccuracy } from './accuracy.ts';
import { benchAligner } from './aligner.ts';
import { benchAmi } from './ami.ts';
import { benchFeatures, benchWhisper } from './asr.ts';
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
import { type BenchTable, markdownTable } from './table.ts';
import { benchVad } from './vad.ts';
import { benchVoices } from './voices.ts';

const BENCHES: Readonly<Record<string, () => Promise<BenchTable> | BenchTable>> = {
  decode: benchDecode,
  vad: benchVad,
  mel: benchFeatures,
  whisper: benchWhisper,
  diarize: benchDiarize,
  'diarization-peer': benchDiarizationPeer,
  'diarization-scaling': benchDiarizationScaling,
  cues: benchCues,
  recluster: benchRecluster,
  rerun: benchRerun,
  queue: benchQueue,
  edits: benchEdits,
  accuracy: benchAccuracy,
  aligner: benchAligner,
  voices: benchVoices,
  calibrate: benchCalibrate,
  ami: benchAmi,
  long: benchLongAudio,
};

/** `npm run bench` runs all but the AMI and twelve-hour ones; `npm run bench -- vad long` runs those named. */
const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
const chosen =
  named.length > 0
    ? named
    : Object.keys(BENCHES).filter((name) => !['ami', 'long', 'diarization-scaling'].includes(name));
const cpu = cpus();
console.log(
  `Machine: ${cpu.length} x ${cpu[0]?.model.trim() ?? '?'}, ${Math.round(totalmem() / 1024 ** 3)} GiB, ` +
    `${process.platform} (${version()}), Node ${process.versions.node}\n`,
);
for (const name of chosen) {
  const bench = BENCHES[name];
  if (bench !== undefined) console.log(markdownTable(await bench()));
}
