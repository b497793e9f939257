import type { QualityFinding } from '../core/quality/finding.ts';
import type { AppError } from '../shared/app-error.ts';
import type { LintOutcome } from '../studio/lint-file.ts';
import { t } from './i18n/translate.ts';
import { printable } from './terminal-text.ts';

/** A file that was checked, or why it was not. */
export type Linted =
  | { readonly kind: 'checked'; readonly file: string; readonly outcome: LintOutcome }
  | { readonly kind: 'failed'; readonly file: string; readonly error: AppError };

/** One line a finding (file, cue number, time, severity, message, code), and one for each file. */
export function lintLines(linted: readonly Linted[]): string {
  const lines = linted.flatMap((entry): string[] => {
    const file = printable(entry.file);
    if (entry.kind === 'failed') {
      const { parts, code } = entry.error;
      return [t('lint.failed', { file, code, what: printable(parts.what), action: printable(parts.action) })];
    }
    const { findings, changes } = entry.outcome;
    const rows = findings.map((item) =>
      t('lint.row', {
        file,
        number: item.index + 1,
        time: clock(entry.outcome.document.cues[item.index]?.startMs ?? 0),
        severity: t(`lint.${item.severity}`),
        message: messageOf(item),
        code: item.code,
      }),
    );
    return [...rows, t('lint.file', { file, ...countsOf(findings), mended: changes.length })];
  });
  return `${lines.join('\n')}\n`;
}

/** The same for programs: one JSON object. Times are milliseconds, `index` counts cues from 0. */
export function lintJson(linted: readonly Linted[], profile: string): string {
  const all = linted.flatMap((entry) => (entry.kind === 'checked' ? entry.outcome.findings : []));
  const files = linted.map((entry) => {
    if (entry.kind === 'failed') return { file: entry.file, error: entry.error.toData() };
    const { findings, changes, document } = entry.outcome;
    return {
      file: entry.file,
      cues: document.cues.length,
      ...countsOf(findings),
      findings: findings.map((item) => {
        const { startMs, endMs } = document.cues[item.index] ?? { startMs: 0, endMs: 0 };
        const { cue, index, language, code, severity, params } = item;
        return {
          cue,
          index,
          ...(language === undefined ? {} : { language }),
          startMs,
          endMs,
          code,
          severity,
          message: messageOf(item),
          params,
        };
      }),
      changes,
    };
  });
  return `${JSON.stringify({ profile, ...countsOf(all), files }, undefined, 2)}\n`;
}

function messageOf({ messageKey, params }: QualityFinding): string {
  const shown = Object.entries(params).map(([key, value]) => [
    key,
    typeof value === 'string' ? printable(value) : value === Number.MAX_SAFE_INTEGER ? '\u221e' : value,
  ]);
  return t(messageKey, Object.fromEntries(shown) as Record<string, string | number>);
}

function countsOf(findings: readonly QualityFinding[]): { readonly errors: number; readonly warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

function clock(ms: number): string {
  const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map(Math.floor);
  const two = (value: number | undefined): string => String(value ?? 0).padStart(2, '0');
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(ms % 1000).padStart(3, '0')}`;
}
