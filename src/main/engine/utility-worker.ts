import type { MessagePortMain, UtilityProcess } from 'electron';
import { fileURLToPath } from 'node:url';
import { OutputTail } from '../../engine/host/output-tail.ts';
import { settlesWithin } from '../../engine/host/settles-within.ts';
import { workerEnv } from '../../engine/host/worker-env.ts';
import type { WorkerExit, WorkerProcess, WorkerSpec } from '../../engine/host/worker-process.ts';
import { Listeners, OnceSignal } from '../../engine/protocol/listeners.ts';
import type { Transport } from '../../engine/protocol/transport.ts';
import { parseUtilityMessage, type UtilityMessage } from '../../engine/protocol/utility-channel.ts';
import { describeUnknown } from '../../shared/app-error.ts';
import { NativeWarnings } from '../../shared/native-warnings.ts';
import { deviceProbe, runHostScript } from '../../studio/host-scripts.ts';
import { endUtility } from './end-utility.ts';
import { EngineRecognisers, type RecogniserStart } from './engine-recognisers.ts';
import type { Fork } from './fork.ts';
import { readOutput } from './read-output.ts';

/** How long after the exit the rest of the output may take to arrive. */
const REST_MS = 250;

/**
 * Workers as Electron utility processes: scrubbed environment, output kept for crash reports, no way to run another
 * program with the app's own binary. Electron tells an exit code only, and not reliably; the engine's client never takes
 * a code for success.
 */
export function utilityWorker(fork: Fork, entry: URL, recognisers: RecogniserStart): WorkerSpec {
  return { name: 'engine process', spawn: () => spawnUtility(fork, entry, recognisers) };
}

function spawnUtility(fork: Fork, entry: URL, recognisers: RecogniserStart): WorkerProcess {
  const child = fork(fileURLToPath(entry), [], {
    env: workerEnv(process.env),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe'],
    serviceName: 'Voxlane engine',
  });
  const tail = new OutputTail();
  const warnings = new NativeWarnings();
  const closed = new OnceSignal();
  const outputRead = readOutput(child, tail, (line) => warnings.add(line));
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
    transport: transportOf(child, closed, (owner) => {
      const own = new EngineRecognisers(fork, recognisers, { ...owner, onErrorLine: (line) => warnings.add(line) });
      closed.add(() => own.endAll());
      return own;
    }),
    exited,
    kill: (signal) => endUtility(child, () => closed.fired, signal),
    outputTail: () => tail.lines(),
    takeWarnings: () => warnings.take(),
  };
}

type Send = (message: UtilityMessage, ports?: MessagePortMain[]) => void;

function transportOf(
  child: UtilityProcess,
  closed: OnceSignal,
  recognisersOf: (owner: { readonly send: Send }) => EngineRecognisers,
): Transport {
  const frames = new Listeners<unknown>();
  const probes = new Map<number, AbortController>();
  closed.add(() => probes.forEach((probe) => probe.abort()));
  const send: Send = (message, ports) => {
    if (!closed.fired) child.postMessage(message, ports);
  };
  const recognisers = recognisersOf({ send });
  child.on('message', (data: unknown) => {
    const message = parseUtilityMessage(data);
    if (message?.kind === 'flush') send({ kind: 'flushed' });
    else if (message?.kind === 'probe') void answerProbe(probes, message, send);
    else if (message?.kind === 'probe-stop') probes.get(message.id)?.abort();
    else if (message?.kind === 'start') recognisers.start(message.id);
    else if (message?.kind === 'end') recognisers.end(message.id, message.signal);
    // What is no message of ours is handed on too: the reader of frames says what it thinks of it.
    else frames.notify(message?.kind === 'frame' ? message.frame : undefined);
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

type Probe = Extract<UtilityMessage, { readonly kind: 'probe' }>;

/** Tests a device for a worker. A test that is ended because its worker is, or has enough, has no answer. */
async function answerProbe(
  probes: Map<number, AbortController>,
  { id, device, wallMs }: Probe,
  send: (message: UtilityMessage) => void,
): Promise<void> {
  const stop = new AbortController();
  probes.set(id, stop);
  try {
    const { code, ended, stdout, stderr } = await runHostScript({
      ...deviceProbe(device),
      wallMs,
      signal: stop.signal,
    });
    send({ kind: 'probed', id, end: { code, ended: ended === 'itself' ? ended : 'wall-deadline', stdout, stderr } });
  } catch (error) {
    const end = { code: undefined, ended: 'itself', stdout: '', stderr: describeUnknown(error) } as const;
    if (!stop.signal.aborted) send({ kind: 'probed', id, end });
  } finally {
    probes.delete(id);
  }
}
