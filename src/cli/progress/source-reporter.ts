import type { DownloadEvent } from '../../studio/download-types.ts';
import { t } from '../i18n/translate.ts';
import { formatBytes, printable } from '../terminal-text.ts';

/** Shows downloads on stderr. `close` leaves the terminal on a fresh line. */
export interface SourceReporter {
  readonly on: (event: DownloadEvent) => void;
  readonly close: () => void;
}

/** One line that keeps changing on a terminal, one line a recording elsewhere, JSON lines when asked, nothing when quiet. */
export function sourceReporter(
  flags: { readonly jsonl?: boolean; readonly quiet?: boolean },
  stream: NodeJS.WriteStream,
): SourceReporter {
  if (flags.jsonl === true) {
    const on = ({ type, ...event }: DownloadEvent): void => {
      const fields = 'progress' in event ? { url: event.url, ...event.progress } : event;
      stream.write(`${JSON.stringify({ event: type === 'started' ? 'download-started' : 'download', ...fields })}\n`);
    };
    return { on, close: () => undefined };
  }
  if (flags.quiet === true) return { on: () => undefined, close: () => undefined };
  let open = false;
  const close = (): void => {
    if (open) stream.write('\n');
    open = false;
  };
  const on = (event: DownloadEvent): void => {
    if (event.type === 'started') {
      close();
      stream.write(`${t('sources.started', { ...event, title: printable(event.title) })}\n`);
    } else if (stream.isTTY) {
      const { downloadedBytes, totalBytes } = event.progress;
      const done = formatBytes(downloadedBytes);
      const line =
        totalBytes === undefined
          ? t('sources.progressOpen', { done })
          : t('sources.progress', { done, total: formatBytes(totalBytes) });
      stream.write(`\r${line}\u001b[K`);
      open = true;
    }
  };
  return { on, close };
}
