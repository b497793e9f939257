import { basename } from 'node:path';
import type { PipelineEvent } from '../../core/pipeline/parts.ts';
import { choiceText } from '../choice-text.ts';
import { t } from '../i18n/translate.ts';
import { formatDuration, printable, timeOfDay } from '../terminal-text.ts';
import type { Reporter } from './reporter.ts';
import { isStageName, progressBar } from './stage-line.ts';

/** For logs and pipes: a line when a stage has made another quarter, none in between. */
export function plainReporter(write: (line: string) => void): Reporter {
  const open: Shown = new Map();
  return {
    on({ path, index, total, event }) {
      const name = printable(basename(path));
      if (event.type === 'started') {
        open.set(index, new Map());
        write(`${t('progress.file', { number: index + 1, total, name })}\n`);
      } else if (event.type === 'engine-restarted') {
        write(`${t('progress.restarted', { reason: event.error.what })}\n`);
      } else if (event.type === 'fetching') {
        const { downloadedBytes, totalBytes = 0 } = event;
        const fraction = totalBytes > 0 ? Math.min(1, downloadedBytes / totalBytes) : 0;
        quarterLine(open, index, name, 'fetch', t('stage.fetch'), fraction, undefined, write);
      } else if (event.type === 'paused') {
        write(`  ${t('progress.paused', { name, time: timeOfDay(event.untilMs) })}\n`);
      } else if (event.type === 'recogniser') {
        write(`  ${choiceText(event.reason)}\n`);
      } else if (event.type === 'pipeline') {
        writeStage(event.event, index, name, open, write);
      } else if (event.type === 'finished' || event.type === 'stopped') {
        open.delete(index);
      }
    },
    close: () => undefined,
  };
}

/** Quarters shown, by recording and stage. A recording from the web changes its path, not its place. */
type Shown = Map<number, Map<string, number>>;

function writeStage(
  event: PipelineEvent,
  index: number,
  name: string,
  open: Shown,
  write: (line: string) => void,
): void {
  if (event.type === 'stage' && event.state === 'resumed' && isStageName(event.stage))
    write(`  ${t('progress.resumed', { stage: t(`stage.${event.stage}`) })}\n`);
  if (event.type !== 'progress' || !isStageName(event.progress.stage)) return;
  const { stage, stageFraction, stageEtaMs } = event.progress;
  quarterLine(open, index, name, stage, t(`stage.${stage as 'vad'}`), stageFraction, stageEtaMs, write);
}

/** A line for each quarter of a stage; with several recordings in work it says whose. */
function quarterLine(
  open: Shown,
  index: number,
  name: string,
  stage: string,
  label: string,
  fraction: number,
  etaMs: number | undefined,
  write: (line: string) => void,
): void {
  const shown = open.get(index) ?? new Map<string, number>();
  open.set(index, shown);
  const quarter = Math.floor(fraction * 4);
  if (quarter <= (shown.get(stage) ?? 0)) return;
  shown.set(stage, quarter);
  const eta =
    etaMs === undefined || fraction >= 1
      ? ''
      : `  ${t('progress.eta', { time: formatDuration(Math.max(1000, etaMs)) })}`;
  const whose = open.size > 1 ? `  ${name}` : '';
  write(`  ${label.padEnd(20)} ${progressBar(fraction)} ${percent(fraction)}${eta}${whose}\n`);
}

function percent(fraction: number): string {
  return `${String(Math.floor(fraction * 100)).padStart(3)} %`;
}
