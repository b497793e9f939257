import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesWithEnv, waitForNone } from '../../tests/support/processes-of.ts';
import { addedIds, type QueueHome, queueHome, type QueueJob } from '../../tests/support/queue-home.ts';
import { seeded } from '../../tests/support/seeded.ts';
import { countDocuments, databaseProblems } from './check-database.ts';
import { compareResults, leftovers } from './compare-results.ts';
import { recordingMaker } from './recordings.ts';
import { type Place, watchPlace } from './watch-place.ts';

export interface KillPlan {
  readonly rounds: number;
  readonly seed: number;
  /** Jobs at the start; the queue is never let below two thirds of it before the last round. */
  readonly jobs: number;
  /** An empty folder of its own. */
  readonly folder: string;
  readonly log: (line: string) => void;
}

export interface KillSummary {
  readonly rounds: number;
  readonly seed: number;
  /** Where the owner was when it was killed. */
  readonly kills: Readonly<Partial<Record<Place, number>>>;
  readonly jobs: number;
  readonly filesCompared: number;
  /** Jobs whose `queue add` was answered; those cut off by a kill, and how many of these are there all the same. */
  readonly additions: { readonly acknowledged: number; readonly notAcknowledged: number; readonly ofThoseKept: number };
  readonly maxAttempts: number;
  readonly maxCrashes: number;
  /** Longest time that a child outlived its owner. */
  readonly slowestChildMs: number;
  /** Files that kills left behind, by kind; they cost space, not results. */
  readonly leftovers: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Everything that broke a promise. Empty = passed. */
  readonly problems: readonly string[];
}

type Aim = 'any time' | 'addition' | 'idle' | 'start-up' | 'probe' | 'vad' | 'asr' | 'diarize' | 'cues' | 'between';
const AIMS: readonly Aim[] = [
  'any time',
  'any time',
  'addition',
  'idle',
  'start-up',
  'probe',
  'vad',
  'asr',
  'asr',
  'diarize',
  'diarize',
  'cues',
  'between',
];
/** How long after its first sign a stage is killed at most, in ms. */
const SPREAD_MS = { probe: 60, vad: 200, asr: 400, diarize: 400, cues: 6, between: 6 };
const REACH_LIMIT_MS = 6_000;
const ORPHAN_LIMIT_MS = 5_000;
const CHECK_EVERY = 10;

/**
 * Kills the owner of a library again and again at places and times drawn from `seed`, adds jobs in between, lets the queue
 * end, and compares everything with a run of the same recordings that nobody disturbed.
 */
export async function soakKills(plan: KillPlan): Promise<KillSummary> {
  const started = performance.now();
  const state = startState(plan);
  const { home, problems } = state;
  await addMore(state, plan.jobs);
  for (let round = 1; round <= plan.rounds; round++) {
    const place = await killOnce(state, AIMS[Math.floor(state.random() * AIMS.length)] ?? 'any time');
    state.kills[place] = (state.kills[place] ?? 0) + 1;
    const orphans = await waitForNone(() => processesWithEnv(home.marker), ORPHAN_LIMIT_MS);
    state.slowestChildMs = Math.max(state.slowestChildMs, orphans.tookMs ?? Infinity);
    if (orphans.tookMs === undefined)
      problems.push(`round ${round}: still there after 5 s: ${JSON.stringify(orphans.left)}`);
    if (round % CHECK_EVERY === 0 || round === plan.rounds)
      problems.push(...databaseProblems(home.library).map((text) => `round ${round}: ${text}`));
    const { jobs } = await home.view();
    problems.push(...rowProblems(state, jobs).map((text) => `round ${round}: ${text}`));
    const paused = jobs.filter((job) => job.state === 'paused').map((job) => String(job.id));
    if (paused.length > 0) await acknowledged(state, 'resume', ...paused);
    const open = jobs.filter((job) => job.state === 'queued' || job.state === 'paused').length;
    if (round < plan.rounds && open < (plan.jobs * 2) / 3) await addMore(state, plan.jobs - open);
    if (round % CHECK_EVERY === 0 || problems.length > 0)
      plan.log(
        `round ${round} of ${plan.rounds}: ${jobs.length - open} of ${jobs.length} jobs ended, killed in ${place}`,
      );
    if (problems.length > 20) break;
  }
  return finish(plan, state, started);
}

interface State {
  readonly home: QueueHome;
  readonly random: () => number;
  readonly make: () => string;
  /** Paths of acknowledged jobs by id. */
  readonly known: Map<number, string>;
  /** Paths whose addition was not acknowledged: they may be there or not. */
  readonly unsure: Set<string>;
  /** Recordings whose end was announced. */
  readonly announced: Set<string>;
  readonly kills: Partial<Record<Place, number>>;
  readonly problems: string[];
  slowestChildMs: number;
}

function startState(plan: KillPlan): State {
  const random = seeded(plan.seed);
  const recordings = join(plan.folder, 'recordings');
  mkdirSync(recordings, { recursive: true });
  return {
    home: queueHome(join(plan.folder, 'killed')),
    random,
    make: recordingMaker(recordings, random),
    known: new Map(),
    unsure: new Set(),
    announced: new Set(),
    kills: {},
    problems: [],
    slowestChildMs: 0,
  };
}

async function addMore(state: State, count: number): Promise<void> {
  await addPaths(
    state,
    Array.from({ length: count }, () => state.make()),
    true,
  );
}

async function addPaths(state: State, paths: readonly string[], mustSucceed: boolean): Promise<void> {
  const { code, stdout, stderr } = await state.home.add(...paths);
  const ids = addedIds(stdout);
  for (const [index, id] of ids.entries()) state.known.set(id, paths[index] ?? '');
  if (code === 0 && ids.length === paths.length) return;
  for (const path of paths.slice(ids.length)) state.unsure.add(path);
  if (mustSucceed || !/\[(timed-out|store-locked)\]/.test(stderr))
    state.problems.push(`queue add ended with ${code}: ${stderr.slice(-400)}`);
}

async function acknowledged(state: State, command: string, ...ids: string[]): Promise<void> {
  const { code, stderr } = await state.home.run('queue', command, ...ids);
  if (code !== 0) state.problems.push(`queue ${command} ended with ${code}: ${stderr.slice(-400)}`);
}

/** Starts the owner, waits for the place aimed at, kills it, and returns where it was. */
async function killOnce(state: State, aim: Aim): Promise<Place> {
  const { home, random } = state;
  if (aim === 'idle') return killIdle(state);
  const run = home.start('queue', 'run', '--jsonl');
  const watch = watchPlace(run);
  let addition: Promise<void> | undefined;
  if (aim === 'start-up') await sleep(100 + random() * 500);
  else if (aim === 'any time') await sleep(100 + random() * 1400);
  else if (aim === 'addition') {
    await sleep(300 + random() * 600);
    addition = addPaths(state, [state.make()], false);
    await sleep(150 + random() * 500);
  } else {
    const offset = random() * SPREAD_MS[aim];
    // A timer takes a millisecond at least, which is longer than some of this lasts.
    if ((await watch.reached(aim, REACH_LIMIT_MS)) && offset > 2) await sleep(offset);
  }
  const { place } = watch;
  run.process.kill('SIGKILL');
  await run.result;
  for (const path of watch.done) state.announced.add(path);
  await addition;
  return place;
}

/** An owner with nothing to do: every job is paused. It answers once, so it is there, and is killed while it waits. */
async function killIdle(state: State): Promise<Place> {
  const { home } = state;
  const queued = (await home.view()).jobs.filter((job) => job.state === 'queued').map((job) => String(job.id));
  if (queued.length > 0) await acknowledged(state, 'pause', ...queued);
  const run = home.start('queue', 'run', '--jsonl');
  await sleep(300);
  await home.view();
  await sleep(state.random() * 300);
  run.process.kill('SIGKILL');
  await run.result;
  return 'idle';
}

/** Every row that was acknowledged is there, and so is every end that was announced. */
function rowProblems(state: State, jobs: readonly QueueJob[]): string[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const problems: string[] = [];
  for (const [id, path] of state.known)
    if (byId.get(id)?.path !== path) problems.push(`job ${id} (${path}) is lost or another's`);
  for (const job of jobs) {
    if (!state.known.has(job.id) && !state.unsure.has(job.path)) problems.push(`job ${job.id} came from nowhere`);
    if (job.state === 'failed' || job.state === 'cancelled')
      problems.push(`job ${job.id} is ${job.state}: ${JSON.stringify(job.error)}`);
    if (state.announced.has(job.path) && job.state !== 'done')
      problems.push(`job ${job.id} was announced as done and is ${job.state}`);
  }
  const paths = jobs.map((job) => job.path);
  for (const path of new Set(paths))
    if (paths.filter((other) => other === path).length > 1) problems.push(`${path} was added twice`);
  return problems;
}

async function finish(plan: KillPlan, state: State, started: number): Promise<KillSummary> {
  const { home, problems } = state;
  const last = await home.run('queue', 'run', '--once', '-q');
  if (last.code !== 0) problems.push(`the last run ended with ${last.code}: ${last.stderr.slice(-400)}`);
  const { jobs } = await home.view();
  problems.push(...rowProblems(state, jobs), ...databaseProblems(home.library));
  for (const job of jobs) if (job.state !== 'done') problems.push(`job ${job.id} is ${job.state} at the end`);
  if (countDocuments(home.library) !== jobs.length) problems.push('not every job has its document');
  plan.log(`${jobs.length} jobs done; now the same without kills`);

  const calm = queueHome(join(plan.folder, 'calm'));
  const added = await calm.add(...jobs.map((job) => job.path));
  const ran = await calm.run('queue', 'run', '--once', '-q');
  if (added.code !== 0 || ran.code !== 0) problems.push(`the undisturbed run failed: ${added.stderr}${ran.stderr}`);
  const compared = compareResults(jobs, (await calm.view()).jobs);
  problems.push(...compared.problems);
  const unsure = jobs.filter((job) => !state.known.has(job.id)).length;
  return {
    rounds: Object.values(state.kills).reduce((sum, count) => sum + count, 0),
    seed: plan.seed,
    kills: state.kills,
    jobs: jobs.length,
    filesCompared: compared.files,
    additions: { acknowledged: state.known.size, notAcknowledged: state.unsure.size, ofThoseKept: unsure },
    maxAttempts: Math.max(...jobs.map((job) => job.attempt)),
    maxCrashes: Math.max(...jobs.map((job) => job.crashes)),
    slowestChildMs: Math.round(state.slowestChildMs),
    leftovers: leftovers(home),
    seconds: Math.round((performance.now() - started) / 1000),
    problems,
  };
}
