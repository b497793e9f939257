import type { Logger } from '../../shared/logger.ts';
import type { LogFrame, LogLevel } from '../protocol/frames.ts';

/** A logger whose lines travel to the host as log frames of the given request. Data that cannot be cloned is left out. */
export function frameLogger(requestId: number, generation: () => number, post: (frame: LogFrame) => void): Logger {
  const write = (level: LogLevel, message: string, data?: Readonly<Record<string, unknown>>): void => {
    const frame: LogFrame = { type: 'log', generation: generation(), requestId, level, message };
    if (data === undefined) return post(frame);
    try {
      post({ ...frame, data });
    } catch {
      post({ ...frame, message: `${message} (its data could not be sent)` });
    }
  };
  return {
    debug: (message, data) => write('debug', message, data),
    info: (message, data) => write('info', message, data),
    warn: (message, data) => write('warn', message, data),
  };
}
