import type { Logger } from '../shared/logger.ts';
import { silentLogger } from '../shared/logger.ts';

/** Warnings of the shell and its studio, on stderr. */
export const shellLog: Logger = {
  ...silentLogger,
  warn: (message) => void process.stderr.write(`${message}\n`),
};
