import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { diarizationErrorRate } from '../../src/core/metrics/der.ts';
import { audioFixture } from '../../tests/support/fixtures.ts';
import { decodePcm } from '../../tests/support/pcm.ts';
import { readRttm } from '../../tests/support/rttm.ts';
import type { BenchTable } from '../table.ts';

const RECORDINGS = [
  'digits-dialog-2spk-60s.flac',
  'digits-meeting-4spk-180s.flac',
  'digits-noisy-10dB.flac',
  'digits-long-20min.opus',
];
const PASSES = 2;
const THREADS = [1, 2];

const answerSchema = z.object({
  ms: z.number(),
  segments: z.array(z.tuple([z.number(), z.number(), z.string()])),
});

/**
 * Our diarizer beside sherpa-onnx-node's on the same models, samples and number of threads, each in a process of its own, one
 * after the other. Time is that of the whole pass over samples in memory without loading models, best of two; DER has no
 * collar and scores overlap. sherpa-onnx with its own defaults (threshold 0.5, minimum durations 0.3 and 0.5 s).
 */
export function benchDiarizationPeer(): BenchTable {
  const folder = mkdtempSync(join(tmpdir(), 'voxlane-peer-'));
  try {
    const rows = RECORDINGS.flatMap((name) => {
      const samples = decodePcm(audioFixture(name));
      const file = join(folder, `${name}.f32`);
      writeFileSync(file, samples);
      const reference = readRttm(audioFixture(name.replace(/\.\w+$/, '.rttm')));
      const count = new Set(reference.map((turn) => turn.speaker)).size;
      const seconds = samples.length / 16_000;
      return THREADS.flatMap((threads) =>
        [0, count].map((speakers) => {
          const [ours, peer] = ['ours-child.ts', 'sherpa-child.ts'].map((child) => {
            const { ms, segments } = measure(child, file, threads, speakers);
            const turns = segments.map(([startMs, endMs, speaker]) => ({ startMs, endMs, speaker }));
            const { der } = diarizationErrorRate(reference, turns);
            return { ms, der, found: new Set(turns.map((turn) => turn.speaker)).size };
          });
          if (ours === undefined || peer === undefined) throw new Error('a child gave no answer');
          const cell = ({ ms, der, found }: typeof ours): string =>
            `${((seconds * 1000) / ms).toFixed(0)}x, ${(der * 100).toFixed(1)} %, ${found}`;
          const told = speakers === 0 ? 'auto' : `${speakers}`;
          return [name, `${threads}`, told, cell(ours), cell(peer), `${(peer.ms / ours.ms).toFixed(1)}x`];
        }),
      );
    });
    return {
      title: 'Diarization beside sherpa-onnx on the same models (times real time, DER, speakers)',
      header: ['recording', 'threads', 'count', 'Voxlane', 'sherpa-onnx', 'faster by'],
      rows,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(child: string, file: string, threads: number, speakers: number): z.infer<typeof answerSchema> {
  const script = fileURLToPath(new URL(child, import.meta.url));
  const args = [script, file, `${threads}`, `${speakers}`, `${PASSES}`];
  const text = execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 600_000, maxBuffer: 1 << 28 });
  return answerSchema.parse(JSON.parse(text.slice(text.lastIndexOf('{"ms"'))));
}
