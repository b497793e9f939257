import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { probeDevice } from '../../src/platform/devices/probe-device.ts';
import { usableCores } from '../../src/platform/onnx/runtime.ts';
import { audioFixture, bundledModel } from '../../tests/support/fixtures.ts';
import { decodePcm } from '../../tests/support/pcm.ts';
import { scriptedWhisperGguf } from '../../tests/support/whisper-gguf.ts';
import type { BenchTable } from '../table.ts';
import { SHAPES } from '../whisper-shapes/shapes.ts';
import { benchFolder, cachedWhisper, randomWhisperName } from '../whisper-shapes/write-folder.ts';
import { type Answer, answerSchema, type Run, type Task } from './measurement.ts';
import { processStarts } from './process-starts.ts';

/** Written for every window of the random models, on both sides: real speech takes 90 to 150 tokens in 30 s. */
const TOKENS = 100;
const [FIXTURE_SECONDS, RANDOM_SECONDS, CURVE_SECONDS] = [300, 120, 480];
const CURVE = [1, 2, 4, 8, 16];
/** Windows for each size of batch in the curve of Whisper; enough for one batch, and no fewer than four. */
const CURVE_WINDOWS = CURVE.map((batch) => Math.max(4, batch));
const CHILD_DEADLINE_MS = 600_000;

/** One line of work: a model with how it is measured. */
interface Subject {
  readonly label: string;
  readonly task: Omit<Task, 'threads' | 'samples'>;
  readonly seconds: number;
  readonly peer: boolean;
  /** The random model that has to be there first. */
  readonly shape?: keyof typeof SHAPES;
}

/**
 * Every recogniser beside @huggingface/transformers on the same graphs, windows and threads, a process each, one after the
 * other. Models of Whisper's shapes have random weights and decode each window to 100 tokens on both sides; that both wrote
 * as many is checked.
 * @param only measures what has this in its label
 */
export async function benchAsr(only?: string): Promise<readonly BenchTable[]> {
  const threads = usableCores();
  const tables: BenchTable[] = [];
  const wanted = (subject: Subject): boolean => only === undefined || subject.label.includes(only);
  const cuda = await probeDevice('cuda', { signal: new AbortController().signal });
  const gpu = cuda.state === 'works' ? randomSubjects('cuda') : [];
  const engines = [...fixtureSubjects(), ...randomSubjects('cpu'), ...gpu].filter(wanted);
  if (engines.length > 0)
    tables.push({
      title: `Recognisers, ${threads} threads, a process each`,
      header: ['model', 'decoder', 'x real time', '30 s take', 'processor time', 'loading', 'peak memory', 'faster by'],
      rows: engines.flatMap((subject) => compare(subject, threads)),
      note:
        cuda.state === 'works' ? 'CUDA is the GPU of this machine.' : `No GPU rows: ONNX Runtime cannot use CUDA here.`,
    });
  const curves = curveSubjects().filter(wanted);
  if (curves.length > 0)
    tables.push({
      title: `Recognisers by size of batch, ${threads} threads (x real time, peak memory so far)`,
      header: ['model', ...CURVE.map((batch) => `${batch}`)],
      rows: curves.map((subject) => {
        const { runs } = measure('ours-child.ts', subject, threads);
        return [subject.label, ...runs.map((run) => `${times(speedOf(run))}, ${run.peakMiB.toFixed(0)} MiB`)];
      }),
    });
  if (only === undefined || 'process start'.includes(only)) tables.push(await processStarts(threads));
  return tables;
}

function fixtureSubjects(): Subject[] {
  const bundled = { root: bundledModel(''), precision: 'fp32', device: 'cpu', batches: [1, 8], passes: 3 } as const;
  const name = 'scripted.gguf';
  writeFileSync(join(benchFolder(), name), scriptedWhisperGguf({ script: ['<|0.00|>', ' one', ' two', '<|5.00|>'] }));
  return [
    {
      label: 'whisper-digits',
      task: { ...bundled, kind: 'whisper-onnx', name: 'whisper-digits' },
      seconds: FIXTURE_SECONDS,
      peer: true,
    },
    {
      label: 'ctc-digits',
      task: { ...bundled, kind: 'ctc-onnx', name: 'ctc-digits' },
      seconds: FIXTURE_SECONDS,
      peer: true,
    },
    {
      label: 'scripted GGUF (transcribe.cpp)',
      task: { ...bundled, kind: 'transcribe-cpp', root: benchFolder(), name },
      seconds: FIXTURE_SECONDS,
      peer: false,
    },
  ];
}

function randomSubjects(device: Task['device']): Subject[] {
  return (Object.keys(SHAPES) as (keyof typeof SHAPES)[]).flatMap((shape) =>
    (['fp32', 'int8'] as const).map((precision): Subject => {
      const where = device === 'cpu' ? '' : ` on ${device}`;
      return {
        label: `random ${shape} ${precision}${where}`,
        task: { ...randomTask(shape, precision), device, batches: [1, 4], passes: 1 },
        seconds: RANDOM_SECONDS,
        peer: true,
        shape,
      };
    }),
  );
}

function curveSubjects(): Subject[] {
  const curve = { batches: CURVE, passes: 1 };
  const random = (['tiny', 'base'] as const).map((shape): Subject => ({
    label: `random ${shape} fp32, by batch`,
    task: { ...randomTask(shape, 'fp32'), ...curve, windows: CURVE_WINDOWS },
    seconds: CURVE_SECONDS,
    peer: false,
  }));
  const fixtures = fixtureSubjects()
    .filter(({ peer }) => peer)
    .map((subject): Subject => ({
      ...subject,
      label: `${subject.label}, by batch`,
      task: { ...subject.task, ...curve, passes: 3 },
      seconds: CURVE_SECONDS,
      peer: false,
    }));
  return [...fixtures, ...random];
}

function randomTask(
  shape: keyof typeof SHAPES,
  precision: Task['precision'],
): Omit<Task, 'threads' | 'samples' | 'batches' | 'passes'> {
  const random = { root: benchFolder(), name: randomWhisperName(shape) };
  return { ...random, kind: 'whisper-onnx', precision, device: 'cpu', tokens: TOKENS };
}

function compare(subject: Subject, threads: number): string[][] {
  const peer = subject.peer ? measure('transformers-child.ts', oneByOne(subject), threads) : undefined;
  const ours = measure('ours-child.ts', subject, threads);
  const [theirs] = peer?.runs ?? [];
  const row = (decoder: string, run: Run, loadMs: number, gain: string): string[] => [
    subject.label,
    decoder,
    times(speedOf(run)),
    perWindow(run.ms, run),
    perWindow(run.processorMs, run),
    `${loadMs.toFixed(0)} ms`,
    `${run.peakMiB.toFixed(0)} MiB`,
    gain,
  ];
  return [
    ...(peer === undefined || theirs === undefined ? [] : [row('@huggingface/transformers', theirs, peer.loadMs, '')]),
    ...ours.runs.map((run) =>
      row(`ours, batch ${run.batch}`, run, ours.loadMs, theirs === undefined ? '' : times(theirs.ms / run.ms)),
    ),
  ];
}

function oneByOne(subject: Subject): Subject {
  return { ...subject, task: { ...subject.task, batches: [1] } };
}

/** Runs one child and checks that every window was decoded to the tokens it was to be decoded to. */
function measure(child: string, { label, task, seconds, shape }: Subject, threads: number): Answer {
  process.stderr.write(`${label}: ${child}\n`);
  if (shape !== undefined) cachedWhisper(shape);
  readAll(join(task.root, task.name));
  const samples = join(benchFolder(), `speech-${process.pid}.f32`);
  writeFileSync(samples, repeated(seconds));
  try {
    const script = fileURLToPath(new URL(child, import.meta.url));
    const text = execFileSync(
      process.execPath,
      [script, JSON.stringify({ ...task, samples, threads } satisfies Task)],
      {
        encoding: 'utf8',
        timeout: CHILD_DEADLINE_MS,
        maxBuffer: 1 << 28,
      },
    );
    const answer = answerSchema.parse(JSON.parse(text.slice(text.lastIndexOf('\n{"loadMs"'))));
    for (const { written, windows } of answer.runs)
      if (task.tokens !== undefined && written !== windows * task.tokens)
        throw new Error(
          `${label}: ${child} wrote ${written} tokens for ${windows} windows, not ${task.tokens} for each`,
        );
    return answer;
  } finally {
    rmSync(samples, { force: true });
  }
}

let meeting: Float32Array | undefined;

/** The meeting of four speakers over and over. */
function repeated(seconds: number): Float32Array {
  const speech = (meeting ??= decodePcm(audioFixture('digits-meeting-4spk-180s.flac')));
  return Float32Array.from({ length: seconds * 16_000 }, (_, i) => speech[i % speech.length] ?? 0);
}

/** Brings a model's files into the system's cache, so that the first to load them is not the slower one. */
function readAll(path: string): void {
  if (path.endsWith('.gguf')) return;
  for (const file of readdirSync(path, { recursive: true, withFileTypes: true }))
    if (file.isFile()) readFileSync(join(file.parentPath, file.name));
}

/** Time for 30 s of audio. */
function perWindow(ms: number, { audioMs }: Run): string {
  return `${((30_000 * ms) / audioMs).toFixed(0)} ms`;
}

function speedOf({ audioMs, ms }: Run): number {
  return audioMs / ms;
}

function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 2 : ratio < 100 ? 1 : 0)}x`;
}
