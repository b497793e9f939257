import { type ChildExit, runChild } from './owned-child.ts';

/** One of our own scripts, to be run by Node in a process of its own. */
export interface ScriptRun {
  /** Absolute path of the script. */
  readonly script: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  /** Longest time it may take, in milliseconds. */
  readonly wallMs: number;
  /** Time between asking it to end and killing it, in milliseconds. */
  readonly graceMs?: number;
  /** Variables added to the scrubbed environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** What `scriptInput` gives the script. */
  readonly input?: string;
  /** Most bytes it may print. */
  readonly stdoutBytes?: number;
}

/** Throws `cancelled` when the signal aborts, and an `AppError` when the script cannot be started. */
export type RunScript = (run: ScriptRun) => Promise<ChildExit & { readonly stdout: string }>;

let runner: RunScript = ({ script, args, wallMs, ...rest }) =>
  runChild({ command: process.execPath, args: [script, ...args], wallMs, inactivityMs: wallMs, ...rest });

/** Runs scripts in another way from now on; for a host whose own program is no Node, at its start. */
export function useScriptRunner(run: RunScript): void {
  runner = run;
}

/** Runs a script of ours, whichever way this host does that. */
export const runScript: RunScript = (run) => runner(run);
