import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { repoPath } from '../fixtures.ts';
import type { Stand } from './electron.ts';

const REGISTER = fileURLToPath(new URL('./register.ts', import.meta.url));

export interface DesktopOptions {
  /** Folder of everything the app keeps. */
  readonly home: string;
  readonly args?: readonly string[];
  readonly packaged?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of the app; the checkout when left out. */
  readonly app?: string;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** The built desktop app, running under Node with the stand-in. */
export class Desktop {
  readonly #child: ChildProcess;
  #next = 0;
  stderr = '';

  constructor({ home, args = [], packaged = false, env = {}, app }: DesktopOptions) {
    mkdirSync(home, { recursive: true });
    this.#child = spawn(
      process.execPath,
      ['--import', REGISTER, join(app ?? repoPath('.'), 'dist', 'desktop', 'main.js'), ...args],
      {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        serialization: 'advanced',
        env: {
          ...process.env,
          VOXLANE_HOME: join(home, 'library'),
          VOXLANE_CACHE: join(home, 'cache'),
          VOXLANE_MODELS: join(home, 'models'),
          STAND_IN_HOME: home,
          ...(app === undefined ? {} : { STAND_IN_APP: app }),
          ...(packaged ? { STAND_IN_PACKAGED: '1' } : {}),
          ...env,
        },
      },
    );
    this.#child.setMaxListeners(0);
    this.#child.stderr?.on('data', (text: Buffer) => (this.stderr += text.toString()));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Runs a function inside the app; it sees its arguments only. */
  evaluate<Value, Argument = undefined>(
    work: (stand: Stand, argument: Argument) => Value | Promise<Value>,
    argument?: Argument,
  ): Promise<Value> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#child.off('message', hear);
        this.#child.off('exit', gone);
      };
      const gone = (): void => {
        leave();
        reject(new Error(`The app ended: ${this.stderr}`));
      };
      const hear = (answer: Answer): void => {
        if (answer.id !== id) return;
        leave();
        if (answer.error === undefined) resolve(answer.value as Value);
        else reject(new Error(answer.error));
      };
      this.#child.on('message', hear);
      this.#child.once('exit', gone);
      this.#child.send({ id, source: work.toString(), argument });
    });
  }

  /** Waits until a function inside the app gives a value that counts as true. */
  async until<Value, Argument = undefined>(
    work: (stand: Stand, argument: Argument) => Value | Promise<Value>,
    argument?: Argument,
    deadlineMs = 60_000,
  ): Promise<Value> {
    const started = performance.now();
    for (;;) {
      const value = await this.evaluate(work, argument);
      if (value) return value;
      if (performance.now() - started > deadlineMs) throw new Error(`Waited too long for ${work.toString()}`);
      await sleep(50);
    }
  }

  /** The exit code, once the app has ended by itself. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }

  /** Ends it from outside if it still runs. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}

/** Starts the app and waits for its page. */
export async function startDesktop(options: DesktopOptions): Promise<Desktop> {
  const desktop = new Desktop(options);
  await desktop.until((stand) => stand.calls.some(([name]) => name === 'show'));
  return desktop;
}
