import { AppError } from '../shared/app-error.ts';
import { t } from './i18n/translate.ts';

/** The error for a command line that makes no sense. */
export function usageError(what: string, command: string): AppError {
  return new AppError('options-invalid', {
    what,
    meaning: t('error.nothingRun'),
    action: t('error.seeHelp', { command }),
  });
}
