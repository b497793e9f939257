import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { servedFile, startLoopbackServer } from '../../tests/sources/loopback-server.ts';
import { queueHome } from '../../tests/support/queue-home.ts';
import { seeded } from '../../tests/support/seeded.ts';
import { writeLoopedWav, writeShortWav } from '../../tests/support/short-wav.ts';
import { type Attempt, cancelByCommand, cancelByInterrupt, type CancelScene } from './cancel-attempts.ts';
import type { Place } from './watch-place.ts';

export interface CancelPlan {
  readonly count: number;
  readonly seed: number;
  /** Addresses go through the queue (`queue add URL`); otherwise through `voxlane download` and Ctrl-C only. */
  readonly queueUrls: boolean;
  readonly stages: readonly Place[];
  readonly folder: string;
  readonly log: (line: string) => void;
}

/** One stage and way of cancelling. */
interface StageFigures {
  readonly asked: number;
  /** How often the request met the job in that stage, as its last line before the end says. */
  readonly hit: number;
  readonly elsewhere: Readonly<Record<string, number>>;
  /** From the request (Ctrl-C; the letter of `queue cancel` in the mailbox) until everything has ended. */
  readonly medianMs: number;
  readonly maxMs: number;
  /** The same from the start of the command, which has to start a Node first. */
  readonly typedMedianMs: number;
  readonly typedMaxMs: number;
}

export interface CancelSummary {
  readonly seed: number;
  readonly figures: Readonly<Record<string, StageFigures>>;
  readonly seconds: number;
  readonly problems: readonly string[];
}

export const CANCEL_STAGES: readonly Place[] = ['download', 'probe', 'vad', 'asr', 'diarize', 'cues'];
const LIMIT_MS = 2_000;
/** Seconds of audio that make a stage last long enough to be met while a command starts. */
const SECONDS: Partial<Record<Place, number>> = { probe: 60, vad: 500, asr: 250, diarize: 110 };
const MINUTES_OF_CUES = 10;

/** Cancels jobs in each stage, `count` times by `queue cancel` and `count` times by Ctrl-C, and measures how long it takes. */
export async function soakCancels(plan: CancelPlan): Promise<CancelSummary> {
  const started = performance.now();
  const random = seeded(plan.seed);
  const source = join(plan.folder, 'source.wav');
  writeLoopedWav(source, 12);
  let made = 0;
  const recording = (stage: Place): string => {
    const path = join(plan.folder, `${stage}-${++made}.flac`);
    const cut = ['-v', 'error', '-ss', (random() * 100).toFixed(3), '-t', String(SECONDS[stage] ?? 60), '-i', source];
    execFileSync('ffmpeg', [...cut, path]);
    return path;
  };
  const figures: Record<string, StageFigures> = {};
  const problems: string[] = [];
  const record = async (name: string, stage: Place, attempt: () => Promise<Attempt>): Promise<void> => {
    const attempts: Attempt[] = [];
    for (let index = 0; index < plan.count; index++) {
      const one = await attempt();
      attempts.push(one);
      problems.push(...one.problems.map((text) => `${name} ${index + 1}: ${text}`));
      if (one.tookMs > LIMIT_MS) problems.push(`${name} ${index + 1}: took ${Math.round(one.tookMs)} ms`);
    }
    figures[name] = summarise(attempts, stage);
    plan.log(`${name}: ${JSON.stringify(figures[name])}`);
  };

  for (const stage of plan.stages) {
    const home = queueHome(join(plan.folder, stage), stage === 'probe' ? slowProbe(plan.folder) : {});
    // Adding probes too, and that need not be slow.
    const adder = queueHome(join(plan.folder, stage));
    const scene: CancelScene = { home, adder, stage, random, aheadMs: stage === 'cues' ? 300 : undefined };
    if (stage === 'download') {
      const recordingPath = join(plan.folder, 'talk.wav');
      writeShortWav(recordingPath, 20);
      const server = await startLoopbackServer({ '/talk.wav': servedFile(recordingPath, 'audio/x-wav', 20_000) });
      const url = `${server.url}/talk.wav`;
      const local = ['--allow-local-network', '--allow-old-ytdlp'];
      if (plan.queueUrls) {
        let number = 0;
        const input = () => [`${url}?n=${++number}`, ...local];
        await record('download, queue cancel', stage, () => cancelByCommand(scene, input));
        await record('download, Ctrl-C', stage, () => cancelByInterrupt(scene, input, ['queue', 'run', '--jsonl']));
      } else {
        const download = ['download', url, ...local, '--jsonl', '-o', join(plan.folder, 'downloads')];
        await record('download, Ctrl-C', stage, () => cancelByInterrupt(scene, undefined, download));
      }
      await server.close();
    } else if (stage === 'cues') {
      const again = await prepareCues(plan, scene);
      await record('cues, queue cancel', stage, () => cancelByCommand(scene, again));
      await record('cues, Ctrl-C', stage, () => cancelByInterrupt(scene, again, ['queue', 'run', '--jsonl']));
    } else {
      const input = (): string[] => [recording(stage)];
      await record(`${stage}, queue cancel`, stage, () => cancelByCommand(scene, input));
      await record(`${stage}, Ctrl-C`, stage, () => cancelByInterrupt(scene, input, ['queue', 'run', '--jsonl']));
    }
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  return { seed: plan.seed, figures, seconds, problems };
}

/** An ffprobe that takes four seconds: the real one is done before any command could be typed. */
function slowProbe(folder: string): NodeJS.ProcessEnv {
  const bin = join(folder, 'slow-bin');
  const which = (name: string): string => execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
  mkdirSync(bin, { recursive: true });
  if (!existsSync(join(bin, 'ffmpeg'))) symlinkSync(which('ffmpeg'), join(bin, 'ffmpeg'));
  writeFileSync(join(bin, 'ffprobe'), `#!/bin/sh\nsleep 4\nexec ${which('ffprobe')} "$@"\n`);
  chmodSync(join(bin, 'ffprobe'), 0o755);
  return { VOXLANE_FFMPEG: join(bin, 'ffmpeg') };
}

/**
 * Works a long recording off, so that every attempt finds the results of all its stages in the library and goes straight
 * to the cues.
 */
async function prepareCues(plan: CancelPlan, scene: CancelScene): Promise<() => string[]> {
  const long = join(plan.folder, 'long.wav');
  writeLoopedWav(long, MINUTES_OF_CUES);
  const { adder, home } = scene;
  await adder.run('queue', 'add', long, '--preset', 'demo', '-o', join(plan.folder, 'prepared'));
  const { code } = await home.run('queue', 'run', '--once', '-q');
  plan.log(`cues: prepared with ${code}`);
  return () => [long];
}

function summarise(attempts: readonly Attempt[], stage: Place): StageFigures {
  const times = attempts.map((attempt) => attempt.tookMs).sort((a, b) => a - b);
  const typed = attempts.map((attempt) => attempt.typedMs).sort((a, b) => a - b);
  const missed = attempts.filter((attempt) => attempt.place !== stage);
  const elsewhere: Record<string, number> = {};
  for (const { place } of missed) elsewhere[place] = (elsewhere[place] ?? 0) + 1;
  return {
    asked: attempts.length,
    hit: attempts.length - missed.length,
    elsewhere,
    medianMs: Math.round(times[Math.floor(times.length / 2)] ?? NaN),
    maxMs: Math.round(times.at(-1) ?? NaN),
    typedMedianMs: Math.round(typed[Math.floor(typed.length / 2)] ?? NaN),
    typedMaxMs: Math.round(typed.at(-1) ?? NaN),
  };
}
