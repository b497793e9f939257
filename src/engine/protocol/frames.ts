import type { ErrorData } from '../../shared/app-error.ts';

/** Raised when the frames change shape; host and worker refuse each other when it differs. */
export const PROTOCOL_VERSION = 1;

/** Request id of frames that belong to the connection and not to one request. */
export const CONNECTION = 0;

/**
 * Every frame names the worker's generation (1, 2, ... one per process started by a host) and the request it belongs to,
 * so what a dead worker still had in the pipe can never be taken for an answer of its successor.
 */
interface Envelope<Type extends string> {
  readonly type: Type;
  readonly generation: number;
  readonly requestId: number;
}

/** First frame down: fixes the generation and the heartbeat interval of this worker. */
export interface ConnectFrame extends Envelope<'connect'> {
  readonly protocol: number;
  readonly heartbeatMs: number;
}
export interface RequestFrame extends Envelope<'request'> {
  readonly job: string;
  readonly input: unknown;
}
type CancelFrame = Envelope<'cancel'>;
type ShutdownFrame = Envelope<'shutdown'>;

/** Host to worker. */
export type DownFrame = ConnectFrame | RequestFrame | CancelFrame | ShutdownFrame;

interface ReadyFrame extends Envelope<'ready'> {
  readonly protocol: number;
}
interface EventFrame extends Envelope<'event'> {
  readonly event: unknown;
}
interface ResultFrame extends Envelope<'result'> {
  readonly output: unknown;
}
/** The end of a request, or of the handshake when the request id is `CONNECTION`. */
interface ErrorFrame extends Envelope<'error'> {
  readonly error: ErrorData;
}
type HeartbeatFrame = Envelope<'heartbeat'>;

export type LogLevel = 'debug' | 'info' | 'warn';
export interface LogFrame extends Envelope<'log'> {
  readonly level: LogLevel;
  readonly message: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Worker to host. */
export type UpFrame = ReadyFrame | EventFrame | ResultFrame | ErrorFrame | HeartbeatFrame | LogFrame;
