import { basename } from 'node:path';
import type { AppError } from '../shared/app-error.ts';
import type { OneResult } from '../studio/transcribe-one.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { t } from './i18n/translate.ts';
import { formatDuration, printable } from './terminal-text.ts';

type Done = Extract<OneResult, { kind: 'done' }>;

/** The one line of a finished input. */
function resultLine(result: Done): string {
  const { document } = result;
  const speakers = document.speakers.length;
  return `${t('result.done', {
    name: printable(basename(result.path)),
    words: t('result.words', { count: document.words.length }),
    speakers: t('result.speakers', { count: speakers }),
    audio: formatDuration(document.media.durationMs, true),
    processing: formatDuration(result.processingMs, true),
    files: result.files.map((file) => printable(file.path)).join(', '),
  })}\n`;
}

/** The one line of an input that failed: what happened, what it means, what to do. */
export function failedLine(path: string, error: AppError): string {
  const { what, meaning, action } = error.parts;
  const parts = { what: printable(what), meaning: printable(meaning), action: printable(action) };
  return `${t('result.failed', { name: printable(basename(path)), code: error.code, ...parts })}\n`;
}

/** The job's warnings and notes; among several inputs each says whose it is. */
function warningLines(result: Done, total: number): string {
  const about = (message: string): string =>
    total > 1 ? t('result.about', { name: printable(basename(result.path)), message }) : message;
  const alerts = result.document.alerts.map((alert) =>
    t(alert.severity === 'info' ? 'result.note' : 'result.warning', { message: about(printable(alert.message)) }),
  );
  return alerts.map((line) => `${line}\n`).join('');
}

/** Prints what became of one input, and its warnings to stderr unless programs read there. */
export function reportResult(result: OneResult, total: number, jsonl: boolean, print: (text: string) => void): void {
  if (result.kind === 'failed') {
    print(failedLine(result.path, result.error));
    return;
  }
  print(resultLine(result));
  if (!jsonl) process.stderr.write(warningLines(result, total));
}

/** How many were done, and which failed with what code. */
export function summaryLines(results: readonly OneResult[]): string {
  const failed = results.filter((result) => result.kind === 'failed');
  const counts = { done: results.length - failed.length, total: results.length, failed: failed.length };
  const lines = failed.map((result) => `  ${printable(basename(result.path))}: ${result.error.code}\n`);
  return `${t('result.summary', counts)}\n${lines.join('')}`;
}

/** 0 when all is done, 5 when some failed; when all failed, the first failure's own code. */
export function exitCodeFor(results: readonly OneResult[]): number {
  const failed = results.filter((result) => result.kind === 'failed');
  const first = failed[0];
  if (first === undefined) return EXIT.done;
  return failed.length < results.length ? EXIT.partial : exitCodeOf(first.error.code);
}
