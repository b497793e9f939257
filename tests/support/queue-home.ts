import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliResult, type CliRun, runCli, startCli } from './run-cli.ts';

/** A job as `queue list --json` shows it. */
export interface QueueJob {
  readonly id: number;
  readonly path: string;
  readonly state: string;
  readonly stage?: string;
  readonly progress: number;
  readonly attempt: number;
  readonly crashes: number;
  readonly eta?: number;
  readonly error?: { readonly code: string; readonly what: string; readonly meaning: string; readonly action: string };
  readonly wish?: {
    readonly translate?: readonly string[];
    readonly translateStyle?: string;
    readonly translateRetime?: string;
  };
  readonly result?: { readonly files: readonly string[]; readonly report: string };
}

export interface QueueHome {
  readonly library: string;
  readonly out: string;
  readonly env: NodeJS.ProcessEnv;
  /** The environment entry that all processes of this home have, see `processesWithEnv`. */
  readonly marker: string;
  run(...args: string[]): Promise<CliResult>;
  start(...args: string[]): CliRun;
  /** Adds with the bundled models, into `out`. */
  add(...inputs: string[]): Promise<CliResult>;
  view(): Promise<{ readonly jobs: QueueJob[]; readonly finish_eta?: number }>;
}

/** A library of its own below `folder`, driven through the built command. */
export function queueHome(folder: string, env: NodeJS.ProcessEnv = {}): QueueHome {
  const library = join(folder, 'library');
  const out = join(folder, 'out');
  const tmp = join(folder, 'tmp');
  mkdirSync(tmp, { recursive: true });
  const own = {
    VOXLANE_HOME: library,
    VOXLANE_CACHE: join(folder, 'cache'),
    VOXLANE_MODELS: join(folder, 'models'),
    TMPDIR: tmp,
    ...env,
  };
  const options = { cwd: folder, env: own };
  const run = (...args: string[]): Promise<CliResult> => runCli(args, options);
  return {
    library,
    out,
    env: own,
    marker: `TMPDIR=${tmp}`,
    run,
    start: (...args) => startCli(args, options),
    add: (...inputs) => run('queue', 'add', ...inputs, '--preset', 'demo', '-o', out),
    async view() {
      const { code, stdout, stderr } = await run('queue', 'list', '--json');
      if (code !== 0) throw new Error(`queue list ended with ${code}: ${stderr}`);
      return JSON.parse(stdout) as { jobs: QueueJob[]; finish_eta?: number };
    },
  };
}

/** The text of every file in a folder by name; none when it is not there. */
export function filesOf(folder: string): Readonly<Record<string, string>> {
  try {
    const names = readdirSync(folder).sort();
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'latin1')]));
  } catch {
    return {};
  }
}

/** Ids that `queue add` acknowledged. */
export function addedIds(stdout: string): number[] {
  return [...stdout.matchAll(/^ADDED +(\d+):/gm)].map((match) => Number(match[1]));
}
