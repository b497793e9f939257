import { isRecord } from './error-codec.ts';

/** How a script that the host ran for a worker ended. */
export interface ScriptEnd {
  readonly code: number | undefined;
  readonly ended: 'itself' | 'wall-deadline';
  readonly stdout: string;
  readonly stderr: string;
}

/** How a recogniser's process ended, and its last lines. `problem` tells of one that never ran. */
export interface RecogniserEnd {
  readonly code: number | undefined;
  readonly problem: string | undefined;
  readonly output: readonly string[];
}

/**
 * What crosses the channel of a utility process. Electron does not say when a message has left, and an exit loses those
 * still on their way, so a worker asks for a receipt (`flush`) and waits for it (`flushed`) before it goes. Such a process
 * cannot start another one, so it asks its host to test a device (`probe`), which ends with `probed` (`probe-stop` ends it
 * early). For the same reason it has its host start the process of a recogniser (`start`). The host answers with `started`
 * and one end of a channel to that process, whose other end the process got, and in any case with `ended`; `end` asks for
 * that. Over the channel go frames and receipts as over the one to the host.
 */
export type UtilityMessage =
  | { readonly kind: 'frame'; readonly frame: unknown }
  | { readonly kind: 'flush' }
  | { readonly kind: 'flushed' }
  | { readonly kind: 'probe'; readonly id: number; readonly device: string; readonly wallMs: number }
  | { readonly kind: 'probe-stop'; readonly id: number }
  | { readonly kind: 'probed'; readonly id: number; readonly end: ScriptEnd }
  | { readonly kind: 'start'; readonly id: number }
  | { readonly kind: 'started'; readonly id: number; readonly pid: number }
  | { readonly kind: 'end'; readonly id: number; readonly signal: 'SIGTERM' | 'SIGKILL' }
  | ({ readonly kind: 'ended'; readonly id: number } & RecogniserEnd);

/** Checks a message from the other end; `undefined` when it is none of ours. Frames are checked by their reader. */
export function parseUtilityMessage(value: unknown): UtilityMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, id } = value;
  if (kind === 'frame' && 'frame' in value) return { kind, frame: value['frame'] };
  if (kind === 'flush' || kind === 'flushed') return { kind };
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return undefined;
  if (kind === 'probe-stop' || kind === 'start') return { kind, id };
  if (kind === 'started') return typeof value['pid'] === 'number' ? { kind, id, pid: value['pid'] } : undefined;
  if (kind === 'end') {
    const { signal } = value;
    return signal === 'SIGTERM' || signal === 'SIGKILL' ? { kind, id, signal } : undefined;
  }
  if (kind === 'ended') return parseRecogniserEnd(id, value);
  if (kind === 'probe') {
    const { device, wallMs } = value;
    if (typeof device !== 'string' || !/^[a-z]{1,20}$/.test(device)) return undefined;
    return typeof wallMs === 'number' && wallMs > 0 && wallMs <= 600_000 ? { kind, id, device, wallMs } : undefined;
  }
  const end = kind === 'probed' ? parseEnd(value['end']) : undefined;
  return end === undefined ? undefined : { kind: 'probed', id, end };
}

function parseRecogniserEnd(
  id: number,
  { code, problem, output }: Readonly<Record<string, unknown>>,
): UtilityMessage | undefined {
  if (code !== undefined && typeof code !== 'number') return undefined;
  if (problem !== undefined && typeof problem !== 'string') return undefined;
  if (!Array.isArray(output) || !output.every((line) => typeof line === 'string')) return undefined;
  return { kind: 'ended', id, code, problem, output };
}

function parseEnd(value: unknown): ScriptEnd | undefined {
  if (!isRecord(value)) return undefined;
  const { code, ended, stdout, stderr } = value;
  if (code !== undefined && typeof code !== 'number') return undefined;
  if (ended !== 'itself' && ended !== 'wall-deadline') return undefined;
  return typeof stdout === 'string' && typeof stderr === 'string' ? { code, ended, stdout, stderr } : undefined;
}
