import type { WorkerExit, WorkerProcess, WorkerSpec } from '../../host/worker-process.ts';
import type { Transport } from '../../protocol/transport.ts';
import { type Port, type UtilityTransport, utilityTransport } from '../utility-transport.ts';

/** Recognisers of a utility process, which cannot start a process itself: its host starts them as further ones. */
export function utilityRecognisers(host: UtilityTransport): WorkerSpec {
  return { name: 'process of the model', spawn: () => spawnThroughHost(host) };
}

function spawnThroughHost(host: UtilityTransport): WorkerProcess {
  const channel = new LateTransport();
  let pid: number | undefined;
  let output: readonly string[] = [];
  let kill: WorkerProcess['kill'] = () => undefined;
  const exited = new Promise<WorkerExit>((resolve) => {
    kill = host.startRecogniser({
      started(number, port) {
        pid = number;
        channel.open(port);
      },
      ended({ code, problem, output: last }) {
        output = last;
        channel.close();
        resolve({ code, signal: undefined, ...(problem === undefined ? {} : { problem }) });
      },
    });
  });
  return {
    get pid() {
      return pid;
    },
    transport: channel,
    exited,
    kill: (signal) => kill(signal),
    outputTail: () => output,
    // The host counts them to those of this process, which belong to the same job.
    takeWarnings: () => [],
  };
}

/** A channel that may be used before its port has arrived. */
class LateTransport implements Transport {
  readonly #waiting: ((transport: Transport) => void)[] = [];
  #transport: Transport | undefined;
  #closed = false;

  open(port: Port): void {
    if (this.#closed) return;
    this.#transport = utilityTransport(port);
    for (const use of this.#waiting.splice(0)) use(this.#transport);
  }

  post(frame: unknown): void {
    this.#with((transport) => transport.post(frame));
  }

  onFrame(listener: (frame: unknown) => void): () => void {
    return this.#subscribe((transport) => transport.onFrame(listener));
  }

  onClose(listener: () => void): () => void {
    return this.#subscribe((transport) => transport.onClose(listener));
  }

  close(): void {
    this.#closed = true;
    this.#waiting.length = 0;
    this.#transport?.close();
  }

  #with(use: (transport: Transport) => void): void {
    if (this.#transport !== undefined) use(this.#transport);
    else if (!this.#closed) this.#waiting.push(use);
  }

  #subscribe(add: (transport: Transport) => () => void): () => void {
    let remove: (() => void) | undefined;
    let wanted = true;
    this.#with((transport) => {
      if (wanted) remove = add(transport);
    });
    return () => {
      wanted = false;
      remove?.();
    };
  }
}
