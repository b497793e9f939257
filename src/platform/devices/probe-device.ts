import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { DeviceVerdict } from '../../core/devices/choose-device.ts';
import { classifyNativeFailure } from '../../core/devices/native-failure.ts';
import { cancelled, toAppError } from '../../shared/app-error.ts';
import type { Device } from '../../shared/device.ts';
import { nativeText } from '../../shared/native-text.ts';
import type { ChildExit } from '../process/owned-child.ts';
import { runScript, type ScriptRun } from '../process/run-script.ts';
import { outsideArchive } from '../storage/outside-archive.ts';

export interface ProbeOptions {
  readonly signal: AbortSignal;
  /** Longest time the probe may take. The first use of a CUDA device takes seconds. */
  readonly deadlineMs?: number;
  /** The program to run instead of the probe; for tests. */
  readonly entry?: URL;
}

const DEADLINE_MS = 60_000;
const MODEL = new URL('../../../resources/models/device-probe.onnx', import.meta.url);
const ENTRY = new URL(`../onnx/probe-child.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/** What a driver needs to find its libraries and devices. */
const ENVIRONMENT = ['CUDA_PATH', 'CUDA_HOME', 'CUDA_VISIBLE_DEVICES', 'CUDA_DEVICE_ORDER', 'XDG_RUNTIME_DIR'];

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
  const args = [device, outsideArchive(fileURLToPath(MODEL))];
  return { script: fileURLToPath(ENTRY), args, graceMs: 500, stdoutBytes: 64 * 1024, env: Object.fromEntries(known) };
}

/**
 * Runs a small model on a device in a process of its own and compares the result with the processor's. Whatever happens
 * to that process (crash, hang, nonsense) is a verdict. Throws `cancelled` only.
 */
export async function probeDevice(device: Device, options: ProbeOptions): Promise<DeviceVerdict> {
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  let run: ChildExit & { readonly stdout: string };
  try {
    run = await runScript({
      ...probeScript(device),
      ...(options.entry === undefined ? {} : { script: fileURLToPath(options.entry) }),
      signal: options.signal,
      wallMs: deadlineMs,
    });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (options.signal.aborted) throw cancelled(options.signal.reason);
    return failed(`The test could not be started: ${error.parts.what}`);
  }
  return verdictOf(run, deadlineMs);
}

function verdictOf(run: ChildExit & { readonly stdout: string }, deadlineMs: number): DeviceVerdict {
  const said = lastWords(run.stderr);
  if (run.ended === 'wall-deadline' || run.ended === 'inactivity')
    return failed(`The test gave no answer within ${deadlineMs / 1000} s and was ended.${said}`);
  if (run.code === undefined) return failed(`The test crashed.${said}`);
  if (run.code !== 0) return failed(`The test ended with code ${run.code}.${said}`);
  const answer = answerSchema.safeParse(parseJson(run.stdout)).data;
  if (answer === undefined) return failed(`The test gave no answer that can be read.${said}`);
  return answer.kind === 'works' ? { state: 'works' } : failed(nativeText(answer.reason));
}

/** Frames of the stack that Node prints for a process that aborts. */
const FRAME = /^-----|^\d+: /;

/** What native code printed about the device, or else last: there a crash explains itself. */
function lastWords(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map(nativeText)
    .filter((line) => line !== '' && !FRAME.test(line));
  const words = lines.findLast((line) => classifyNativeFailure(line) !== 'other') ?? lines.at(-1);
  return words === undefined ? '' : ` It said: ${words}`;
}

function failed(reason: string): DeviceVerdict {
  return { state: 'failed', reason: /[.!?]$/.test(reason) ? reason : `${reason}.` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
