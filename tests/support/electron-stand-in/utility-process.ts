import { type ChildProcess, fork as forkNode } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ForkOptions, MessagePortMain, UtilityProcess } from 'electron';

const PARENT_PORT = new URL('./parent-port.ts', import.meta.url);

/** Electron's `utilityProcess.fork` over a child process of Node: same events, same lack of a signal in the exit. */
export function fork(modulePath: string, args: string[] = [], options: ForkOptions = {}): UtilityProcess {
  const child = forkNode(fileURLToPath(new URL(`file://${modulePath}`)), args, {
    execArgv: ['--import', PARENT_PORT.href, ...(options.execArgv ?? [])],
    env: (options.env ?? process.env) as NodeJS.ProcessEnv,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  return new StandInUtility(child);
}

/** Ports of Electron, as far as both ends are handed to utility processes: what one process sends reaches the other. */
class StandInPort {
  readonly #early: object[] = [];
  partner: StandInPort | undefined;
  #deliver: ((message: object) => void) | undefined;
  #number = 0;

  handTo(number: number, deliver: (message: object) => void): void {
    this.#number = number;
    this.#deliver = deliver;
    for (const message of this.#early.splice(0)) this.receive(message);
  }

  receive(message: object): void {
    if (this.#deliver === undefined) this.#early.push(message);
    else this.#deliver({ ...message, port: this.#number });
  }
}

export class MessageChannelMain {
  readonly port1 = new StandInPort() as unknown as MessagePortMain;
  readonly port2 = new StandInPort() as unknown as MessagePortMain;

  constructor() {
    const [one, two] = [this.port1, this.port2] as unknown as [StandInPort, StandInPort];
    one.partner = two;
    two.partner = one;
  }
}

class StandInUtility extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #ports: StandInPort[] = [];
  pid: number | undefined;

  constructor(child: ChildProcess) {
    super();
    this.#child = child;
    child.once('spawn', () => {
      this.pid = child.pid;
      this.emit('spawn');
    });
    child.on('message', (message: { readonly data: unknown; readonly port?: number }) => {
      if (message.port === undefined) this.emit('message', message.data);
      else this.#ports[message.port]?.partner?.receive({ data: message.data });
    });
    child.once('exit', (code) => {
      this.pid = undefined;
      for (const port of this.#ports) port.partner?.receive({ closed: true });
      // Electron hands on what the system says of a killed process, which is no code of the program.
      this.emit('exit', code ?? 15);
    });
  }

  get stdout(): ChildProcess['stdout'] {
    return this.#child.stdout;
  }

  get stderr(): ChildProcess['stderr'] {
    return this.#child.stderr;
  }

  postMessage(data: unknown, transfer: readonly unknown[] = []): void {
    const send = (message: object): void => {
      if (this.#child.connected) this.#child.send(message, () => undefined);
    };
    const ports = (transfer as readonly StandInPort[]).map((port) => this.#ports.push(port) - 1);
    send({ data, ports });
    for (const number of ports) this.#ports[number]?.handTo(number, send);
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }
}
