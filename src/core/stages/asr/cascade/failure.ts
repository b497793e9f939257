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
}

const MAX_REASON = 300;
const UNUSABLE = new Set(['model-missing', 'model-corrupt', 'model-unsupported', 'options-invalid']);
const GONE = new Set([
  'engine-crashed',
  'engine-unresponsive',
  'engine-protocol',
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
  if (UNUSABLE.has(error.code)) return { kind: 'model', reason };
  const said = classifyNativeFailure(`${textOf(error)} ${String(error.details?.['output'] ?? '')}`);
  if (error.code === 'out-of-memory' || said === 'out-of-memory') return { kind: 'memory', reason };
  if (device !== 'cpu' && said !== 'other') return { kind: 'device', reason };
  if (GONE.has(error.code)) return { kind: device === 'cpu' ? 'process' : 'memory', reason };
  return { kind: during === 'open' ? 'model' : 'window', reason };
}

/** Sorts what a recogniser says of a window that it gave up by itself. */
export function failureOfWindow(detail: string | undefined, device: string): EngineFailure {
  const reason = oneLine(detail ?? 'no reason was given');
  const said: NativeFailure = classifyNativeFailure(reason);
  if (said === 'out-of-memory') return { kind: 'memory', reason };
  return { kind: device !== 'cpu' && said !== 'other' ? 'device' : 'window', reason };
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
