import { isRecord, parseErrorData } from './error-codec.ts';
import type { DownFrame, LogFrame, UpFrame } from './frames.ts';

/**
 * Checks the envelope of a frame that reached the worker. Payloads (`input`) are not checked: both ends ship in one
 * build. Returns `undefined` for anything malformed; never throws on structured-clone data.
 */
export function parseDownFrame(value: unknown): DownFrame | undefined {
  if (!isEnvelope(value)) return undefined;
  const { generation, requestId } = value;
  switch (value['type']) {
    case 'connect': {
      const { protocol, heartbeatMs } = value;
      if (!isCount(protocol) || !isCount(heartbeatMs) || heartbeatMs === 0) return undefined;
      return { type: 'connect', generation, requestId, protocol, heartbeatMs };
    }
    case 'request': {
      const { job, input } = value;
      if (typeof job !== 'string' || requestId === 0) return undefined;
      return { type: 'request', generation, requestId, job, input };
    }
    case 'cancel':
      return requestId === 0 ? undefined : { type: 'cancel', generation, requestId };
    case 'shutdown':
      return { type: 'shutdown', generation, requestId };
    default:
      return undefined;
  }
}

/** Checks the envelope of a frame that reached the host; same rules as `parseDownFrame`. */
export function parseUpFrame(value: unknown): UpFrame | undefined {
  if (!isEnvelope(value)) return undefined;
  const { generation, requestId } = value;
  switch (value['type']) {
    case 'ready':
      return isCount(value['protocol'])
        ? { type: 'ready', generation, requestId, protocol: value['protocol'] }
        : undefined;
    case 'event':
      return requestId === 0 ? undefined : { type: 'event', generation, requestId, event: value['event'] };
    case 'result':
      return requestId === 0 ? undefined : { type: 'result', generation, requestId, output: value['output'] };
    case 'error': {
      const error = parseErrorData(value['error']);
      return error === undefined ? undefined : { type: 'error', generation, requestId, error };
    }
    case 'heartbeat':
      return { type: 'heartbeat', generation, requestId };
    case 'log':
      return parseLog(value);
    default:
      return undefined;
  }
}

type EnvelopeRecord = Readonly<Record<string, unknown>> & { readonly generation: number; readonly requestId: number };

function parseLog(value: EnvelopeRecord): LogFrame | undefined {
  const { generation, requestId, level, message, data } = value;
  if (level !== 'debug' && level !== 'info' && level !== 'warn') return undefined;
  if (typeof message !== 'string') return undefined;
  if (data === undefined) return { type: 'log', generation, requestId, level, message };
  return isRecord(data) ? { type: 'log', generation, requestId, level, message, data } : undefined;
}

function isEnvelope(value: unknown): value is EnvelopeRecord {
  return isRecord(value) && isCount(value['generation']) && isCount(value['requestId']);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
