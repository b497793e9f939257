import { basename } from 'node:path';
import type { AppError } from '../shared/app-error.ts';
import type { BatchResult } from '../studio/transcribe-batch.ts';
import { t } from './i18n/translate.ts';
import { formatDuration, printable } from './terminal-text.ts';

type Done = Extract<BatchResult, { kind: 'done' }>;

/** The one line of a finished input. */
export function resultLine(result: Done): string {
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
export function warningLines(result: Done, total: number): string {
  const about = (message: string): string =>
    total > 1 ? t('result.about', { name: printable(basename(result.path)), message }) : message;
  const alerts = result.document.alerts.map((alert) =>
    t(alert.severity === 'info' ? 'result.note' : 'result.warning', { message: about(printable(alert.message)) }),
  );
  return alerts.map((line) => `${line}\n`).join('');
}
