import { fork, type ChildProcess } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NativeWarnings } from '../../shared/native-warnings.ts';
import { Listeners, OnceSignal } from '../protocol/listeners.ts';
import type { Transport } from '../protocol/transport.ts';
import { OutputTail } from './output-tail.ts';
import { settlesWithin } from './settles-within.ts';
import { workerEnv } from './worker-env.ts';
import type { WorkerExit, WorkerProcess, WorkerSpec } from './worker-process.ts';

/** How long after the exit the rest of frames and output may take to arrive; grandchildren can hold the pipes open. */
const REST_MS = 250;

export interface ChildWorkerOptions {
  /** Added to the scrubbed environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Node flags, such as `--max-old-space-size=512`. */
  readonly execArgv?: readonly string[];
  /** Told every line that the worker prints to stderr. */
  readonly onErrorLine?: (line: string) => void;
}

/**
 * Workers as child processes of this Node: advanced serialization, scrubbed environment, no stdin, and output kept for
 * crash reports instead of being mixed into the host's. The process ends with its host, because its channel closes.
 */
export function childProcessWorker(entry: URL, options: ChildWorkerOptions = {}): WorkerSpec {
  return { name: 'engine process', spawn: () => spawnChild(entry, options) };
}

function spawnChild(entry: URL, options: ChildWorkerOptions): WorkerProcess {
  const child = fork(fileURLToPath(entry), [], {
    execPath: process.execPath,
    execArgv: [...(options.execArgv ?? [])],
    env: workerEnv(process.env, { ...compiledCode(), ...options.env }),
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
  });
  const tail = new OutputTail();
  const closed = new OnceSignal();
  child.once('disconnect', () => closed.fire());
  const channelClosed = new Promise<void>((resolve) => closed.add(resolve));
  const warnings = new NativeWarnings();
  const onErrorLine = (line: string): void => {
    warnings.add(line);
    options.onErrorLine?.(line);
  };
  const { stdout, stderr } = child;
  const outputRead = Promise.all([
    ...(stdout === null ? [] : [tail.read(stdout)]),
    ...(stderr === null ? [] : [tail.read(stderr, onErrorLine)]),
  ]);
  return {
    pid: child.pid,
    transport: transportOf(child, closed),
    exited: exitOf(child, () => settlesWithin(Promise.all([channelClosed, outputRead]), REST_MS)),
    kill: (signal) => void child.kill(signal),
    outputTail: () => tail.lines(),
    takeWarnings: () => warnings.take(),
  };
}

/** The worker keeps what it compiled where this process does, if it does; the answer names the folder of this Node in it. */
function compiledCode(): Record<string, string> {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

function exitOf(child: ChildProcess, rest: () => Promise<unknown>): Promise<WorkerExit> {
  return new Promise((resolve) => {
    const end = (exit: WorkerExit): void => void rest().then(() => resolve(exit));
    child.once('exit', (code, signal) => end({ code: code ?? undefined, signal: signal ?? undefined }));
    child.on('error', (error) => {
      // Also emitted for failed writes and kills; only a process that never ran has no pid, and it has no exit either.
      if (child.pid === undefined) end({ code: undefined, signal: undefined, problem: error.message });
    });
  });
}

function transportOf(child: ChildProcess, closed: OnceSignal): Transport {
  const frames = new Listeners<unknown>();
  child.on('message', (frame) => frames.notify(frame));
  return {
    post(frame) {
      // A failed write means the process is going; its exit is what settles the callers.
      if (child.connected) child.send(frame as object, () => undefined);
    },
    onFrame: (listener) => frames.add(listener),
    onClose: (listener) => closed.add(listener),
    close() {
      if (child.connected) child.disconnect();
    },
  };
}
