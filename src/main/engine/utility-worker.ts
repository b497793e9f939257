import type { ForkOptions, UtilityProcess } from 'electron';
import { fileURLToPath } from 'node:url';
import { OutputTail } from '../../engine/host/output-tail.ts';
import { settlesWithin } from '../../engine/host/settles-within.ts';
import { workerEnv } from '../../engine/host/worker-env.ts';
import type { WorkerExit, WorkerProcess, WorkerSpec } from '../../engine/host/worker-process.ts';
import { Listeners, OnceSignal } from '../../engine/protocol/listeners.ts';
import type { Transport } from '../../engine/protocol/transport.ts';
import { parseUtilityMessage, type UtilityMessage } from '../../engine/protocol/utility-channel.ts';
import { NativeWarnings } from '../../shared/native-warnings.ts';

/** `utilityProcess.fork` of Electron. */
type Fork = (modulePath: string, args: string[], options: ForkOptions) => UtilityProcess;

/** How long after the exit the rest of the output may take to arrive. */
const REST_MS = 250;

/**
 * Workers as Electron utility processes: scrubbed environment, output kept for crash reports, no way to run another
 * program with the app's own binary. Electron tells an exit code only, and not reliably; the engine's client never takes
 * a code for success.
 */
export function utilityWorker(fork: Fork, entry: URL, env: Readonly<Record<string, string>> = {}): WorkerSpec {
  return { name: 'engine process', spawn: () => spawnUtility(fork, entry, env) };
}

function spawnUtility(fork: Fork, entry: URL, env: Readonly<Record<string, string>>): WorkerProcess {
  const child = fork(fileURLToPath(entry), [], {
    env: workerEnv(process.env, env),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe'],
    serviceName: 'Voxlane engine',
  });
  const tail = new OutputTail();
  const warnings = new NativeWarnings();
  const closed = new OnceSignal();
  // The streams are Node's own, though Electron declares the narrower type.
  const [stdout, stderr] = [child.stdout, child.stderr] as (NodeJS.ReadStream | null)[];
  const outputRead = Promise.all([
    ...(stdout === null || stdout === undefined ? [] : [tail.read(stdout)]),
    ...(stderr === null || stderr === undefined ? [] : [tail.read(stderr, (line) => warnings.add(line))]),
  ]);
  const exited = new Promise<WorkerExit>((resolve) => {
    child.once('exit', (code) => {
      closed.fire();
      void settlesWithin(outputRead, REST_MS).then(() => resolve({ code, signal: undefined }));
    });
  });
  return {
    get pid() {
      return child.pid;
    },
    transport: transportOf(child, closed),
    exited,
    kill: (signal) => killOf(child, closed, signal),
    outputTail: () => tail.lines(),
    takeWarnings: () => warnings.take(),
  };
}

/** Electron's own `kill` asks only. A process that has not started yet has no pid, and is ended as soon as it has one. */
function killOf(child: UtilityProcess, closed: OnceSignal, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (closed.fired) return;
  const { pid } = child;
  if (pid === undefined) child.once('spawn', () => killOf(child, closed, signal));
  else if (signal === 'SIGTERM') child.kill();
  else force(pid);
}

function force(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (cause) {
    // It ended by itself in the meantime, which is what was wanted.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
  }
}

function transportOf(child: UtilityProcess, closed: OnceSignal): Transport {
  const frames = new Listeners<unknown>();
  const send = (message: UtilityMessage): void => {
    if (!closed.fired) child.postMessage(message);
  };
  child.on('message', (data: unknown) => {
    const message = parseUtilityMessage(data);
    if (message?.kind === 'flush') send({ kind: 'flushed' });
    // What is no message of ours is handed on too: the reader of frames says what it thinks of it.
    else if (message?.kind !== 'flushed') frames.notify(message?.frame);
  });
  return {
    post: (frame) => send({ kind: 'frame', frame }),
    onFrame: (listener) => frames.add(listener),
    onClose: (listener) => closed.add(listener),
    close() {
      closed.fire();
      child.kill();
    },
  };
}
