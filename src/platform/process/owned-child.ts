import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { AppError, cancelled, describeUnknown } from '../../shared/app-error.ts';
import { toolEnvironment } from './environment.ts';
import { register, signalGroup } from './registry.ts';

export interface ChildOptions {
  /** Absolute path of the program. It is never looked up and never goes through a shell. */
  readonly command: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  /** Longest total time spent waiting for the child, in ms. Time in which nobody asks it for output does not count. */
  readonly wallMs: number;
  /** Longest single wait for output, in ms. */
  readonly inactivityMs: number;
  /** Time between asking the child to end and killing it, in ms. */
  readonly graceMs?: number;
  /** Bytes of stderr to keep; the first half and the last half are kept when there is more. */
  readonly stderrBytes?: number;
  /** Variables added to the scrubbed environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Text for its stdin, which is empty without. The place for secrets: arguments and environment can be read by others. */
  readonly input?: string;
}

export interface ChildExit {
  /** `undefined` when a signal ended it. */
  readonly code: number | undefined;
  /** Why it ended: by itself, or because its owner stopped it. */
  readonly ended: 'itself' | 'stopped' | 'aborted' | 'wall-deadline' | 'inactivity';
  readonly stderr: string;
}

/** A running child process that cannot outlive its owner. */
export interface OwnedChild {
  readonly pid: number;
  /** Settles once the process is gone (seen, not assumed). Never rejects. */
  readonly exit: Promise<ChildExit>;
  /**
   * The next piece of stdout, `undefined` at its end. Nothing is read ahead beyond one pipe buffer, so a slow reader
   * slows the child down. Ends early, after stopping the child, when a deadline passes or the signal aborts.
   */
  next(): Promise<Uint8Array | undefined>;
  /** Asks the whole process group to end, kills it after the grace time, and waits until it is gone. */
  stop(): Promise<ChildExit>;
}

/**
 * Starts a program in its own process group with a scrubbed environment.
 * Throws `AppError` `decoder-failed` when it cannot be started, `cancelled` when the signal is already aborted.
 */
export async function startChild(options: ChildOptions): Promise<OwnedChild> {
  if (options.signal.aborted) throw cancelled(options.signal.reason);
  const child = spawn(options.command, [...options.args], {
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
    shell: false,
    env: { ...toolEnvironment(), ...options.env },
  }) as ChildProcessByStdio<Writable | null, Readable, Readable>;
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      reject(startFailed(options.command, cause));
    });
  });
  // A child that ends without reading it is no fault of ours.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.input);
  return own(child, child.pid as number, options);
}

function own(
  child: ChildProcessByStdio<Writable | null, Readable, Readable>,
  pid: number,
  options: ChildOptions,
): OwnedChild {
  const graceMs = options.graceMs ?? 1000;
  const stderr = collectText(child.stderr, options.stderrBytes ?? 64 * 1024);
  let ended: ChildExit['ended'] = 'itself';
  let waitedMs = 0;
  let gone = false;
  let killTimer: NodeJS.Timeout | undefined;
  const unregister = register(pid, () => stop('stopped'));

  const exit = new Promise<ChildExit>((resolve) => {
    child.once('exit', (code) => {
      gone = true;
      if (killTimer !== undefined) clearTimeout(killTimer);
      options.signal.removeEventListener('abort', onAbort);
      signalGroup(pid, 'SIGKILL');
      unregister();
      // The last words arrive after the exit; a stranger holding the pipe open must not hold us.
      const settle = (): void => {
        clearTimeout(limit);
        child.stderr.off('close', settle);
        resolve({ code: code ?? undefined, ended, stderr: stderr() });
      };
      const limit = setTimeout(settle, graceMs);
      if (child.stderr.closed) settle();
      else child.stderr.once('close', settle);
    });
  });
  child.on('error', () => undefined);
  // When a child exits, Node resumes its streams; one without a `readable` listener would then flow into nowhere, and a
  // reader that is busy at that moment would lose the end of the output.
  child.stdout.on('readable', () => undefined);

  function stop(reason: Exclude<ChildExit['ended'], 'itself'>): Promise<ChildExit> {
    // Unread output would keep the child blocked in a write, unable to end when asked.
    child.stdout.destroy();
    if (!gone && ended === 'itself') {
      ended = reason;
      signalGroup(pid, 'SIGTERM');
      killTimer = setTimeout(() => {
        signalGroup(pid, 'SIGKILL');
      }, graceMs);
    }
    return exit;
  }
  function onAbort(): void {
    void stop('aborted');
  }
  options.signal.addEventListener('abort', onAbort, { once: true });
  if (options.signal.aborted) onAbort();

  return {
    pid,
    exit,
    stop: () => stop('stopped'),
    async next() {
      for (;;) {
        const chunk = child.stdout.read() as Buffer | null;
        if (chunk !== null) return chunk;
        if (child.stdout.readableEnded || child.stdout.destroyed) return undefined;
        const limitMs = Math.min(options.inactivityMs, Math.max(0, options.wallMs - waitedMs));
        const startedAt = performance.now();
        const outcome = await waitReadable(child.stdout, limitMs);
        waitedMs += performance.now() - startedAt;
        if (outcome === 'late') await stop(limitMs < options.inactivityMs ? 'wall-deadline' : 'inactivity');
      }
    },
  };
}

/** Runs a program to its end and returns its stdout (at most `stdoutBytes`, then it is stopped) and how it ended. */
export async function runChild(
  options: ChildOptions & { readonly stdoutBytes?: number },
): Promise<ChildExit & { readonly stdout: string }> {
  const child = await startChild(options);
  const limit = options.stdoutBytes ?? 16 * 1024 * 1024;
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let chunk = await child.next(); chunk !== undefined; chunk = await child.next()) {
    parts.push(chunk);
    size += chunk.length;
    if (size > limit) await child.stop();
  }
  const result = await awaitExit(child, options.inactivityMs);
  if (result.ended === 'aborted') throw cancelled(options.signal.reason);
  return { ...result, stdout: Buffer.concat(parts).toString('utf8') };
}

/** Once stdout has ended the process should end too; one that has not after `limitMs` is stopped. */
export async function awaitExit(child: OwnedChild, limitMs: number): Promise<ChildExit> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  const exit = await Promise.race([child.exit, late]);
  clearTimeout(timer);
  return exit ?? child.stop();
}

function waitReadable(stream: Readable, limitMs: number): Promise<'changed' | 'late'> {
  return new Promise((resolve) => {
    const done = (outcome: 'changed' | 'late'): void => {
      clearTimeout(timer);
      for (const event of ['readable', 'end', 'close', 'error']) stream.off(event, changed);
      resolve(outcome);
    };
    const changed = (): void => {
      done('changed');
    };
    const timer = setTimeout(() => {
      done('late');
    }, limitMs);
    for (const event of ['readable', 'end', 'close', 'error']) stream.on(event, changed);
  });
}

/** Keeps the first and the last half of what a stream says, so an endless log cannot fill memory. */
function collectText(stream: Readable, limit: number): () => string {
  const half = Math.floor(limit / 2);
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  let skipped = 0;
  stream.on('data', (chunk: Buffer) => {
    const room = half - head.length;
    if (room > 0) head = Buffer.concat([head, chunk.subarray(0, room)]);
    const rest = chunk.subarray(Math.max(0, room));
    if (rest.length === 0) return;
    const joined = Buffer.concat([tail, rest.subarray(-half)]);
    skipped += tail.length + rest.length - Math.min(half, joined.length);
    tail = Buffer.from(joined.subarray(-half));
  });
  stream.on('error', () => undefined);
  return () =>
    `${head.toString('utf8')}${skipped > 0 ? `\n[${skipped} bytes left out]\n` : ''}${tail.toString('utf8')}`;
}

function startFailed(command: string, cause: unknown): AppError {
  return new AppError(
    'decoder-failed',
    {
      what: `${command} could not be started (${describeUnknown(cause)}).`,
      meaning: 'The tool is missing, is not executable, or is built for another system.',
      action: 'Run `voxlane doctor` and reinstall the tool it names.',
    },
    { cause },
  );
}
