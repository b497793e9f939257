import { createInterface } from 'node:readline';
import { cancelled } from '../shared/app-error.ts';
import { t } from './i18n/translate.ts';
import { withInterrupt } from './interrupt.ts';
import { usageError } from './usage-error.ts';

/** Longest wait for somebody to read and answer. */
const READING_MS = 10 * 60_000;

/** Options of a command that asks before it acts. */
export interface YesFlags {
  readonly yes?: boolean;
}

/**
 * Shows a text on stderr and goes on when the user types "yes"; with `--yes` it is shown and not asked. Throws
 * `cancelled` for any other answer, and `options-invalid` when nobody can answer.
 */
export async function requireYes(text: string, { yes }: YesFlags, command: string): Promise<void> {
  process.stderr.write(`${text}\n`);
  if (yes === true) return;
  const answer = await withInterrupt((signal) =>
    typedLine(`${t('error.typeYes')} `, AbortSignal.any([signal, AbortSignal.timeout(READING_MS)])),
  );
  if (answer === undefined) throw usageError(t('error.nobodyAnswers'), command);
  if (answer.trim().toLowerCase() !== t('error.yesWord')) throw cancelled();
}

/** One line from standard input; `undefined` when it ends before. */
function typedLine(prompt: string, signal: AbortSignal): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise<string | undefined>((resolve, reject) => {
    lines.once('SIGINT', () => reject(cancelled()));
    lines.once('close', () => resolve(undefined));
    signal.addEventListener('abort', () => reject(cancelled(signal.reason)), { once: true });
    lines.question(prompt, resolve);
  }).finally(() => lines.close());
}
