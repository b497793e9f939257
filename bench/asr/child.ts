import { readFileSync } from 'node:fs';
import { peakRssBytes } from '../../src/platform/process/peak-memory.ts';
import { type Answer, type Run, type Task, taskSchema } from './measurement.ts';

const WINDOW = 480_000;

/** A recogniser to measure: decodes windows of at most 30 s, `batch` at a time, and says how much it wrote. */
export interface Measured {
  decode(windows: readonly Float32Array[], batch: number): Promise<number>;
  dispose(): Promise<void>;
}

/** The body of a child: loads what the task in its arguments names, runs it and writes the answer to stdout. */
export async function measureInChild(load: (task: Task) => Promise<Measured>): Promise<void> {
  const task = taskSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const windows = cut(task.samples);
  const started = performance.now();
  const measured = await load(task);
  const loadMs = performance.now() - started;
  await measured.decode(windows.slice(0, 1), 1);
  const runs: Run[] = [];
  for (const [at, batch] of task.batches.entries()) {
    const some = windows.slice(0, task.windows?.[at]);
    let [ms, processorMs, written] = [Infinity, Infinity, 0];
    for (let pass = 0; pass < task.passes; pass++) {
      const [begun, used] = [performance.now(), process.cpuUsage()];
      written = await measured.decode(some, batch);
      ms = Math.min(ms, performance.now() - begun);
      const { user, system } = process.cpuUsage(used);
      processorMs = Math.min(processorMs, (user + system) / 1000);
    }
    const audioMs = some.reduce((sum, samples) => sum + samples.length, 0) / 16;
    const peakMiB = peakRssBytes() / 1024 ** 2;
    runs.push({ batch, ms, processorMs, windows: some.length, audioMs, peakMiB, written });
  }
  await measured.dispose();
  process.stdout.write(`\n${JSON.stringify({ loadMs, runs } satisfies Answer)}`);
}

function cut(file: string): Float32Array[] {
  const bytes = readFileSync(file);
  const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return Array.from({ length: Math.ceil(samples.length / WINDOW) }, (_, i) =>
    samples.slice(i * WINDOW, (i + 1) * WINDOW),
  );
}
