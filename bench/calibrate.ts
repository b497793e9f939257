import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { equalErrorRate } from '../src/core/metrics/eer.ts';
import { modelManifestSchema } from '../src/core/models/manifest.ts';
import { chooseFrontEnd } from '../src/core/stages/diarize/choose-front-end.ts';
import { WINDOW_SAMPLES } from '../src/core/stages/diarize/frame-grid.ts';
import { createWindowEmbedder, type WindowEmbedder } from '../src/core/stages/diarize/window-embedder.ts';
import type { Turn } from '../src/core/timeline/types.ts';
import { readOnnxMetadata } from '../src/platform/models/onnx-metadata.ts';
import { createOnnxRuntime } from '../src/platform/onnx/runtime.ts';
import { bundledModel, repoPath } from '../tests/support/fixtures.ts';
import { decodePcm } from '../tests/support/pcm.ts';
import { readRttm } from '../tests/support/rttm.ts';
import type { BenchTable } from './table.ts';
import { type VoiceSample, voiceSamples } from './voice-samples.ts';
import { type VoiceScores, scoreVoices } from './voice-scores.ts';

/** Share of strangers that a `sameVoice` cosine may take for the same person. */
const SURE_FALSE_ACCEPTS = 0.001;

/**
 * Calibration of a speaker embedding model on labelled recordings, for `params` of its manifest. Turns of 1 s and more are
 * embedded with the product's own code, without the stretches where others speak too. By default the bundled model on the
 * fixtures; `VOXLANE_BENCH_EMBEDDER` names the folder of an installed model, `VOXLANE_BENCH_RECORDINGS` a folder of
 * recordings with an RTTM file of the same name beside each. Voices are compared within a recording only.
 */
export async function benchCalibrate(): Promise<BenchTable> {
  const model = resolve(process.env['VOXLANE_BENCH_EMBEDDER'] ?? bundledModel('speaker-embedding-small'));
  const folder = resolve(process.env['VOXLANE_BENCH_RECORDINGS'] ?? repoPath('tests/fixtures/audio'));
  const rows: string[][] = [];
  const all: VoiceScores = { same: [], different: [], ownCentroid: [], otherCentroid: [] };
  for (const { name, audio, turns } of labelled(folder)) {
    const samples = voiceSamples(decodePcm(audio), turns);
    if (new Set(samples.map(({ speaker }) => speaker)).size < 2) continue;
    const scores = scoreVoices(await embed(model, samples));
    rows.push(row(name, samples.length, scores));
    for (const key of ['same', 'different', 'ownCentroid', 'otherCentroid'] as const) {
      for (const score of scores[key]) all[key].push(score);
    }
  }
  if (rows.length > 1) rows.push(row('all together', undefined, all));
  const { clusterThreshold, suggestVoice, sameVoice } = suggestion(all);
  return {
    title:
      `Calibration of ${model}: clusterThreshold ${clusterThreshold.toFixed(2)}, ` +
      `suggestVoice ${suggestVoice.toFixed(2)}, sameVoice ${sameVoice.toFixed(2)}`,
    header: [
      'recording',
      'turns',
      'pairs same / different',
      'mean cosine',
      'EER of pairs',
      'at cosine',
      'EER of centroids',
      'at distance',
      'own centroid up to, others from',
    ],
    rows,
  };
}

function labelled(folder: string): { readonly name: string; readonly audio: string; readonly turns: Turn[] }[] {
  const files = readdirSync(folder).sort();
  return files.flatMap((file) => {
    const name = /^(.+)\.rttm$/.exec(file)?.[1];
    const audio = files.find((other) => name !== undefined && other.startsWith(`${name}.`) && isAudio(other));
    if (name === undefined || audio === undefined) return [];
    return [{ name, audio: join(folder, audio), turns: readRttm(join(folder, file)) }];
  });
}

function isAudio(file: string): boolean {
  return /\.(flac|opus|wav|mp3|m4a|ogg)$/.test(file);
}

async function embed(model: string, samples: readonly VoiceSample[]) {
  const manifest = modelManifestSchema.parse(JSON.parse(readFileSync(join(model, 'manifest.json'), 'utf8')));
  const path = manifest.files.map((file) => join(model, file.path)).find((file) => file.endsWith('.onnx')) ?? '';
  if (!existsSync(path)) throw new Error(`${model} has no ONNX file`);
  const param = manifest.params?.['frontEnd'];
  const choice = chooseFrontEnd({ layout: manifest.layout, param, metadata: readOnnxMetadata(path) });
  if ('problem' in choice) throw new Error(`${manifest.id} ${choice.problem}`);
  const runtime = createOnnxRuntime();
  const session = await runtime.load(path, { threads: runtime.cores });
  try {
    const embedder = createWindowEmbedder(session, { id: manifest.id, frontEnd: choice.frontEnd });
    return await embedAll(embedder, samples);
  } finally {
    await session.dispose();
  }
}

async function embedAll(embedder: WindowEmbedder, samples: readonly VoiceSample[]) {
  const voices = [(mask: number) => mask === 1];
  for (const [index, { window, masks }] of samples.entries()) {
    // Windows far apart share no frames.
    await embedder.add({ startSample: index * WINDOW_SAMPLES, samples: window, masks, voices });
  }
  const { vectors, dim } = await embedder.finish();
  return samples.map(({ speaker }, i) => ({ speaker, vector: vectors.subarray(i * dim, (i + 1) * dim) }));
}

function suggestion(scores: VoiceScores): {
  readonly clusterThreshold: number;
  readonly suggestVoice: number;
  readonly sameVoice: number;
} {
  const suggestVoice = equalErrorRate(scores.same, scores.different).threshold;
  const strangers = scores.different.toSorted((a, b) => b - a);
  const sure = strangers[Math.floor(strangers.length * SURE_FALSE_ACCEPTS)] ?? 1;
  return { clusterThreshold: centroidRate(scores).distance, suggestVoice, sameVoice: Math.max(suggestVoice, sure) };
}

/** Error rate of telling one's own centroid from another by distance. */
function centroidRate(scores: VoiceScores): { readonly eer: number; readonly distance: number } {
  const near = (distances: readonly number[]): number[] => distances.map((distance) => -distance);
  const { eer, threshold } = equalErrorRate(near(scores.ownCentroid), near(scores.otherCentroid));
  return { eer, distance: -threshold };
}

function row(name: string, turns: number | undefined, scores: VoiceScores): string[] {
  const pairs = equalErrorRate(scores.same, scores.different);
  const centroids = centroidRate(scores);
  return [
    name,
    turns === undefined ? '' : String(turns),
    `${scores.same.length} / ${scores.different.length}`,
    `${mean(scores.same).toFixed(2)} / ${mean(scores.different).toFixed(2)}`,
    percent(pairs.eer),
    pairs.threshold.toFixed(2),
    percent(centroids.eer),
    centroids.distance.toFixed(2),
    `${Math.max(...scores.ownCentroid).toFixed(2)}, ${Math.min(...scores.otherCentroid).toFixed(2)}`,
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`;
}
