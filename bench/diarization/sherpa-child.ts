import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { bundledModel } from '../../tests/support/fixtures.ts';

/** The part of sherpa-onnx-node that is used here; the package has no such types of its own. */
interface Sherpa {
  readonly OfflineSpeakerDiarization: new (config: unknown) => {
    process(samples: Float32Array): readonly { start: number; end: number; speaker: number }[];
  };
}

// The same arguments as ours: samples (f32 file), threads, speakers (0 = count them), passes.
const [, , file = '', threads, speakers, passes] = process.argv;
const sherpa = createRequire(import.meta.url)('sherpa-onnx-node') as Sherpa;
const bytes = readFileSync(file);
const samples = Float32Array.from(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4));
const diarizer = new sherpa.OfflineSpeakerDiarization({
  segmentation: {
    pyannote: { model: bundledModel('segmentation-digits/model.onnx') },
    numThreads: Number(threads),
  },
  embedding: { model: bundledModel('speaker-embedding-small/model.onnx'), numThreads: Number(threads) },
  clustering: { numClusters: Number(speakers) === 0 ? -1 : Number(speakers), threshold: 0.5 },
});
let ms = Infinity;
let segments: readonly (readonly [number, number, string])[] = [];
for (let pass = 0; pass < Number(passes); pass++) {
  const started = performance.now();
  const found = diarizer.process(samples);
  ms = Math.min(ms, performance.now() - started);
  segments = found.map(({ start, end, speaker }) => [
    Math.round(start * 1000),
    Math.round(end * 1000),
    `speaker ${speaker}`,
  ]);
}
process.stdout.write(JSON.stringify({ ms, segments }));
