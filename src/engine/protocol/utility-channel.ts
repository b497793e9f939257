import { isRecord } from './error-codec.ts';

/** How a script that the host ran for a worker ended. */
export interface ScriptEnd {
  readonly code: number | undefined;
  readonly ended: 'itself' | 'wall-deadline';
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * What crosses the channel of a utility process. Electron does not say when a message has left, and an exit loses those
 * still on their way, so a worker asks for a receipt (`flush`) and waits for it (`flushed`) before it goes. Such a process
 * cannot start another one, so it asks its host to test a device (`probe`), which ends with `probed` (`probe-stop` ends it
 * early).
 */
export type UtilityMessage =
  | { readonly kind: 'frame'; readonly frame: unknown }
  | { readonly kind: 'flush' }
  | { readonly kind: 'flushed' }
  | { readonly kind: 'probe'; readonly id: number; readonly device: string; readonly wallMs: number }
  | { readonly kind: 'probe-stop'; readonly id: number }
  | { readonly kind: 'probed'; readonly id: number; readonly end: ScriptEnd };

/** Checks a message from the other end; `undefined` when it is none of ours. Frames are checked by their reader. */
export function parseUtilityMessage(value: unknown): UtilityMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, id } = value;
  if (kind === 'frame' && 'frame' in value) return { kind, frame: value['frame'] };
  if (kind === 'flush' || kind === 'flushed') return { kind };
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return undefined;
  if (kind === 'probe-stop') return { kind, id };
  if (kind === 'probe') {
    const { device, wallMs } = value;
    if (typeof device !== 'string' || !/^[a-z]{1,20}$/.test(device)) return undefined;
    return typeof wallMs === 'number' && wallMs > 0 && wallMs <= 600_000 ? { kind, id, device, wallMs } : undefined;
  }
  const end = kind === 'probed' ? parseEnd(value['end']) : undefined;
  return end === undefined ? undefined : { kind: 'probed', id, end };
}

function parseEnd(value: unknown): ScriptEnd | undefined {
  if (!isRecord(value)) return undefined;
  const { code, ended, stdout, stderr } = value;
  if (code !== undefined && typeof code !== 'number') return undefined;
  if (ended !== 'itself' && ended !== 'wall-deadline') return undefined;
  return typeof stdout === 'string' && typeof stderr === 'string' ? { code, ended, stdout, stderr } : undefined;
}
