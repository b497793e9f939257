import cliProgress from 'cli-progress';
import type { ModelEvent } from '../../contract/model-calls.ts';
import { t } from '../i18n/translate.ts';
import { formatBytes, formatDuration } from '../terminal-text.ts';
import { progressBar } from './stage-line.ts';

type PullProgress = Pick<Extract<ModelEvent, { type: 'progress' }>, 'receivedBytes' | 'totalBytes'>;

/** Shows downloads on stderr. `close` leaves the terminal as it was found. */
export interface DownloadReporter {
  on(id: string, progress: PullProgress): void;
  /** Ends the display of one model. */
  end(): void;
}

/** Between two JSON lines, and before a first estimate, in milliseconds. */
const STEP_MS = 500;

/** JSON lines when asked for, nothing when quiet, a live bar on a terminal, a line per quarter in a log or pipe. */
export function chooseDownloadReporter(
  flags: { readonly jsonl?: boolean; readonly quiet?: boolean },
  stream: NodeJS.WriteStream,
): DownloadReporter {
  if (flags.jsonl === true) return jsonReporter((line) => stream.write(line));
  if (flags.quiet === true) return { on: () => undefined, end: () => undefined };
  return stream.isTTY ? barReporter(stream) : lineReporter((line) => stream.write(line));
}

/** Milliseconds left at the mean speed since this run began to receive; `undefined` while that is not known. */
function createEstimator(): (progress: PullProgress) => number | undefined {
  let first: { readonly at: number; readonly bytes: number } | undefined;
  return ({ receivedBytes, totalBytes }) => {
    const now = performance.now();
    first ??= { at: now, bytes: receivedBytes };
    const gained = receivedBytes - first.bytes;
    if (totalBytes === undefined || gained <= 0 || now - first.at < STEP_MS) return undefined;
    return Math.round(((totalBytes - receivedBytes) * (now - first.at)) / gained);
  };
}

function jsonReporter(write: (line: string) => void): DownloadReporter {
  let estimate = createEstimator();
  let last = -STEP_MS;
  return {
    on(model, { receivedBytes, totalBytes }) {
      const etaMs = estimate({ receivedBytes, totalBytes });
      const now = performance.now();
      if (now - last < STEP_MS && receivedBytes !== totalBytes) return;
      last = now;
      write(`${JSON.stringify({ event: 'download', model, receivedBytes, totalBytes, etaMs })}\n`);
    },
    end() {
      estimate = createEstimator();
    },
  };
}

function lineReporter(write: (line: string) => void): DownloadReporter {
  let shown = 0;
  return {
    on(id, { receivedBytes, totalBytes }) {
      if (totalBytes === undefined || totalBytes === 0) return;
      const quarter = Math.floor((receivedBytes / totalBytes) * 4);
      if (quarter <= shown) return;
      shown = quarter;
      write(`  ${id} ${progressBar(receivedBytes / totalBytes)} ${amount(receivedBytes, totalBytes)}\n`);
    },
    end() {
      shown = 0;
    },
  };
}

function barReporter(stream: NodeJS.WriteStream): DownloadReporter {
  let bar: cliProgress.SingleBar | undefined;
  let estimate = createEstimator();
  return {
    on(id, progress) {
      const { receivedBytes, totalBytes } = progress;
      const etaMs = estimate(progress);
      const left = etaMs === undefined ? '' : t('progress.eta', { time: formatDuration(Math.max(1000, etaMs)) });
      const payload = { id, amount: amount(receivedBytes, totalBytes), left };
      if (bar === undefined) {
        const format = '  {id} {bar} {amount}  {left}';
        const options = { format, stream, hideCursor: true, barsize: 24, fps: 8, gracefulExit: false };
        bar = new cliProgress.SingleBar(options, cliProgress.Presets.shades_classic);
        bar.start(totalBytes ?? 1, 0, payload);
      }
      bar.setTotal(totalBytes ?? Math.max(1, receivedBytes * 2));
      bar.update(receivedBytes, payload);
    },
    end() {
      bar?.stop();
      bar = undefined;
      estimate = createEstimator();
    },
  };
}

function amount(received: number, total: number | undefined): string {
  return total === undefined ? formatBytes(received) : `${formatBytes(received)} / ${formatBytes(total)}`;
}
