import { type ChildProcess, fork as forkNode } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ForkOptions, UtilityProcess } from 'electron';

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

class StandInUtility extends EventEmitter {
  readonly #child: ChildProcess;
  pid: number | undefined;

  constructor(child: ChildProcess) {
    super();
    this.#child = child;
    child.once('spawn', () => {
      this.pid = child.pid;
      this.emit('spawn');
    });
    child.on('message', (message: { readonly data: unknown }) => this.emit('message', message.data));
    child.once('exit', (code) => {
      this.pid = undefined;
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

  postMessage(data: unknown): void {
    if (this.#child.connected) this.#child.send({ data }, () => undefined);
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }
}
