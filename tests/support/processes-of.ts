import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface FoundProcess {
  readonly pid: number;
  readonly parent: number;
  /** Program and, for Node, its script. */
  readonly name: string;
}

/**
 * Running processes whose environment holds this `NAME=value` (Linux). `TMPDIR` reaches every process that Voxlane starts,
 * so a value of its own finds a run's engine, ffmpeg, ffprobe and yt-dlp even after their parent is gone.
 */
export function processesWithEnv(entry: string): FoundProcess[] {
  const found: FoundProcess[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(entry)) continue;
      const process_ = describe(Number(name));
      if (process_ !== undefined) found.push(process_);
    } catch {
      // Gone meanwhile, or another user's.
    }
  }
  return found;
}

/** Waits until no such process is left and returns how long that took; `undefined` and the rest when it took too long. */
export async function waitForNone(
  list: () => readonly FoundProcess[],
  limitMs: number,
): Promise<{ readonly tookMs: number | undefined; readonly left: readonly FoundProcess[] }> {
  const started = performance.now();
  for (;;) {
    // What a look finds is what was there when it began: a slow look must not count as a slow process.
    const tookMs = performance.now() - started;
    const left = list();
    if (left.length === 0) return { tookMs, left };
    if (tookMs > limitMs) return { tookMs: undefined, left };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** `undefined` for a process that ended and was not collected yet. */
function describe(pid: number): FoundProcess | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z' || state === 'X') return undefined;
  const [program = '?', script = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  const file = basename(program);
  return { pid, parent: Number(parent), name: file.startsWith('node') ? `node ${basename(script)}` : file };
}
