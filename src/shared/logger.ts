/** Structured log sink handed to everything that runs; implementations live with the hosts. */
export interface Logger {
  debug(message: string, data?: Readonly<Record<string, unknown>>): void;
  info(message: string, data?: Readonly<Record<string, unknown>>): void;
  warn(message: string, data?: Readonly<Record<string, unknown>>): void;
}

const ignore = (): void => undefined;

/** A logger that drops everything, for tests and for callers that do not listen. */
export const silentLogger: Logger = { debug: ignore, info: ignore, warn: ignore };
