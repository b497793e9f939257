import { basename } from 'node:path';
import type { JobOutcome } from '../contract/job-events.ts';
import type { ErrorData } from '../shared/app-error.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { t } from './i18n/translate.ts';
import { formatDuration, printable } from './terminal-text.ts';

type Done = Extract<JobOutcome, { kind: 'done' }>;

/** The one line of a finished input. */
function resultLine(done: Done): string {
  return `${t('result.done', {
    name: printable(basename(done.path)),
    words: t('result.words', { count: done.words }),
    speakers: t('result.speakers', { count: done.speakers }),
    audio: formatDuration(done.audio_length, true),
    processing: formatDuration(done.processing_time, true),
    files: done.files.map((file) => printable(file.path)).join(', '),
  })}\n`;
}

/** The one line of an input that failed: what happened, what it means, what to do. */
export function failedLine(path: string, error: ErrorData): string {
  const { what, meaning, action } = error;
  const parts = { what: printable(what), meaning: printable(meaning), action: printable(action) };
  return `${t('result.failed', { name: printable(basename(path)), code: error.code, ...parts })}\n`;
}

/** The job's warnings and notes; among several inputs each says whose it is. */
function warningLines(done: Done, total: number): string {
  const about = (message: string): string =>
    total > 1 ? t('result.about', { name: printable(basename(done.path)), message }) : message;
  const alerts = done.alerts.map((alert) =>
    t(alert.severity === 'info' ? 'result.note' : 'result.warning', { message: about(printable(alert.message)) }),
  );
  return alerts.map((line) => `${line}\n`).join('');
}

/** Prints what became of one input, and its warnings to stderr unless programs read there. */
export function reportOutcome(outcome: JobOutcome, total: number, jsonl: boolean, print: (text: string) => void): void {
  if (outcome.kind === 'failed') {
    print(failedLine(outcome.path, outcome.error));
    return;
  }
  print(resultLine(outcome));
  if (!jsonl) process.stderr.write(warningLines(outcome, total));
}

/** How many were done, and which failed with what code. */
export function summaryLines(outcomes: readonly JobOutcome[]): string {
  const failed = outcomes.filter((outcome) => outcome.kind === 'failed');
  const counts = { done: outcomes.length - failed.length, total: outcomes.length, failed: failed.length };
  const lines = failed.map((outcome) => `  ${printable(basename(outcome.path))}: ${outcome.error.code}\n`);
  return `${t('result.summary', counts)}\n${lines.join('')}`;
}

/** 0 when all is done, 5 when some failed; when all failed, the first failure's own code. */
export function exitCodeFor(outcomes: readonly JobOutcome[]): number {
  const failed = outcomes.filter((outcome) => outcome.kind === 'failed');
  const first = failed[0];
  if (first === undefined) return EXIT.done;
  return failed.length < outcomes.length ? EXIT.partial : exitCodeOf(first.error.code);
}
