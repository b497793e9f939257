import type { AppError } from '../shared/app-error.ts';
import { t } from './i18n/translate.ts';
import { printable } from './terminal-text.ts';

/** One line about a model that something failed for. */
export function failedModel(id: string, error: AppError): string {
  const { what, meaning, action } = error.parts;
  const parts = { what: printable(what), meaning: printable(meaning), action: printable(action) };
  return t('result.failed', { name: printable(id), code: error.code, ...parts });
}
