import { silentLogger, type Logger } from '../../shared/logger.ts';

/** `idle` never started or stopped in order; `dead` ended by itself or was killed; `broken` means the breaker is open. */
export type EngineState = 'idle' | 'starting' | 'ready' | 'stopping' | 'dead' | 'broken';

/** Deadlines of the lifecycle in ms, and where its reports go. */
export interface EngineOptions {
  /** From spawn to the ready frame. */
  readonly startDeadlineMs: number;
  /** Interval at which the worker reports that it is alive. */
  readonly heartbeatMs: number;
  /** Silence after which the worker counts as hung and is killed. Long synchronous work in the worker delays its heartbeat. */
  readonly heartbeatTimeoutMs: number;
  /** From cancel to kill, for cooperative jobs whose policy names no other grace. */
  readonly cancelGraceMs: number;
  /** From the shutdown frame to SIGTERM. */
  readonly stopGraceMs: number;
  /** From SIGTERM to SIGKILL. */
  readonly termGraceMs: number;
  /** From SIGKILL until an exit that was not seen is reported. */
  readonly killWaitMs: number;
  /** Failed starts in a row that open the breaker. */
  readonly maxFailedStarts: number;
  readonly log: Logger;
  readonly onState: (state: EngineState) => void;
}

/** Chosen so that Ctrl-C ends everything within 2 s: cancel 1000 + SIGTERM 400 ms, then SIGKILL. */
export const defaultEngineOptions: EngineOptions = {
  startDeadlineMs: 30_000,
  heartbeatMs: 1000,
  heartbeatTimeoutMs: 15_000,
  cancelGraceMs: 1000,
  stopGraceMs: 1000,
  termGraceMs: 400,
  killWaitMs: 5000,
  maxFailedStarts: 3,
  log: silentLogger,
  onState: () => undefined,
};
