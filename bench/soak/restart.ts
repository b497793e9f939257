import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addedIds, queueHome } from '../../tests/support/queue-home.ts';
import { writeShortWav } from '../../tests/support/short-wav.ts';
import { watchPlace } from './watch-place.ts';

export interface RestartPlan {
  /** Size of the library. */
  readonly jobs: number;
  readonly folder: string;
  readonly log: (line: string) => void;
}

/** Seconds that a large library takes; each is one run of the command, its start included. */
export interface RestartSummary {
  readonly jobs: number;
  readonly addThousandToEmptySeconds: number;
  readonly addThousandToFullSeconds: number;
  readonly listSeconds: number;
  readonly listJsonSeconds: number;
  /** `queue list` answered by an owner at work. */
  readonly listByOwnerSeconds: number;
  /** From `queue run` to the first job's start, after an owner was killed. */
  readonly runAfterKillSeconds: number;
  readonly databaseMiB: number;
  readonly problems: readonly string[];
}

const BATCH = 1000;
const REPEATS = 3;

/** Fills a library with jobs of recordings that differ, and measures the commands that look at all of them. */
export async function soakRestart(plan: RestartPlan): Promise<RestartSummary> {
  const home = queueHome(plan.folder);
  const problems: string[] = [];
  const addTimes: number[] = [];
  for (let done = 0; done < plan.jobs; done += BATCH) {
    const inputs = join(plan.folder, `in-${done}`);
    mkdirSync(inputs);
    const count = Math.min(BATCH, plan.jobs - done);
    for (let index = 0; index < count; index++)
      writeShortWav(join(inputs, `${index}.wav`), 0.5 + (done + index) / 50_000);
    const { stdout, stderr, elapsedMs } = await home.add(inputs);
    if (addedIds(stdout).length !== count) problems.push(`${addedIds(stdout).length} of ${count} added: ${stderr}`);
    addTimes.push(elapsedMs / 1000);
    plan.log(`${done + count} jobs, the last ${count} in ${(elapsedMs / 1000).toFixed(1)} s`);
  }
  const timed = async (...args: string[]): Promise<number> => {
    const times: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const { code, stderr, elapsedMs } = await home.run(...args);
      if (code !== 0) problems.push(`${args.join(' ')} ended with ${code}: ${stderr}`);
      times.push(elapsedMs / 1000);
    }
    return median(times);
  };
  const listSeconds = await timed('queue', 'list');
  const listJsonSeconds = await timed('queue', 'list', '--json');

  const killed = home.start('queue', 'run', '--jsonl');
  if (!(await watchPlace(killed).reached('vad', 60_000))) problems.push('the queue did not start');
  killed.process.kill('SIGKILL');
  await killed.result;
  const started = performance.now();
  const owner = home.start('queue', 'run', '--jsonl');
  if (!(await watchPlace(owner).reached('probe', 60_000))) problems.push('the queue did not start again');
  const runAfterKillSeconds = (performance.now() - started) / 1000;
  const listByOwnerSeconds = await timed('queue', 'list');
  owner.process.kill('SIGINT');
  await owner.result;
  return {
    jobs: plan.jobs,
    addThousandToEmptySeconds: rounded(addTimes[0] ?? NaN),
    addThousandToFullSeconds: rounded(addTimes.at(-1) ?? NaN),
    listSeconds: rounded(listSeconds),
    listJsonSeconds: rounded(listJsonSeconds),
    listByOwnerSeconds: rounded(listByOwnerSeconds),
    runAfterKillSeconds: rounded(runAfterKillSeconds),
    databaseMiB: rounded(statSync(join(home.library, 'library.db')).size / 1024 ** 2),
    problems,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
