import { type ChildProcess, spawn } from 'node:child_process';
import { repoPath } from './fixtures.ts';

export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly elapsedMs: number;
}

export interface CliRun {
  readonly process: ChildProcess;
  readonly result: Promise<CliResult>;
  /** Calls the listener for every complete JSON line of stderr. */
  onJsonLine(listener: (line: string) => void): void;
}

/** A test that fails must not leave a command running that waits for ever. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts the built command as its users do, through the launcher. */
export function startCli(args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): CliRun {
  const started = performance.now();
  const child = spawn(process.execPath, [repoPath('bin/voxlane.mjs'), ...args], {
    cwd: options.cwd ?? repoPath('.'),
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.on('close', () => running.delete(child));
  let stdout = '';
  let stderr = '';
  let open = '';
  const listeners: ((line: string) => void)[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    const lines = (open + text).split('\n');
    open = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('{')) for (const listener of listeners) listener(line);
  });
  const result = new Promise<CliResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr, elapsedMs: performance.now() - started });
    });
  });
  return { process: child, result, onJsonLine: (listener) => listeners.push(listener) };
}

/** Runs the command to its end. */
export function runCli(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<CliResult> {
  return startCli(args, options).result;
}

/** The JSON lines of a `--jsonl` run. */
export function jsonLines(stderr: string): Record<string, unknown>[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** True while a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
