import { basename } from 'node:path';
import cliProgress from 'cli-progress';
import { t } from '../i18n/translate.ts';
import { formatDuration, printable } from '../terminal-text.ts';
import type { Reporter } from './reporter.ts';
import { isStageName } from './stage-line.ts';

/** Bars count in permille, so that a twelve-hour file still moves. */
const FULL = 1000;

/** Live bars for a terminal: one per stage, with the time left, and one for the file as a whole. */
export function barReporter(stream: NodeJS.WriteStream): Reporter {
  let multi: cliProgress.MultiBar | undefined;
  let bars = new Map<string, cliProgress.SingleBar>();
  const finish = (): void => {
    multi?.stop();
    multi = undefined;
    bars = new Map();
  };
  const update = (name: string, label: string, fraction: number, etaMs: number | undefined): void => {
    if (multi === undefined) return;
    const eta =
      etaMs === undefined || fraction >= 1 ? '' : t('progress.eta', { time: formatDuration(Math.max(1000, etaMs)) });
    const payload = { label: label.padEnd(20), left: eta };
    const bar = bars.get(name) ?? multi.create(FULL, 0, payload);
    bars.set(name, bar);
    bar.update(Math.floor(fraction * FULL), payload);
  };
  return {
    on(event) {
      if (event.type === 'input-started') {
        finish();
        const values = { number: event.index + 1, total: event.total, name: printable(basename(event.path)) };
        stream.write(`${t('progress.file', values)}\n`);
        multi = new cliProgress.MultiBar(
          {
            format: '  {label} {bar} {percentage} %  {left}',
            stream,
            hideCursor: true,
            barsize: 24,
            fps: 8,
            autopadding: true,
            clearOnComplete: false,
            gracefulExit: false,
          },
          cliProgress.Presets.shades_classic,
        );
      } else if (event.type === 'engine-restarted') {
        multi?.log(`${t('progress.restarted', { reason: event.error.parts.what })}\n`);
      } else if (event.type === 'job' && event.event.type === 'progress') {
        const { stage, stageFraction, stageEtaMs, overallFraction, overallEtaMs } = event.event.progress;
        update('total', t('progress.total'), overallFraction, overallEtaMs);
        if (isStageName(stage)) update(stage, t(`stage.${stage}`), stageFraction, stageEtaMs);
      } else if (event.type === 'input-finished') {
        finish();
      }
    },
    close: finish,
  };
}
