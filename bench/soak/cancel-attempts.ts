import { watch as watchFolder } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesWithEnv, waitForNone } from '../../tests/support/processes-of.ts';
import { addedIds, type QueueHome } from '../../tests/support/queue-home.ts';
import type { CliRun } from '../../tests/support/run-cli.ts';
import { type Place, watchPlace } from './watch-place.ts';

export interface CancelScene {
  readonly home: QueueHome;
  /** The same library for commands that are not measured. */
  readonly adder: QueueHome;
  readonly stage: Place;
  readonly random: () => number;
  /**
   * Set for a stage that is shorter than a command takes to start: the command is sent off this long after the start of the
   * job, corrected by each miss.
   */
  aheadMs: number | undefined;
}

export interface Attempt {
  /** From the request until the job had ended, the command had said so and none of the job's processes was left. */
  readonly tookMs: number;
  /** The same from the start of the command. */
  readonly typedMs: number;
  /** Where the job was; `between` = the request came after its end. */
  readonly place: Place;
  readonly problems: readonly string[];
}

const REACH_MS = 60_000;
const END_MS = 10_000;
/** Correction of `aheadMs` after a miss. */
const STEP_MS = 60;

/** Adds a job, waits until it is in its stage, and cancels it by a command from another process. */
export async function cancelByCommand(scene: CancelScene, input: () => readonly string[]): Promise<Attempt> {
  const { home, adder, stage, random } = scene;
  const { id, problems } = await addOne(adder, input());
  const run = home.start('queue', 'run', '--jsonl');
  const watch = watchPlace(run);
  const ended = new Promise<number>((resolve) => {
    run.onJsonLine((line) => {
      if (/"event":"(failed|done)"/.test(line)) resolve(performance.now());
    });
  });
  if (scene.aheadMs === undefined) await watch.reached(stage, REACH_MS, stageShare(stage, random()));
  else if (await watch.reached('vad', REACH_MS)) await sleep(scene.aheadMs);
  const letter = watchMailbox(home);
  const typed = performance.now();
  const command = adder.run('queue', 'cancel', String(id));
  const endedAt = await Promise.race([ended, sleep(END_MS, Infinity, { ref: false })]);
  const place = watch.before;
  const tools = await waitForNone(() => toolsOf(home), END_MS);
  const { code, stderr } = await command;
  const allEnded = Math.max(endedAt, performance.now());
  const asked = letter.stop() ?? typed;
  if (tools.tookMs === undefined) problems.push(`left running: ${JSON.stringify(tools.left)}`);
  const row = (await adder.view()).jobs.find((job) => job.id === id);
  // Too late for a job that had ended: that is refused, and must be.
  const late = row?.state === 'done' && code !== 0 && stderr.includes('[options-invalid]');
  if (!late && (code !== 0 || row?.state !== 'cancelled')) problems.push(`code ${code}, row ${row?.state}: ${stderr}`);
  await interrupt(run);
  if (scene.aheadMs !== undefined && (late || place !== stage))
    scene.aheadMs = Math.max(0, scene.aheadMs + (late ? -STEP_MS : STEP_MS));
  if (late) return { tookMs: 0, typedMs: 0, place: 'between', problems };
  return { tookMs: allEnded - asked, typedMs: allEnded - typed, place, problems };
}

/**
 * Starts a run, waits until it is in its stage, and presses Ctrl-C: everything must end, and the job must still be in the
 * queue. Without `input` the run itself names what it works on.
 */
export async function cancelByInterrupt(
  scene: CancelScene,
  input: (() => readonly string[]) | undefined,
  args: readonly string[],
  reachMs = REACH_MS,
): Promise<Attempt> {
  const { home, adder, stage, random } = scene;
  const { id, problems } = input === undefined ? { id: 0, problems: [] } : await addOne(adder, input());
  const run = home.start(...args);
  const watch = watchPlace(run);
  await watch.reached(stage, reachMs, stageShare(stage, random()));
  if (stage === 'cues') await sleep(random() * 150);
  const { place } = watch;
  const asked = performance.now();
  run.process.kill('SIGINT');
  const { code } = await run.result;
  const left = await waitForNone(() => processesWithEnv(home.marker), END_MS);
  const tookMs = performance.now() - asked;
  if (left.tookMs === undefined) problems.push(`left running: ${JSON.stringify(left.left)}`);
  if (code !== 130) problems.push(`Ctrl-C ended with ${code}`);
  if (input !== undefined) {
    const row = (await adder.view()).jobs.find((job) => job.id === id);
    if (row?.state !== 'queued' && row?.state !== 'done') problems.push(`after Ctrl-C the job is ${row?.state}`);
    if (row?.state === 'queued') await adder.run('queue', 'cancel', String(id));
  }
  return { tookMs, typedMs: tookMs, place, problems };
}

/** When the next letter to the owner arrives. */
function watchMailbox(home: QueueHome): { stop(): number | undefined } {
  let at: number | undefined;
  const watcher = watchFolder(join(home.library, 'mailbox'), (_event, name) => {
    if (name?.endsWith('.request.json') === true) at ??= performance.now();
  });
  return {
    stop() {
      watcher.close();
      return at;
    },
  };
}

async function addOne(home: QueueHome, input: readonly string[]): Promise<{ id: number; problems: string[] }> {
  const { stdout, stderr } = await home.add(...input);
  const id = addedIds(stdout)[0];
  return { id: id ?? 0, problems: id === undefined ? [`not added: ${stderr}`] : [] };
}

/** Not always at the same place; early enough that the stage still lasts while a command starts. */
function stageShare(stage: Place, random: number): number {
  return stage === 'vad' || stage === 'asr' || stage === 'diarize' ? random * 0.5 : 0;
}

/** The processes of a job; owner and engine stay for the next one. */
function toolsOf(home: QueueHome): ReturnType<typeof processesWithEnv> {
  return processesWithEnv(home.marker).filter(({ name }) => !name.startsWith('node '));
}

async function interrupt(run: CliRun): Promise<void> {
  run.process.kill('SIGINT');
  await run.result;
}
