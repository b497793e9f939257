import { basename } from 'node:path';
import type { BatchEvent } from '../../studio/transcribe-batch.ts';
import { t } from '../i18n/translate.ts';
import { formatDuration, printable } from '../terminal-text.ts';
import type { Reporter } from './reporter.ts';
import { isStageName, progressBar } from './stage-line.ts';

/** For logs and pipes: a line when a stage has made another quarter, none in between. */
export function plainReporter(write: (line: string) => void): Reporter {
  const shown = new Map<string, number>();
  return {
    on(event) {
      if (event.type === 'input-started') {
        shown.clear();
        const values = { number: event.index + 1, total: event.total, name: printable(basename(event.path)) };
        write(`${t('progress.file', values)}\n`);
      } else if (event.type === 'engine-restarted') {
        write(`${t('progress.restarted', { reason: event.error.parts.what })}\n`);
      } else if (event.type === 'job') {
        writeJob(event.event, shown, write);
      }
    },
    close: () => undefined,
  };
}

function writeJob(
  event: Extract<BatchEvent, { type: 'job' }>['event'],
  shown: Map<string, number>,
  write: (line: string) => void,
): void {
  if (event.type === 'stage' && event.state === 'resumed' && isStageName(event.stage)) {
    write(`  ${t('progress.resumed', { stage: t(`stage.${event.stage}`) })}\n`);
  }
  if (event.type !== 'progress') return;
  const { stage, stageFraction, stageEtaMs } = event.progress;
  const quarter = Math.floor(stageFraction * 4);
  if (!isStageName(stage) || quarter <= (shown.get(stage) ?? 0)) return;
  shown.set(stage, quarter);
  const eta =
    stageEtaMs === undefined || stageFraction >= 1
      ? ''
      : `  ${t('progress.eta', { time: formatDuration(Math.max(1000, stageEtaMs)) })}`;
  write(`  ${t(`stage.${stage}`).padEnd(20)} ${progressBar(stageFraction)} ${percent(stageFraction)}${eta}\n`);
}

function percent(fraction: number): string {
  return `${String(Math.floor(fraction * 100)).padStart(3)} %`;
}
