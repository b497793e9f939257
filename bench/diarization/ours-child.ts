import { readFileSync } from 'node:fs';
import { memorySource } from '../../tests/support/memory-source.ts';
import { recordingContext } from '../../tests/support/stage-context.ts';
import { loadBundledStage } from '../../tests/support/bundled-stage.ts';

// One process a measurement: samples (f32 file), threads, speakers (0 = count them), passes.
const [, , file = '', threads, speakers, passes] = process.argv;
const bytes = readFileSync(file);
const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const loaded = await loadBundledStage(Number(threads));
let ms = Infinity;
let segments: readonly (readonly [number, number, string])[] = [];
for (let pass = 0; pass < Number(passes); pass++) {
  const started = performance.now();
  const options = Number(speakers) === 0 ? {} : { speakers: Number(speakers) };
  const { turns } = await loaded.stage.run({ source: memorySource(samples) }, options, recordingContext());
  ms = Math.min(ms, performance.now() - started);
  segments = turns.map((turn) => [turn.startMs, turn.endMs, turn.speaker]);
}
await loaded.dispose();
process.stdout.write(JSON.stringify({ ms, segments }));
