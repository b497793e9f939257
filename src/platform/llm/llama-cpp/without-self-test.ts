import childProcess, { type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Runs `load` while `fork` starts nothing and tells what node-llama-cpp wants to hear: the package tries its library in a
 * forked process before it loads it. Ours is a process that may crash already, and a packaged app cannot fork: its program runs
 * no scripts. For a process that loads the library once and does nothing else meanwhile.
 */
export async function withoutSelfTest<T>(load: () => Promise<T>): Promise<T> {
  const { fork } = childProcess;
  childProcess.fork = () => new PassedTest() as unknown as ChildProcess;
  syncBuiltinESMExports();
  try {
    return await load();
  } finally {
    childProcess.fork = fork;
    syncBuiltinESMExports();
  }
}

/** What each question of the package is answered with. */
const ANSWERS: Readonly<Record<string, string>> = { start: 'loaded', test: 'done' };

/** The part of a process that the package looks at, with every test passed. */
class PassedTest extends EventEmitter {
  exitCode: number | null = null;
  readonly killed = false;

  constructor() {
    super();
    setImmediate(() => this.emit('message', { type: 'ready' }));
  }

  send({ type }: { readonly type: string }): boolean {
    const answer = ANSWERS[type];
    setImmediate(() => {
      if (answer === undefined) this.kill();
      else this.emit('message', { type: answer });
    });
    return true;
  }

  kill(): boolean {
    if (this.exitCode !== null) return false;
    this.exitCode = 0;
    return this.emit('exit', 0);
  }
}
