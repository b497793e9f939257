import { basename } from 'node:path';
import cliProgress from 'cli-progress';
import { choiceText } from '../choice-text.ts';
import { t } from '../i18n/translate.ts';
import { formatDuration, printable, timeOfDay } from '../terminal-text.ts';
import type { Reporter } from './reporter.ts';
import { isStageName } from './stage-line.ts';

/** Bars count in permille, so that a twelve-hour file still moves. */
const FULL = 1000;
const LABEL_WIDTH = 20;

/**
 * Live bars for a terminal. One recording at a time gets a bar for each stage and one for the whole; when several are in
 * work, each gets one bar with its name.
 */
export function barReporter(stream: NodeJS.WriteStream): Reporter {
  let multi: cliProgress.MultiBar | undefined;
  let bars = new Map<string, cliProgress.SingleBar>();
  /** By place: a recording from the web changes its path. */
  const open = new Set<number>();
  const finish = (): void => {
    multi?.stop();
    multi = undefined;
    bars = new Map();
  };
  const update = (name: string, label: string, fraction: number, etaMs: number | undefined): void => {
    multi ??= newBars(stream, open.size > 1);
    const eta =
      etaMs === undefined || fraction >= 1 ? '' : t('progress.eta', { time: formatDuration(Math.max(1000, etaMs)) });
    const payload = { label: shorten(label).padEnd(LABEL_WIDTH), left: eta };
    const bar = bars.get(name) ?? multi.create(FULL, 0, payload);
    bars.set(name, bar);
    bar.update(Math.floor(fraction * FULL), payload);
  };
  return {
    on({ path, index, total, event }) {
      const name = printable(basename(path));
      const alone = open.size <= 1;
      if (event.type === 'started') {
        finish();
        open.add(index);
        stream.write(`${t('progress.file', { number: index + 1, total, name })}\n`);
      } else if (event.type === 'engine-restarted') {
        multi?.log(`${t('progress.restarted', { reason: event.error.what })}\n`);
      } else if (event.type === 'fetching') {
        const { downloadedBytes, totalBytes = 0, etaSeconds } = event;
        const fraction = totalBytes > 0 ? Math.min(1, downloadedBytes / totalBytes) : 0;
        const etaMs = etaSeconds === undefined ? undefined : etaSeconds * 1000;
        update(`${index} fetch`, alone ? t('stage.fetch') : printable(event.title), fraction, etaMs);
      } else if (event.type === 'recogniser' || event.type === 'paused') {
        const line =
          event.type === 'recogniser'
            ? `  ${choiceText(event.reason)}\n`
            : `  ${t('progress.paused', { name, time: timeOfDay(event.untilMs) })}\n`;
        if (multi === undefined) stream.write(line);
        else multi.log(line);
      } else if (event.type === 'pipeline' && event.event.type === 'progress') {
        const { stage, stageFraction, stageEtaMs, overallFraction, overallEtaMs } = event.event.progress;
        update(`${index}`, alone ? t('progress.total') : name, overallFraction, overallEtaMs);
        if (alone && isStageName(stage)) update(`${index} ${stage}`, t(`stage.${stage}`), stageFraction, stageEtaMs);
      } else if (event.type === 'finished' || event.type === 'stopped') {
        // What became of it is printed next, so no bar may stand there; those of the others come again.
        finish();
        open.delete(index);
      }
    },
    close: finish,
  };
}

/** The bars of one recording stay when it is done; those of several would only tell how far the others were. */
function newBars(stream: NodeJS.WriteStream, passing: boolean): cliProgress.MultiBar {
  return new cliProgress.MultiBar(
    {
      format: '  {label} {bar} {percentage} %  {left}',
      stream,
      hideCursor: true,
      barsize: 24,
      fps: 8,
      autopadding: true,
      clearOnComplete: passing,
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  );
}

function shorten(label: string): string {
  return label.length <= LABEL_WIDTH ? label : `${label.slice(0, LABEL_WIDTH - 1)}…`;
}
