import { workerData } from 'node:worker_threads';

const EVERY_MS = 1000;
const parent = workerData as number;

setInterval(() => {
  if (process.ppid !== parent || !isThere(parent)) process.kill(process.pid, 'SIGKILL');
}, EVERY_MS);

/** On Windows a process keeps the number of a parent that is gone. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
