import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { DeviceVerdict } from '../../core/devices/choose-device.ts';
import type { Device } from '../../shared/device.ts';
import { nativeText } from '../../shared/native-text.ts';
import type { ScriptRun } from '../process/run-script.ts';
import { outsideArchive } from '../storage/outside-archive.ts';
import { failed, runProbe } from './run-probe.ts';

export interface ProbeOptions {
  readonly signal: AbortSignal;
  /** Longest time the probe may take. The first use of a CUDA device takes seconds. */
  readonly deadlineMs?: number;
  /** The program to run instead of the probe; for tests. */
  readonly entry?: URL;
}

const DEADLINE_MS = 60_000;
const MODEL = new URL('../../../resources/models/device-probe.onnx', import.meta.url);
const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const ENTRY = new URL(`../onnx/probe-child.${EXTENSION}`, import.meta.url);
const GGUF_ENTRY = new URL(`../gguf/probe-child.${EXTENSION}`, import.meta.url);
const LLAMA_ENTRY = new URL(`../llm/llama-cpp/probe-child.${EXTENSION}`, import.meta.url);
const GGUF_MODEL = new URL('../../../resources/models/device-probe.gguf', import.meta.url);
/**
 * The name under which hosts start the test of the library for GGUF models, which finds its devices itself. With a hyphen
 * and a backend behind it a small model is run there.
 */
export const GGUF_LIBRARY = 'gguf';

/** The name under which hosts start the test of the library for language models. */
export const LLAMA_LIBRARY = 'llm';

/** What a driver needs to find its libraries and devices. */
const ENVIRONMENT = [
  ...['CUDA_PATH', 'CUDA_HOME', 'CUDA_VISIBLE_DEVICES', 'CUDA_DEVICE_ORDER', 'XDG_RUNTIME_DIR'],
  // Where the user keeps the CUDA libraries for GGUF models.
  'TRANSCRIBE_CUDA_RUNTIME_DIR',
];

const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('works'), difference: z.number() }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);

/** The script that tests a device, as `runScript` takes it. */
export function probeScript(device: string): Omit<ScriptRun, 'signal' | 'wallMs'> {
  const known = ENVIRONMENT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const isGguf = device === GGUF_LIBRARY || device.startsWith(`${GGUF_LIBRARY}-`);
  const args = [device, outsideArchive(fileURLToPath(isGguf ? GGUF_MODEL : MODEL))];
  const script = fileURLToPath(device === LLAMA_LIBRARY ? LLAMA_ENTRY : isGguf ? GGUF_ENTRY : ENTRY);
  return { script, args, graceMs: 500, stdoutBytes: 64 * 1024, env: Object.fromEntries(known) };
}

/**
 * Runs a small model on a device in a process of its own and compares the result with the processor's. Whatever happens
 * to that process (crash, hang, nonsense) is a verdict. Throws `cancelled` only.
 */
export async function probeDevice(device: Device, options: ProbeOptions): Promise<DeviceVerdict> {
  const run = {
    ...probeScript(device),
    ...(options.entry === undefined ? {} : { script: fileURLToPath(options.entry) }),
    signal: options.signal,
    wallMs: options.deadlineMs ?? DEADLINE_MS,
  };
  const probed = await runProbe(run, answerSchema);
  const verdict = probed.kind === 'answer' ? probed.answer : probed;
  if (verdict.kind === 'works') return { state: 'works' };
  return { state: 'failed', reason: failed(nativeText(verdict.reason)).reason };
}
