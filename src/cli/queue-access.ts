import { type Logger, silentLogger } from '../shared/logger.ts';
import { libraryHome } from '../studio/folders.ts';
import type { CommandResult, QueueCommand } from '../studio/queue/commands.ts';
import { askLibrary } from '../studio/queue/mailbox.ts';
import { t } from './i18n/translate.ts';
import { withInterrupt } from './interrupt.ts';

export interface HomeFlags {
  readonly home?: string;
}

/** Shows warnings of the store on stderr. */
export const warnLogger: Logger = {
  ...silentLogger,
  warn: (message) => void process.stderr.write(`${t('result.warning', { message })}\n`),
};

/** Carries a queue command out on the chosen library, whoever has it open. */
export function ask(flags: HomeFlags, command: QueueCommand): Promise<CommandResult> {
  return withInterrupt((signal) => askLibrary(libraryHome(flags.home), command, warnLogger, signal));
}
