import type { MessagePortMain, UtilityProcess } from 'electron';
import { fileURLToPath } from 'node:url';
import { OutputTail } from '../../engine/host/output-tail.ts';
import { settlesWithin } from '../../engine/host/settles-within.ts';
import { workerEnv } from '../../engine/host/worker-env.ts';
import type { UtilityMessage } from '../../engine/protocol/utility-channel.ts';
import { describeUnknown } from '../../shared/app-error.ts';
import { endUtility } from './end-utility.ts';
import type { Fork } from './fork.ts';
import { readOutput } from './read-output.ts';

/** How recognisers of utility processes are started. */
export interface RecogniserStart {
  readonly entry: URL;
  /** `new MessageChannelMain()` of Electron. */
  readonly channel: () => { readonly port1: MessagePortMain; readonly port2: MessagePortMain };
  readonly env?: Readonly<Record<string, string>>;
}

interface Owner {
  send(message: UtilityMessage, ports?: MessagePortMain[]): void;
  /** What native code says in a recogniser belongs to the job of its engine. */
  onErrorLine(line: string): void;
}

/** A job has one recogniser and one aligner at a time; one more may be on its way out. */
const MOST = 4;
/** How long after the exit the rest of the output may take to arrive. */
const REST_MS = 250;

/** The processes of the recognisers that one engine process asked for. None outlives it. */
export class EngineRecognisers {
  readonly #fork: Fork;
  readonly #start: RecogniserStart;
  readonly #owner: Owner;
  readonly #running = new Map<number, UtilityProcess>();

  constructor(fork: Fork, start: RecogniserStart, owner: Owner) {
    this.#fork = fork;
    this.#start = start;
    this.#owner = owner;
  }

  /** Starts one; tells its owner `started` with a port to it, and in the end `ended`. */
  start(id: number): void {
    const refuse = (problem: string): void =>
      this.#owner.send({ kind: 'ended', id, code: undefined, problem, output: [] });
    if (this.#running.has(id) || this.#running.size >= MOST) return refuse('there are too many of them');
    try {
      this.#spawn(id);
    } catch (error) {
      refuse(describeUnknown(error));
    }
  }

  end(id: number, signal: 'SIGTERM' | 'SIGKILL'): void {
    const child = this.#running.get(id);
    if (child !== undefined) endUtility(child, () => this.#running.get(id) !== child, signal);
  }

  endAll(): void {
    for (const id of this.#running.keys()) this.end(id, 'SIGKILL');
  }

  #spawn(id: number): void {
    const { entry, channel, env } = this.#start;
    const child = this.#fork(fileURLToPath(entry), [], {
      env: workerEnv(process.env, env),
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe'],
      serviceName: 'Voxlane recogniser',
    });
    this.#running.set(id, child);
    const tail = new OutputTail();
    const outputRead = readOutput(child, tail, (line) => this.#owner.onErrorLine(line));
    child.once('spawn', () => {
      const { port1, port2 } = channel();
      child.postMessage('owner', [port1]);
      this.#owner.send({ kind: 'started', id, pid: child.pid ?? 0 }, [port2]);
    });
    child.once('exit', (code) => {
      this.#running.delete(id);
      void settlesWithin(outputRead, REST_MS).then(() =>
        this.#owner.send({ kind: 'ended', id, code, problem: undefined, output: tail.lines() }),
      );
    });
  }
}
