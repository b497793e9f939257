import { t } from './i18n/translate.ts';
import { printable } from './terminal-text.ts';
import { usageError } from './usage-error.ts';

/** Job numbers as typed, each once; `command` is the one whose help an error names. Throws `options-invalid`. */
export function readIds(values: readonly string[], command = 'queue'): number[] {
  return [...new Set(values)].map((value) => readId(value, command));
}

/** One job number. Throws `options-invalid`. */
export function readId(value: string, command = 'queue'): number {
  const id = Number(value);
  if (/^\d+$/.test(value) && id > 0 && Number.isSafeInteger(id)) return id;
  throw usageError(t('queue.badId', { value: printable(value) }), command);
}

/** Says which jobs were changed. */
export function printChanged(ids: readonly number[]): void {
  process.stdout.write(ids.length === 0 ? `${t('queue.empty')}\n` : `${t('queue.changed', { ids: ids.join(' ') })}\n`);
}
