import type { UtilityProcess } from 'electron';
import { workerEnv } from '../../engine/host/worker-env.ts';
import { AppError, cancelled } from '../../shared/app-error.ts';
import type { HostScript, HostScripts } from '../../studio/host-scripts.ts';
import type { Fork } from './fork.ts';

const GRACE_MS = 500;
const MAX_OUTPUT = 16 * 1024 * 1024;
const MAX_ERRORS = 64 * 1024;

/** Runs Voxlane's own scripts as utility processes: with the fuse off, the app's program runs no script by itself. */
export function utilityScripts(fork: Fork): HostScripts {
  return async (run) => {
    if (run.signal.aborted) throw cancelled(run.signal.reason);
    const child = fork(run.script, [...run.args], {
      env: workerEnv(process.env, run.env),
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe'],
      serviceName: 'Voxlane helper',
    });
    return watch(child, run);
  };
}

async function watch(child: UtilityProcess, run: HostScript): ReturnType<HostScripts> {
  const [output, errors] = [collect(child.stdout, run.stdoutBytes ?? MAX_OUTPUT), collect(child.stderr, MAX_ERRORS)];
  let ended = 'itself' as 'itself' | 'aborted' | 'wall-deadline';
  const timers: NodeJS.Timeout[] = [];
  const stop = (why: typeof ended): void => {
    ended = why;
    child.kill();
    timers.push(
      setTimeout(() => child.pid !== undefined && process.kill(child.pid, 'SIGKILL'), run.graceMs ?? GRACE_MS),
    );
  };
  const onAbort = (): void => stop('aborted');
  run.signal.addEventListener('abort', onAbort, { once: true });
  timers.push(setTimeout(() => stop('wall-deadline'), run.wallMs));
  if (run.input !== undefined) child.postMessage(run.input);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once('exit', resolve);
      child.once('error', (type, location) => reject(ended === 'itself' ? crashed(type, location) : cancelled()));
    });
    if (ended === 'aborted') throw cancelled(run.signal.reason);
    const [stdout, stderr] = await Promise.all([output, errors]);
    return { code: ended === 'itself' ? code : undefined, ended, stdout, stderr };
  } finally {
    run.signal.removeEventListener('abort', onAbort);
    for (const timer of timers) clearTimeout(timer);
  }
}

/** All that a stream says, up to a limit; what goes beyond is read and dropped. */
function collect(stream: NodeJS.ReadableStream | null | undefined, limit: number): Promise<string> {
  if (stream === null || stream === undefined) return Promise.resolve('');
  const parts: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    if (size < limit) parts.push(chunk.subarray(0, limit - size));
    size += chunk.length;
  });
  return new Promise((resolve) => {
    const done = (): void => resolve(Buffer.concat(parts).toString('utf8'));
    for (const event of ['end', 'close', 'error']) stream.once(event, done);
  });
}

function crashed(type: string, location: string): AppError {
  return new AppError('engine-crashed', {
    what: `A helper process of Voxlane ended (${type}, ${location}).`,
    meaning: 'What it was asked for was not done.',
    action: 'Try again; if it happens again, run `voxlane doctor`.',
  });
}
