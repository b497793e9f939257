import { classifyNativeFailure, type NativeFailure } from '../../../devices/native-failure.ts';
import { type AppError, describeUnknown } from '../../../../shared/app-error.ts';

/**
 * What went wrong with a recogniser. `memory`: less at a time or a smaller model may work. `device`: nothing works there.
 * `process`: it died or hung without a device to blame. `model`: this model cannot be used. `window`: it did not answer
 * for some windows, or not with sense, and is still there.
 */
export interface EngineFailure {
  readonly kind: 'memory' | 'device' | 'process' | 'model' | 'window';
  /** What native code or the process said, on one line. */
  readonly reason: string;
  /** Its process is gone or not to be trusted: it has to be opened again. */
  readonly ended: boolean;
  /** It is a speech server's: down, its quota is spent, or it refuses the key. */
  readonly ofServer?: true;
}

const MAX_REASON = 300;
const UNUSABLE = new Set(['model-missing', 'model-corrupt', 'model-unsupported', 'options-invalid']);
const OF_SERVER = new Set(['remote-failed', 'key-refused', 'quota-exhausted']);
const GONE = new Set([
  'engine-crashed',
  'engine-unresponsive',
  'engine-start-failed',
  'timed-out',
  'connection-lost',
  'cancelled',
]);

/**
 * Sorts an error of a recogniser on `device`. A process that dies or hangs while a GPU is in use is taken to have run out of
 * memory there, whatever its last words; with no words at all that is the usual cause.
 */
export function failureOf(error: AppError, device: string, during: 'open' | 'run'): EngineFailure {
  const reason = oneLine(textOf(error));
  if (UNUSABLE.has(error.code) || error.details?.['tooSlow'] === true) return { kind: 'model', reason, ended: true };
  if (OF_SERVER.has(error.code)) return { kind: 'model', reason, ended: true, ofServer: true };
  const said = classifyNativeFailure(`${textOf(error)} ${String(error.details?.['output'] ?? '')}`);
  if (error.code === 'out-of-memory' || said === 'out-of-memory') return { kind: 'memory', reason, ended: true };
  if (device !== 'cpu' && said !== 'other') return { kind: 'device', reason, ended: true };
  if (GONE.has(error.code)) return { kind: device === 'cpu' ? 'process' : 'memory', reason, ended: true };
  // If the file is at fault, the processor says so too.
  if (during === 'open') return { kind: device === 'cpu' ? 'model' : 'device', reason, ended: true };
  return { kind: 'window', reason, ended: error.details?.['processEnded'] === true };
}

/** True where the same may work at another time: memory is free then, a device or a server is back, a process does not die. */
export function mayPass({ kind, ofServer }: EngineFailure): boolean {
  return kind === 'memory' || kind === 'device' || kind === 'process' || ofServer === true;
}

/** Sorts what a recogniser says of a window that it gave up by itself. */
export function failureOfWindow(detail: string, device: string): EngineFailure {
  const reason = oneLine(detail);
  const said: NativeFailure = classifyNativeFailure(reason);
  if (said === 'out-of-memory') return { kind: 'memory', reason, ended: true };
  if (device !== 'cpu' && said !== 'other') return { kind: 'device', reason, ended: true };
  return { kind: 'window', reason, ended: false };
}

/** The native text where there is one, else what happened. */
function textOf(error: AppError): string {
  return error.code === 'inference-failed' && error.cause !== undefined
    ? describeUnknown(error.cause)
    : error.parts.what;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_REASON);
}
